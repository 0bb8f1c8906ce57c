"""Deeds of champions: areas, terms, the time between two meetings, duties, reports back.

Keyword-only; each checks its own policy and writes one Event. The clerk's deeds take days in the past. What a
champion does is done by the champion: who loads an old year passes them as they were, `Viewer(champion, on=that_day)`.
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from champions import policies
from champions.models import Appointment, Area, Cycle, Duty, ReportBack
from cpboard.board.models import Body
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.refusals import in_words

ONE_DAY = dt.timedelta(days=1)
MOST_WORDS = 350  # one page (test 14 of reference/voice-actions-champions-report.md §6.3)
REFUSALS = {
    "champions_area_once": ("name", "The board has an area of this name already."),
    "champions_one_champion": ("starts_on", "This area has a champion on these days. End that term first, or choose a later day."),
    "champions_appointment_starts": ("ends_on", "The last day must not be before the first."),
    "champions_cycle_once": ("starts_on", "A time between meetings that begins on this day is there already."),
    "champions_cycle_no_overlap": ("starts_on", "These days overlap with another time between meetings. Begin on the day after it ends."),
    "champions_cycle_starts": ("ends_on", "The day of the meeting must not be before the first day."),
    "champions_cycle_report": ("report_by", "Champions must report back between the first day and the day of the meeting."),
    "champions_one_report": ("__all__", "You have reported back for this meeting already. A report that was sent is not changed."),
}


@transaction.atomic
def add_area(*, body: Body, name: str, by: Viewer, now: dt.datetime) -> Area:
    """An area of focus for a body, without a champion yet."""
    require(policies.may_add_area(by, body))
    area = Area(body=body, name=name.strip())
    with in_words(REFUSALS):
        area.save()
    events.record("champions.add_area", subject=area, by=by, at=now, body=body.pk)
    return area


@transaction.atomic
def retire_area(*, area: Area, retired_on: dt.date, by: Viewer, now: dt.datetime) -> Area:
    """From this day the body no longer carries the area. Its champion's term must be over by then."""
    require(policies.may_retire_area(by, area))
    if area.appointments.exclude(ends_on__lt=retired_on).exists():
        raise ValidationError({"retired_on": "The area has a champion on that day. End their term first."})
    area.retired_on = retired_on
    area.save()
    events.record("champions.retire_area", subject=area, by=by, at=now, retired_on=str(retired_on))
    return area


@transaction.atomic
def appoint_champion(
    *,
    area: Area,
    champion: User,
    officer_lead: User,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    operational: User | None = None,
    end_running: bool = False,
    by: Viewer,
    now: dt.datetime,
) -> Appointment:
    """Give an area a champion for a term. With `end_running` the term that runs ends the day before."""
    require(policies.may_appoint_champion(by, area))
    if champion == officer_lead:
        raise ValidationError({"officer_lead": "The champion and the lead officer must be two people."})
    appointment = Appointment(
        area=area, champion=champion, officer_lead=officer_lead, operational_champion=operational, starts_on=starts_on, ends_on=ends_on
    )
    with in_words(REFUSALS):
        if end_running:
            _end_the_day_before(area, starts_on)
        appointment.save()
    events.record("champions.appoint_champion", subject=appointment, by=by, at=now, area=area.pk, champion=champion.pk)
    return appointment


def _end_the_day_before(area: Area, starts_on: dt.date) -> None:
    running = area.appointments.current(on=starts_on).filter(starts_on__lt=starts_on).first()
    if running:
        running.ends_on = starts_on - ONE_DAY
        running.save()


@transaction.atomic
def end_appointment(*, appointment: Appointment, ends_on: dt.date, by: Viewer, now: dt.datetime) -> Appointment:
    """`ends_on` is the last day of the term; when it is over the champion's rights are over."""
    require(policies.may_end_appointment(by, appointment))
    appointment.ends_on = ends_on
    with in_words(REFUSALS, appointment):
        appointment.save()
    events.record("champions.end_appointment", subject=appointment, by=by, at=now, ends_on=str(ends_on))
    return appointment


@transaction.atomic
def open_cycle(
    *, body: Body, starts_on: dt.date, ends_on: dt.date, report_by: dt.date | None = None, by: Viewer, now: dt.datetime
) -> Cycle:
    """The time between two meetings: from the day after the one to the day of the other, both counted."""
    require(policies.may_open_cycle(by, body))
    cycle = Cycle(body=body, starts_on=starts_on, ends_on=ends_on, report_by=report_by)
    with in_words(REFUSALS):
        cycle.save()
    events.record("champions.open_cycle", subject=cycle, by=by, at=now, starts_on=str(starts_on), ends_on=str(ends_on))
    return cycle


@transaction.atomic
def log_duty(
    *,
    appointment: Appointment,
    kind: str,
    done_on: dt.date,
    cycle: Cycle | None = None,
    where: str = "",
    virtual: bool = False,
    saw: str = "",
    heard: str = "",
    heard_agreed: bool = False,
    by: Viewer,
    now: dt.datetime,
) -> Duty:
    """What a champion did, saw and heard. Without a cycle it belongs to the one in which the day lies.

    `heard` are a young person's own words: they are taken only with `heard_agreed`.
    """
    require(policies.may_log_duty(by, appointment))
    if done_on > timezone.localdate(now) or not appointment.runs_on(done_on):
        raise ValidationError({"done_on": "The day must be in your term, and not in the future."})
    cycle = cycle or Cycle.objects.holding(day=done_on).filter(body=appointment.area.body_id).first()
    if cycle is None or not cycle.holds(done_on) or cycle.body_id != appointment.area.body_id:
        raise ValidationError({"done_on": "That day lies in no time between two meetings. Ask the clerk to open it."})
    if heard.strip() and not heard_agreed:
        raise ValidationError({"heard_agreed": "Say that they agreed to their words being read, or leave the words out."})
    duty = Duty.record(
        appointment=appointment, cycle=cycle, kind=kind, done_on=done_on, where=where.strip(), virtual=virtual,
        saw=saw.strip(), heard=heard.strip(), heard_agreed=heard_agreed and bool(heard.strip()), logged_by=by.user, logged_at=now,
    )  # fmt: skip
    events.record("champions.log_duty", subject=duty, by=by, at=now, kind=kind, area=appointment.area_id, cycle=cycle.pk)
    return duty


@transaction.atomic
def report_back(
    *,
    appointment: Appointment,
    cycle: Cycle,
    did: str,
    saw: str,
    should_change: str,
    heard: str = "",
    ask: str = "",
    by: Viewer,
    now: dt.datetime,
) -> ReportBack:
    """The champion's page for the board. One for each meeting, sealed, and only about what was logged."""
    require(policies.may_report_back(by, appointment))
    if not appointment.duties.filter(cycle=cycle).exists():
        raise ValidationError("Log at least one visit first.")
    words = word_count(did, saw, heard, should_change, ask)
    if words > MOST_WORDS:
        raise ValidationError(f"Your report has {words} words. Make it {MOST_WORDS} or fewer: one page.")
    with in_words(REFUSALS):
        report = ReportBack.record(
            appointment=appointment, cycle=cycle, did=did.strip(), saw=saw.strip(), heard=heard.strip(),
            should_change=should_change.strip(), ask=ask.strip(), filed_by=by.user, filed_at=now,
        )  # fmt: skip
    events.record("champions.report_back", subject=report, by=by, at=now, area=appointment.area_id, cycle=cycle.pk)
    return report


def word_count(*texts: str) -> int:
    """How many words the texts have together."""
    return sum(len(text.split()) for text in texts)
