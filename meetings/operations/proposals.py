"""What is proposed for an agenda: put on it in one step, left off with a reason, put on it after all; its scorecard."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Meeting, Proposal, Session
from meetings.operations.agenda import add_item
from meetings.operations.locking import locked, locked_item, locked_meeting
from meetings.proposed import SHAPES, Proposed
from performance.models import Indicator, Snapshot

MINUTES = 15
ANSWERED = "Somebody answered this proposal already."
TWICE = {"meetings_proposal": ("why", ANSWERED)}


@transaction.atomic
def take_up(*, meeting: Meeting, proposed: Proposed, by: Viewer, now: dt.datetime) -> AgendaItem:
    """An item of the open session, with the figure that it came from. Raises Refused for what was answered already."""
    meeting = locked_meeting(meeting)
    require(policies.may_take_up(by, meeting))
    item = _item(meeting, proposed.kind, proposed.title, proposed.indicator, by, now, presenter=proposed.presenter)
    with in_words(TWICE):
        row = Proposal.objects.create(**_said(meeting, proposed), item=item, by=by.user, at=now)
    events.record("meetings.take_up", subject=row, by=by, at=now, item=item.pk)
    return item


@transaction.atomic
def leave_off(*, meeting: Meeting, proposed: Proposed, why: str, by: Viewer, now: dt.datetime) -> Proposal:
    """It stays off this agenda, for a reason that members read. Raises Refused without one, and for what was answered."""
    meeting = locked_meeting(meeting)
    require(policies.may_leave_off(by, meeting))
    if not why.strip():
        raise Refused("Say why it stays off this agenda. Members will read it.", "why")
    with in_words(TWICE):
        row: Proposal = Proposal.objects.create(**_said(meeting, proposed), why=why.strip(), by=by.user, at=now)
    events.record("meetings.leave_off", subject=row, by=by, at=now)
    return row


@transaction.atomic
def take_up_after_all(*, proposal: Proposal, by: Viewer, now: dt.datetime) -> AgendaItem:
    """What was left off becomes an item. Its reason is no longer true and goes; the event keeps that there was one."""
    proposal = locked(proposal, "meeting__body", "indicator")
    require(policies.may_take_up_after_all(by, proposal))
    proposal.item = _item(proposal.meeting, proposal.kind, proposal.title, proposal.indicator, by, now)
    proposal.why = ""
    proposal.save()
    events.record("meetings.take_up_after_all", subject=proposal, by=by, at=now, item=proposal.item.pk)
    return proposal.item


def _said(meeting: Meeting, proposed: Proposed) -> dict[str, Any]:
    about = {"indicator": proposed.indicator, "reference": proposed.reference}
    return {"meeting": meeting, "kind": proposed.kind, "title": proposed.title, **about}


def _item(meeting: Meeting, kind: str, title: str, figure: Indicator | None, by: Viewer, now: dt.datetime, **more: Any) -> AgendaItem:
    session = meeting.sessions.filter(privacy=Session.Privacy.PUBLIC).order_by("position").first()
    if session is None:
        raise Refused("This meeting has no open session to put it in.")
    shape, purpose = SHAPES[Proposal.Kind(kind)]
    cause: dict[str, Any] = {"indicator": figure} if figure is not None else {}
    return add_item(session=session, title=title, kind=shape, purpose=purpose, minutes_planned=MINUTES, **cause, **more, by=by, now=now)


@transaction.atomic
def choose_scorecard(*, item: AgendaItem, snapshot: Snapshot | None, by: Viewer, now: dt.datetime) -> AgendaItem:
    """Which frozen scorecard an open item discusses, or none (requirements 001-31, 003-11). What stands in it never changes."""
    item = locked_item(item)
    require(policies.may_choose_scorecard(by, item))
    item.snapshot = snapshot
    item.save(update_fields=["snapshot"])
    events.record("meetings.choose_scorecard", subject=item, by=by, at=now, snapshot=snapshot.pk if snapshot else None)
    return item
