"""Meetings for tests: made by the operations, by the clerk, as a clerk would."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cpboard.core.models import User
from meetings import operations, record
from meetings.models import (
    AgendaItem,
    BringBack,
    Challenge,
    DayOff,
    Decision,
    Interest,
    Meeting,
    Minutes,
    MinutesApproval,
    Movement,
    Report,
    Session,
    Slot,
    Topic,
    Urgency,
)
from tests.cast import Cast

TITLE = "Staying in one home"
PUBLIC, PRIVATE = Session.Privacy.PUBLIC, Session.Privacy.PRIVATE


def half_past_five(days: int) -> dt.datetime:
    """Half past five in the afternoon, so many days from today."""
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(17, 30)))


def make_meeting(cast: Cast, days: int = 40, **more: Any) -> Meeting:
    """A formal meeting of the board so many days from today; negative: held in the past or still to be noted as held."""
    starts_at = half_past_five(days)
    values: dict[str, Any] = {
        "body": cast.body,
        "year": cast.year,
        "kind": Meeting.Kind.FORMAL,
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(hours=2),
        "place": "Council Chamber",
    }
    return operations.create_meeting(**{**values, **more}, by=cast.viewer("clerk"), now=timezone.now())


def session_of(meeting: Meeting, privacy: str = PUBLIC) -> Session:
    """Its public or its private session."""
    return meeting.sessions.get(privacy=privacy)


def make_item(cast: Cast, meeting: Meeting, title: str = TITLE, privacy: str = PUBLIC, **more: Any) -> AgendaItem:
    """An item; a private one with its paragraph and reason."""
    reasons = {"exempt_paragraph": 2, "privacy_reason": "A home could be recognised."} if privacy == PRIVATE else {}
    return operations.add_item(
        session=session_of(meeting, privacy), title=title, **{**reasons, **more}, by=cast.viewer("clerk"), now=timezone.now()
    )


def make_private_item(cast: Cast, title: str = "Two letters about homes", days: int = 40, **more: Any) -> AgendaItem:
    """An item of a private session, in a meeting of its own. `readers` are the named readers: nobody unless told."""
    meeting = make_meeting(cast, days=days, private_session=True, readers=more.pop("readers", []))
    return make_item(cast, meeting, title, PRIVATE, **more)


def make_report(cast: Cast, item: AgendaItem, state: str = "cleared", **more: Any) -> Report:
    """A report by the officer on an open item, as far as `state`."""
    clerk, now = cast.viewer("clerk"), timezone.now()
    due_on = more.pop("due_on", item.session.meeting.day - dt.timedelta(days=14))
    report = operations.ask_report(item=item, author=more.pop("author", cast.officer), due_on=due_on, by=clerk, now=now)
    words = {"asks": "agree to ring first", "summary": "Moves hurt.", "text": "89 of 131 children stayed."} | more
    words["text"] = "\n\n".join([words["text"], *(f"## {heading}\n\nSaid above." for heading in report.sections)])
    if state != "asked":
        report = operations.save_report(report=report, **words, version=0, by=clerk, now=now)
        report = operations.submit_report(report=report, by=clerk, now=now)
    if state == "returned":
        report = operations.return_report(report=report, why="Say what children said.", by=clerk, now=now)
    if state == "cleared":
        report = operations.clear_report(report=report, by=clerk, now=now)
    return report


def hold(cast: Cast, meeting: Meeting) -> Meeting:
    """Note that a past meeting was held."""
    return operations.hold_meeting(meeting=meeting, by=cast.viewer("clerk"), now=timezone.now())


def make_held_meeting(cast: Cast, days: int = -20, **more: Any) -> Meeting:
    """A meeting that was held."""
    return hold(cast, make_meeting(cast, days=days, **more))


def make_decision(cast: Cast, item: AgendaItem, text: str = "Ring before a move.", **more: Any) -> Decision:
    """Something that was agreed on an item of a meeting that was held."""
    values: dict[str, Any] = {"verb": Decision.Verb.AGREE, "so_that": "no child hears it at breakfast"}
    return operations.record_decision(item=item, text=text, **{**values, **more}, by=cast.viewer("clerk"), now=timezone.now())


def make_minutes(cast: Cast, meeting: Meeting, text: str = "Kayleigh spoke first.", sent: bool = False) -> Minutes:
    """A draft of the minutes, sent to the chair or not."""
    clerk, now = cast.viewer("clerk"), timezone.now()
    minutes = operations.save_minutes(meeting=meeting, text=text, version=0, by=clerk, now=now)
    return operations.send_minutes_to_chair(minutes=minutes, by=clerk, now=now) if sent else minutes


def make_out_minutes(cast: Cast, meeting: Meeting, text: str = "Kayleigh spoke first.") -> Minutes:
    """Minutes that the chair let out as a draft."""
    minutes = make_minutes(cast, meeting, text, sent=True)
    read = record.fingerprint(record.full_text(minutes))
    operations.put_minutes_out(minutes=minutes, sha256=read, fair=True, by=cast.viewer("chair"), now=timezone.now())
    return Minutes.objects.get(pk=minutes.pk)


def make_approved_minutes(cast: Cast, meeting: Meeting, text: str = "Kayleigh spoke first.", **more: Any) -> MinutesApproval:
    """Minutes that the chair approved."""
    minutes = make_out_minutes(cast, meeting, text)
    read = record.fingerprint(record.standing_text(minutes, minutes.corrections.all()))
    return operations.approve_minutes(minutes=minutes, sha256=read, **more, by=cast.viewer("chair"), now=timezone.now())


def make_day_off(cast: Cast, starts_on: dt.date, ends_on: dt.date | None = None, **more: Any) -> DayOff:
    """A day on which the offices are closed, unless told otherwise."""
    values: dict[str, Any] = {"kind": DayOff.Kind.CLOSURE, "name": "Offices closed"}
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return operations.add_day_off(**{**values, **more}, **days, by=cast.viewer("clerk"), now=timezone.now())


def make_out(cast: Cast, meeting: Meeting, days: int = 20, **more: Any) -> Meeting:
    """The agenda out so many days before the meeting."""
    then = meeting.starts_at - dt.timedelta(days=days)
    return operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=then, **more)


def make_urgency(cast: Cast, item: AgendaItem, why: str = "The court sits on Monday.") -> Urgency:
    """The chair found a late item urgent."""
    now = timezone.now()
    return operations.record_urgency(item=item, late_why=why, chair=cast.chair, said_at=now, by=cast.viewer("clerk"), now=now)


def make_slot(cast: Cast, title: str = "Health assessments", meeting: Meeting | None = None, **more: Any) -> Slot:
    """A subject planned for the year of the cast: an issue, unless told otherwise."""
    planned = operations.Planned(title=title, meeting=meeting, **{"kind": "issue", **more})
    year = meeting.year if meeting else cast.year
    return operations.add_slot(body=cast.body, year=year, planned=planned, by=cast.viewer("clerk"), now=timezone.now())


def make_topic(cast: Cast, name: str = "Health", **more: Any) -> Topic:
    """A topic that is the board's, unless told otherwise."""
    values: dict[str, Any] = {"body": cast.body, "year": cast.year, "home": "board", "reason": "It needs doctors in the room."}
    return operations.add_topic(name=name, **{**values, **more}, by=cast.viewer("clerk"), now=timezone.now())


