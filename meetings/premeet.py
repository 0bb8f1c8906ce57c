"""The checklist of a pre-meet: what is done of the four things that it is for (requirement 000-R8)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from cpboard.core.templatetags.cpb import count_words, day, moment
from meetings.checklist import Check
from meetings.models import PreMeet, PreMeetQuestion


def checklist(row: PreMeet | None, questions: Sequence[PreMeetQuestion]) -> list[Check]:
    """Planned, questions agreed, everyone knows who asks, reds chosen, young people briefed."""
    unasked = sum(question.asker_id is None for question in questions)
    planned = Check(f"{moment(timezone.localtime(row.starts_at))}, {row.place}", "done") if row else Check("It has no day yet")
    return [planned, _agreed(questions), _askers(questions, unasked), _reds(row), _young(row)]


def _agreed(questions: Sequence[PreMeetQuestion]) -> Check:
    if not questions:
        return Check("No question is agreed yet")
    return Check(f"{count_words(len(questions), 'question is,questions are').capitalize()} agreed", "done")


def _askers(questions: Sequence[PreMeetQuestion], unasked: int) -> Check:
    if questions and not unasked:
        return Check("Everybody knows who asks", "done")
    return Check(
        f"{count_words(unasked, 'question has,questions have').capitalize()} nobody to ask it" if unasked else "Nobody knows yet who asks"
    )


def _reds(row: PreMeet | None) -> Check:
    return (
        Check("The figures to take up are chosen", "done") if row and row.reds.strip() else Check("Choose the figures off track to take up")
    )


def _young(row: PreMeet | None) -> Check:
    if row and row.young_briefed_on:
        return Check(f"Young people were briefed on {day(row.young_briefed_on)}", "done", row.young_briefed_how)
    return Check("Young people are not briefed yet")
