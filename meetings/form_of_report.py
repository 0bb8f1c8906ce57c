"""The form of a report: the usual sections to begin from, the text that a new report begins with, its printed cover.

The list is that of council reports as we read them (seeds/peterborough-2024-peer-challenge.txt), in our words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from cpboard.core.templatetags.cpb import day
from meetings.models import AgendaItem, Report

USUAL = (
    ("Why this comes to the board", "Who asked for it, and which of our promises or figures it is about."),
    ("Background and key issues", "What has happened, in the order in which a tired reader needs it."),
    ("What children say about it", "Who was asked, how, and what they said. No names."),
    ("Consultation", "Which boards, services and people were asked, when, and what they said."),
    ("What will be different for children", "And how we shall know."),
    ("Reasons for the recommendation", "Why this, and why now."),
    ("Alternatives considered", "What else could be done, and why it is not recommended."),
    ("Financial implications", "What it costs, and who pays. If nothing, say why."),
    ("Legal implications", "Which duty or power it rests on. If none, say why."),
    ("Equality implications", "Whom it touches differently, and whether it was assessed. If not needed, say why."),
    ("Climate implications", "If none, say why."),
    ("Other implications", "Wards, staff, property, human rights, risk. If none, say why."),
    ("Background documents", "What was relied on and is not published (Local Government Act 1972, section 100D)."),
    ("Appendices", "What is attached, by name. If nothing, say why."),
)


@dataclass(frozen=True)
class Cover:
    """What stands on the cover of a report beside its title and author (requirements 000-01, 001-38)."""

    cabinet_member: str = ""
    contact: str = ""
    wards: str = ""
    money: str = ""
    decide_by: dt.date | None = None


def begun(headings: Iterable[str]) -> str:
    """The text that a report begins with: its headings, with room under each."""
    return "\n".join(f"## {heading}\n\n" for heading in headings)


def cover_of(report: Report, item: AgendaItem, number: str = "") -> list[dict[str, str]]:
    """The cover as rows of name and text, without what is not said. For pages, packs and paper alike."""
    meeting = item.session.meeting
    rows = {
        "Meeting": f"{meeting.body.name}, {day(timezone.localdate(meeting.starts_at))}",
        "Item": number,
        "Who may read it": _marking(item),
        "Report of": report.author.described,
        "Cabinet member": report.cabinet_member,
        "Contact": report.contact,
        "Wards": report.wards,
        "Money": report.money,
        "To be decided by": day(report.decide_by),
        "Terms of reference": item.clause_words,
    }
    return [{"name": name, "text": text} for name, text in rows.items() if text]


def _marking(item: AgendaItem) -> str:
    """PUBLIC, as council reports have it at their head; in a meeting without the public, for its members."""
    return "Public report" if item.session.meeting.has_notice_rules else "For the board only"
