"""How a message stands, for those who may open it: what it waits for, and how late that is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from cpboard.core.templatetags.cpb import day, late_words
from voice.postbox.models import Submission


@dataclass(frozen=True)
class Standing:
    """What a message waits for, by when; nothing when it is answered."""

    waits: str
    due_on: dt.date | None
    late: str


def standing_of(message: Submission, on: dt.date) -> Standing:
    """To be read, then decided, then answered: in this order, whatever else happened."""
    if message.read_at is None:
        return _waiting("Waiting to be read", message.look_by, on)
    if message.decided_at is None:
        return _waiting("Waiting for a decision", message.decide_by, on)
    if message.state != Submission.State.ANSWERED:
        return _waiting("Waiting for an answer", message.answer_by, on)
    return Standing("Answered", None, "")


def _waiting(what: str, due_on: dt.date, on: dt.date) -> Standing:
    return Standing(what, due_on, late_words(due_on, on))


def row_of(message: Submission, on: dt.date) -> dict[str, str]:
    """A message in a list: never a word of it."""
    standing = standing_of(message, on)
    told = [f"Came {day(message.received_on)}", message.get_about_display(), standing.waits]
    urgent = message.feels_unsafe and message.decided_at is None
    chip = "Does not feel safe" if urgent else standing.late.capitalize()
    return {
        "title": str(message),
        "url": reverse("postbox:message", args=[message.pk]),
        "line": " · ".join(part for part in told if part),
        "state": chip,
        "side": _side(standing, chip_is_late=bool(standing.late) and not urgent),
    }


def _side(standing: Standing, *, chip_is_late: bool) -> str:
    if chip_is_late or standing.due_on is None:
        return ""
    return standing.late.capitalize() or f"By {day(standing.due_on)}"
