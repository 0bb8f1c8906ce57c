"""Notice: the chair's opinion that a late item is urgent, the days that do not count, how they are counted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, DayOff, OfficeCalendar, Urgency
from meetings.operations.giving import Said, find_urgent
from meetings.operations.locking import locked, locked_item

LONGEST_CLOSURE = 31
ONCE = {"meetings_dayoff_once": ("starts_on", "One of these days is in the list already.")}


@transaction.atomic
def record_urgency(
    *, item: AgendaItem, late_why: str, by: Viewer, now: dt.datetime, chair: User | None = None, said_at: dt.datetime | None = None
) -> Urgency:
    """Why the chair found an item urgent that was added too late for five clear days. Raises Refused as `put_agenda_out`."""
    item = locked_item(item)
    require(policies.may_record_urgency(by, item))
    urgency = find_urgent(item.session.meeting, item, Said(late_why, chair, said_at), by=by, now=now)
    events.record("meetings.record_urgency", subject=item, by=by, at=now, urgency=urgency.pk)
    return urgency


# The days that do not count ------------------------------------------------------------------------------------------


@transaction.atomic
def add_day_off(*, kind: str, name: str, starts_on: dt.date, by: Viewer, now: dt.datetime, ends_on: dt.date | None = None) -> DayOff:
    """A one-off bank holiday, or days on which the offices are closed. Raises Refused for days that are there already."""
    require(policies.may_keep_calendar(by))
    last = ends_on or starts_on
    if last < starts_on:
        raise Refused("The last day must not be before the first.", "ends_on")
    if (last - starts_on).days >= LONGEST_CLOSURE:
        raise Refused(f"That is more than {LONGEST_CLOSURE} days. Enter a shorter time.", "ends_on")
    with in_words(ONCE):
        day = DayOff.objects.create(
            calendar=_the_calendar(), kind=kind, name=name, starts_on=starts_on, ends_on=last, added_at=now, added_by=by.user
        )
    events.record("meetings.add_day_off", subject=day, by=by, at=now, kind=kind, starts_on=str(starts_on), ends_on=str(last))
    return day


def _the_calendar() -> OfficeCalendar:
    return OfficeCalendar.objects.get_or_create(pk=1)[0]


@transaction.atomic
def remove_day_off(*, day: DayOff, why: str, by: Viewer, now: dt.datetime) -> DayOff:
    """The day counts again. The row stays with who removed it and why."""
    day = locked(day)
    require(policies.may_remove_day_off(by, day))
    day.removed_at, day.removed_by, day.removed_why = now, by.user, why
    day.save()
    events.record("meetings.remove_day_off", subject=day, by=by, at=now)
    return day


@transaction.atomic
def set_counting(
    *, strict: bool, closes_at: dt.time, agenda_days: int, drafts_days: int, finals_days: int, by: Viewer, now: dt.datetime
) -> OfficeCalendar:
    """How working days are counted, and how long before the last day to publish each step is due."""
    require(policies.may_keep_calendar(by))
    if not agenda_days >= drafts_days >= finals_days:
        raise Refused("The agenda is set first, then come drafts, then cleared reports. Enter falling numbers.", "agenda_days")
    found = _the_calendar()
    found.strict, found.closes_at = strict, closes_at
    found.agenda_days, found.drafts_days, found.finals_days = agenda_days, drafts_days, finals_days
    found.save()
    events.record("meetings.set_counting", subject=found, by=by, at=now, strict=strict, closes_at=f"{closes_at:%H:%M}")
    return found
