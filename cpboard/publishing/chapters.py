"""The chapters of the annual report, in the order that scrutiny knows (reference: voice-actions §5.3).

`drawn` chapters take their text from the record; an officer may add words. The others hold an officer's
words alone, by a prompt. A chapter with neither is not printed: no empty heading.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """A chapter: its key, heading, level (1 chapter, 2 part of one) and what it asks an officer."""

    key: str
    heading: str
    level: int = 1
    prompt: str = ""
    drawn: bool = False
    standing: str = ""  # words that stand in every report until an officer writes others


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "recommendations",
        "What we ask of you",
        drawn=True,
        prompt="Add what else the committee that receives this is asked to do.",
    ),
    Chapter("origin", "Where this report comes from", drawn=True, prompt="Who agreed it, and when?"),
    Chapter("purpose", "What it is for", drawn=True, prompt="Which term of reference of the receiving committee is it for?"),
    Chapter("timescales", "Dates", standing="This is not a major policy item. It does not go to Cabinet."),
    Chapter("background", "The year", prompt="What kind of year was it for our children? At most half a page."),
    Chapter("programme", "Meetings and topics", 2, drawn=True, prompt="How did the meetings work?"),
    Chapter("champions", "Champions", 2, drawn=True, prompt="What did the champions do?"),
    Chapter("outcomes", "What changed because of the board", 2, drawn=True, prompt="Add what the list does not say."),
    Chapter("figures", "Our children in figures", 2, drawn=True, prompt="What lies behind the figures?"),
    Chapter("inspection", "What inspectors found", 2, prompt="What kind of visit, what was found, what we do about it."),
    Chapter("education", "School and learning", 2, prompt="The officer lead for education writes at most half a page."),
    Chapter("events", "What else the year brought", 2, prompt="Anything that changed the year, such as a pandemic."),
    Chapter("homes", "Finding enough good homes", 2, prompt="What the risk is, why, and what the board is doing."),
    Chapter("review", "The national picture", 2, prompt="National reviews and what we told them."),
    Chapter("young_people", "Children and young people", 2, drawn=True, prompt="What else did the groups do?"),
    Chapter("consultation", "What children and others said about this report", drawn=True, prompt="Who was asked, what did they say?"),
    Chapter(
        "impact",
        "What we expect from it",
        standing="The committee can see what the board did, whether it made a difference, and whether we act as parents.",
    ),
    Chapter("reason", "Why we ask this", standing="To give the committee the account that the board owes it each year."),
    Chapter("alternatives", "What else was considered", standing="Nothing else: the account is given each year."),
    Chapter("implications", "What it means for money, law and equality", prompt="Financial, legal, equalities, carbon, rural."),
    Chapter("background_documents", "Background documents", prompt="Documents that the report relied on."),
    Chapter("appendices", "Appendices", prompt="What is attached."),
)
BY_KEY = {chapter.key: chapter for chapter in CHAPTERS}
