"""The pre-meet: planned, with its checklist; a question agreed with who asks it, or let go."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Meeting, PreMeet, PreMeetQuestion
from meetings.operations.locking import locked, locked_item, locked_meeting


@transaction.atomic
def set_pre_meet(
    *,
    meeting: Meeting,
    starts_at: dt.datetime,
    place: str,
    by: Viewer,
    now: dt.datetime,
    reds: str = "",
    young_briefed_on: dt.date | None = None,
    young_briefed_how: str = "",
) -> PreMeet:
    """When and where it is, which reds are taken up, whether young people were briefed. Raises Refused for one after the meeting."""
    meeting = locked_meeting(meeting)
    require(policies.may_set_pre_meet(by, meeting))
    if starts_at >= meeting.starts_at:
        raise Refused("It must begin before the meeting does.", "starts")
    said = {"reds": reds, "young_briefed_on": young_briefed_on, "young_briefed_how": young_briefed_how}
    row, _ = PreMeet.objects.update_or_create(meeting=meeting, defaults={"starts_at": starts_at, "place": place, **said})
    events.record("meetings.set_pre_meet", subject=row, by=by, at=now)
    return row


@transaction.atomic
def agree_question(*, item: AgendaItem, question: str, by: Viewer, now: dt.datetime, asker: User | None = None) -> PreMeetQuestion:
    """A question for an open item, and who asks it."""
    item = locked_item(item)
    require(policies.may_agree_question(by, item))
    row = PreMeetQuestion.objects.create(item=item, question=question, asker=asker)
    events.record("meetings.agree_question", subject=item, by=by, at=now, question=row.pk)
    return row


@transaction.atomic
def let_go_question(*, question: PreMeetQuestion, by: Viewer, now: dt.datetime) -> None:
    """It is not asked after all."""
    question = locked(question, "item__session__meeting")
    require(policies.may_let_go_question(by, question))
    events.record("meetings.let_go_question", subject=question.item, by=by, at=now, question=question.pk)
    question.delete()
