"""Notes, questions and answers for tests: made by the operations, by whoever may."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cpboard.core.models import User
from meetings import operations
from meetings.models import AgendaItem, Answer, Note, Question
from meetings.reading import paragraphs
from tests.cast import as_viewer


def beside(item: AgendaItem, place: int) -> dict[str, Any]:
    """What a note or a question is about: paragraph `place` of the report as it is now, or the whole item."""
    found = paragraphs(item.report.text) if place else []
    return {"about": next((each for each in found if each.place == place), None)}


def make_note(item: AgendaItem, owner: User, text: str = "Ask who rang.", place: int = 0) -> Note:
    """A note of somebody on an item, or beside a paragraph of its report."""
    return operations.add_note(item=item, text=text, **beside(item, place), by=as_viewer(owner), now=timezone.now())


def make_question(item: AgendaItem, asker: User, text: str = "How many got help?", place: int = 0) -> Question:
    """A question of somebody who may ask."""
    return operations.ask_question(item=item, text=text, **beside(item, place), by=as_viewer(asker), now=timezone.now())


def make_answer(question: Question, answerer: User, text: str = "Two of nine.") -> Answer:
    """The answer to it."""
    return operations.answer_question(question=question, text=text, by=as_viewer(answerer), now=timezone.now())