def mark(cast: Cast, meeting: Meeting, *people: User, how: str = "present") -> None:
    """These people were there, unless told otherwise."""
    operations.record_attendance(meeting=meeting, marks=dict.fromkeys(people, how), by=cast.viewer("clerk"), now=timezone.now())


def make_movement(cast: Cast, item: AgendaItem, user: User, kind: str = "left", at: dt.time | None = None) -> Movement:
    """Somebody who is marked as there left before an item, unless told that they came."""
    return operations.record_movement(item=item, user=user, kind=kind, at=at, by=cast.viewer("clerk"), now=timezone.now())


def make_interest(cast: Cast, item: AgendaItem, user: User, **more: Any) -> Interest:
    """A simple conflict; they left the room."""
    values: dict[str, Any] = {"kind": "other", "left_room": True, "what": "A friend works there."}
    return operations.declare_interest(item=item, user=user, **{**values, **more}, by=cast.viewer("clerk"), now=timezone.now())


def make_challenge(cast: Cast, item: AgendaItem, question: str = "Who rang the child?", **more: Any) -> Challenge:
    """A question that was put."""
    return operations.record_challenge(item=item, question=question, **more, by=cast.viewer("clerk"), now=timezone.now())


def make_bring_back(
    cast: Cast, item: AgendaItem, meeting: Meeting | None = None, why: str = "To hear what changed.", **more: Any
) -> BringBack:
    """The board wants it again."""
    return operations.bring_back(item=item, meeting=meeting, why=why, **more, by=cast.viewer("clerk"), now=timezone.now())
