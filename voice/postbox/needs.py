"""What waits in the postbox. Registered from inside the room, so that the house need not know of it.

Numbers only, never words; and nobody who may not open the room is told even the number.
"""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.templatetags.cpb import count_words
from voice.postbox import policies
from voice.postbox.models import Submission
from voice.postbox.querysets import SubmissionQuerySet

NEAR = dt.timedelta(days=7)


@needs_from
def needs_of_reader(viewer: Viewer) -> list[Need]:
    """For the participation worker: read, decide, answer; what may be a cry for help before all else."""
    if not policies.may_open_queue(viewer):
        return []
    mine = list(_open(viewer).unanswered())
    unread = [m for m in mine if m.read_at is None]
    undecided = [m for m in mine if m.read_at and m.decided_at is None]
    due = [m for m in mine if m.decided_at and m.answer_by <= viewer.on + NEAR]
    return [
        *_urgent([m for m in unread if m.feels_unsafe]),
        *_read([m for m in unread if not m.feels_unsafe]),
        *_decide(undecided),
        *_answer(due),
    ]


def _open(viewer: Viewer) -> SubmissionQuerySet:
    return Submission.objects.open_to(viewer).only(
        "pk", "received_on", "answer_by", "read_at", "decided_at", "feels_unsafe", "concern"
    )  # fmt: skip


def _urgent(messages: list[Submission]) -> list[Need]:
    why = "They say they do not feel safe."
    return [_need(messages, "Read", why, min(m.look_by for m in messages), first=True)] if messages else []


def _read(messages: list[Submission]) -> list[Need]:
    return [_need(messages, "Read", "Nobody has read it yet.", min(m.look_by for m in messages))] if messages else []


def _decide(messages: list[Submission]) -> list[Need]:
    if not messages:
        return []
    worried = any(m.feels_unsafe for m in messages)
    return [_need(messages, "Decide about", "Is somebody in danger?", min(m.decide_by for m in messages), first=worried)]


def _answer(messages: list[Submission]) -> list[Need]:
    return [_need(messages, "Answer", "An answer was promised.", min(m.answer_by for m in messages))] if messages else []


def _need(messages: list[Submission], verb: str, why: str, due_on: dt.date, *, first: bool = False) -> Need:
    one = len(messages) == 1
    url = reverse("postbox:message", args=[messages[0].pk]) if one else reverse("postbox:queue")
    return Need(due_on, f"{verb} {count_words(len(messages), 'message')}", why, url, first)


@needs_from
def needs_of_lead(viewer: Viewer) -> list[Need]:
    """For the safeguarding lead: what worries us and is not decided, before all else."""
    if not policies.may_open_worries(viewer):
        return []
    worries = list(_open(viewer).worrying().undecided())
    if not worries:
        return []
    due, number = min(m.decide_by for m in worries), len(worries)
    why = "A young person may not be safe."
    return [Need(due, f"Decide about {count_words(number, 'worry,worries')}", why, reverse("postbox:worries"), first=True)]
