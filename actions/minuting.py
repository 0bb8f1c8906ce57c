"""What minutes say of actions: what was agreed in a meeting, and what became of what the meeting before agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from actions.models import Action, Closure, ToldBack
from meetings.agreed import Agreed, Arising, agreed_by, arising_from
from meetings.models import Meeting, Session

Status = Action.Status


def _of_open_items() -> QuerySet[Action]:
    return Action.objects.filter(item__session__privacy=Session.Privacy.PUBLIC).select_related("owner").order_by("pk")


@agreed_by
def agreed_in(meeting: Meeting) -> Iterator[Agreed]:
    """The actions of its open items."""
    for action in _of_open_items().filter(item__session__meeting=meeting):
        yield Agreed(action.item_id or 0, action.decision_id, action.reference, action.title, action.so_that, action.owner, action.due_on)


@arising_from
def arising_at(meeting: Meeting) -> Iterator[Arising]:
    """The actions of the last meeting of the body that was held before this one, as they stand now."""
    before = Meeting.objects.filter(body=meeting.body_id, held_at__isnull=False, starts_at__lt=meeting.starts_at).order_by("-starts_at")
    told = ToldBack.objects.filter(action=OuterRef("pk"))
    closed = Closure.objects.filter(action=OuterRef("pk"))
    found = _of_open_items().filter(item__session__meeting__in=before.values("pk")[:1])
    for action in found.annotate(was_told=Exists(told), is_over=Exists(closed)):
        yield Arising(action.reference, action.title, action.owner, _state(action, meeting.day))


def _state(action: Action, on: dt.date) -> str:
    """How it stands, in words: the children who raised it were told, or it is done, stopped, late, still to do."""
    if action.status in (Status.DELIVERED, Status.STOPPED):
        told = ", and those who raised it were told" if action.was_told else ""  # type: ignore[attr-defined]  # annotated
        over = "; closed by the board" if action.is_over else ""  # type: ignore[attr-defined]
        return f"{'done' if action.status == Status.DELIVERED else 'stopped'}{told}{over}"
    if action.due_on < on:
        return f"late: it was due on {action.due_on:%-d %B %Y}"
    return f"still to do, due on {action.due_on:%-d %B %Y}"
