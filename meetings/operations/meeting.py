"""The meeting as a whole: its day, its sessions and readers, its agenda going out, who was there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from cpboard.board.models import Body, Constitution, Membership, MunicipalYear, Regime, Seat
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.records import current_q
from cpboard.core.refusals import in_words
from meetings import notice, policies, unexplained
from meetings.counting import rules_of_the_house
from meetings.faults import Refused
from meetings.letters import ask_for_letters_of
from meetings.models import AgendaItem, Attendance, Meeting, NoticeGiven, Programme, Session, SessionReader
from meetings.operations.agenda import add_standing_items
from meetings.operations.giving import Said, agenda_out, find_urgent, give_notice, must_say_why
from meetings.operations.locking import locked_meeting, locked_session

LAST_PART = dt.timedelta(minutes=30)
TWICE = {"meetings_meeting_once": ("starts", "There is a meeting of this body on that day at that time already.")}


@transaction.atomic
def create_meeting(
    *,
    body: Body,
    year: MunicipalYear,
    kind: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    by: Viewer,
    now: dt.datetime,
    regime: str = "",
    theme: str = "",
    led: str = Meeting.Led.ADULTS,
    called_in: str = "",
    standing: bool = False,
    private_session: bool = False,
    private_starts_at: dt.datetime | None = None,
    readers: Iterable[User] | None = None,
) -> Meeting:
    """A meeting with its public session and, if asked, a private one.

    Without a `regime` it is the one of the constitution in force; an informal meeting is private.
    Raises Refused when no constitution is in force, the day is not in the year, or the times cross.
    """
    require(policies.may_create_meeting(by, body))
    meeting = Meeting(body=body, year=year, kind=kind, theme=theme, starts_at=starts_at, ends_at=ends_at, place=place)
    meeting.led, meeting.called_in = led, called_in
    meeting.regime = regime or default_regime(body, kind, meeting.day)
    _check_times(meeting)
    with in_words(TWICE):
        meeting.save()
    public = Session.objects.create(meeting=meeting, position=1, privacy=Session.Privacy.PUBLIC, starts_at=starts_at)
    if standing:
        add_standing_items(public)
    if private_session:
        _open_private(meeting, private_starts_at or max(starts_at, ends_at - LAST_PART), readers)
    events.record("meetings.create_meeting", subject=meeting, by=by, at=now, kind=kind, regime=meeting.regime)
    return meeting


def default_regime(body: Body, kind: str, day: dt.date) -> str:
    """The regime of the constitution in force; informal meetings of any body are private (meetings §2.1)."""
    if kind == Meeting.Kind.INFORMAL:
        return Regime.PRIVATE
    found = Constitution.objects.current(on=day).filter(body=body).values_list("regime", flat=True).first()
    if found is None:
        raise Refused(f"{body} has no constitution on {day:%-d %B %Y}. Choose how this meeting is held.", "regime")
    return str(found)


def _check_times(meeting: Meeting) -> None:
    if meeting.ends_at <= meeting.starts_at:
        raise Refused("The end must be after the start.", "ends")
    if not meeting.year.starts_on <= meeting.day <= meeting.year.ends_on:
        raise Refused(f"{meeting.day:%-d %B %Y} is not in the municipal year {meeting.year}.", "date")


def _open_private(meeting: Meeting, starts_at: dt.datetime, readers: Iterable[User] | None) -> Session:
    position = meeting.sessions.count() + 1
    session = Session.objects.create(meeting=meeting, position=position, privacy=Session.Privacy.PRIVATE, starts_at=starts_at)
    named = default_readers(meeting) if readers is None else readers
    SessionReader.objects.bulk_create(SessionReader(session=session, user=user) for user in named)
    return session


def default_readers(meeting: Meeting) -> list[User]:
    """The grown-up members of the body on that day. A young member is named by a person, never by default."""
    held = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body)
    ours = held.exclude(seat__kind__in=[Seat.Kind.OFFICER, Seat.Kind.YOUNG])
    return list(User.objects.filter(is_active=True, pk__in=ours.values("user")))


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    year: MunicipalYear,
    kind: str,
    regime: str,
    theme: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    by: Viewer,
    now: dt.datetime,
    led: str = Meeting.Led.ADULTS,
    called_in: str = "",
    late_why: str = "",
    chair: User | None = None,
    said_at: dt.datetime | None = None,
) -> Meeting:
    """Another day, time, place or theme. The sessions move with it; an agenda that is out is counted again.

    Raises Refused as `create_meeting`, and as `put_agenda_out` when a committee would meet on short notice.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_change_meeting(by, meeting))
    moved, was = starts_at - meeting.starts_at, (meeting.day, meeting.regime)
    meeting.year, meeting.kind, meeting.regime, meeting.theme = year, kind, regime, theme
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.led, meeting.called_in = starts_at, ends_at, place, led, called_in
    _check_times(meeting)
    with in_words(TWICE):
        meeting.save()
    for session in meeting.sessions.all():
        session.starts_at += moved
        session.save(update_fields=["starts_at"])
    if meeting.agenda_out_at is not None and was != (meeting.day, meeting.regime):
        _count_again(meeting, Said(late_why, chair, said_at), by, now)
    events.record("meetings.change_meeting", subject=meeting, by=by, at=now, moved=bool(moved))
    return meeting


def _count_again(meeting: Meeting, said: Said, by: Viewer, now: dt.datetime) -> None:
    """The agenda is out and the day is another: is the notice still in time, and if not, why does the board meet?"""
    out_at = meeting.agenda_out_at or now
    rules = rules_of_the_house()
    short = notice.is_short(meeting, rules, out_at=out_at)
    if must_say_why(meeting, rules, out_at=out_at):
        find_urgent(meeting, None, said, by=by, now=now)
    meeting.agenda_late_why = (said.why or meeting.agenda_late_why) if short else ""
    meeting.save()
    give_notice(meeting, NoticeGiven.Cause.MOVED, [], out_at=out_at, by=by, now=now)


@transaction.atomic
def call_off(*, meeting: Meeting, why: str, by: Viewer, now: dt.datetime) -> Meeting:
    """The meeting does not take place, for a reason that everybody who would have come can read."""
    meeting = locked_meeting(meeting)
    require(policies.may_call_off(by, meeting))
    meeting.called_off_at, meeting.called_off_by, meeting.called_off_why = now, by.user, why
    meeting.save()
    events.record("meetings.call_off", subject=meeting, by=by, at=now)
    return meeting


@transaction.atomic
def set_programme(
    *,
    body: Body,
    year: MunicipalYear,
    formal_target: int,
    informal_target: int,
    by: Viewer,
    now: dt.datetime,
    themes: str = "",
    shortfall_reason: str = "",
) -> Programme:
    """How many meetings the body means to hold in a year, and why it held fewer (requirement 003-10)."""
    require(policies.may_set_programme(by, body))
    aims = {"formal_target": formal_target, "informal_target": informal_target, "themes": themes, "shortfall_reason": shortfall_reason}
    programme, _ = Programme.objects.update_or_create(body=body, year=year, defaults=aims)
    events.record("meetings.set_programme", subject=programme, by=by, at=now, formal=formal_target, informal=informal_target)
    return programme


@transaction.atomic
def add_session(
    *, meeting: Meeting, starts_at: dt.datetime, by: Viewer, now: dt.datetime, readers: Iterable[User] | None = None
) -> Session:
    """A private session after what is there. Its readers are named; by default the members of the body."""
    meeting = locked_meeting(meeting)
    require(policies.may_add_session(by, meeting))
    if not meeting.starts_at <= starts_at < meeting.ends_at:
        raise Refused("The session must begin while the meeting lasts.", "starts")
    session = _open_private(meeting, starts_at, readers)
    events.record("meetings.add_session", subject=session, by=by, at=now)
    return session


@transaction.atomic
def name_reader(*, session: Session, user: User, by: Viewer, now: dt.datetime) -> SessionReader:
    """Let somebody read a session. It gives nothing to a person whose term does not run."""
    session = locked_session(session)
    require(policies.may_name_reader(by, session))
    reader, _ = SessionReader.objects.get_or_create(session=session, user=user)
    events.record("meetings.name_reader", subject=session, by=by, at=now, user=user.pk)
    return reader


@transaction.atomic
def unname_reader(*, reader: SessionReader, by: Viewer, now: dt.datetime) -> None:
    """Take a name off the list; from their next click they see nothing of it."""
    session = locked_session(reader.session)
    require(policies.may_unname_reader(by, session))
    SessionReader.objects.filter(session=session, user=reader.user_id).delete()
    events.record("meetings.unname_reader", subject=session, by=by, at=now, user=reader.user_id)


@transaction.atomic
def put_agenda_out(
    *,
    meeting: Meeting,
    by: Viewer,
    now: dt.datetime,
    late_why: str = "",
    chair: User | None = None,
    said_at: dt.datetime | None = None,
) -> Meeting:
    """The agenda goes out at this moment; what went out is kept with the count of the clear days, and members get a letter.

    Raises Refused while there is no item, a private item lacks its reason, a figure turned red without a report since
    the pack was built (requirement 001-32), or a committee would go out with
    short notice and without the chair's special circumstances (s.100B(4)(b)): why, which chair, said when.
    Other bodies that keep these rules are warned, not stopped.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_put_agenda_out(by, meeting))
    _check_agenda(meeting)
    _check_packs(meeting, by)
    rules = rules_of_the_house()
    short = notice.is_short(meeting, rules, out_at=now)
    if must_say_why(meeting, rules, out_at=now):
        find_urgent(meeting, None, Said(late_why, chair, said_at), by=by, now=now)
    meeting.agenda_out_at, meeting.agenda_out_by = now, by.user
    meeting.agenda_late_why = late_why if short else ""
    meeting.save()
    agenda_out(meeting, by=by, now=now)
    ask_for_letters_of(meeting, now=now)
    events.record("meetings.put_agenda_out", subject=meeting, by=by, at=now, short=short)
    return meeting


def _check_agenda(meeting: Meeting) -> None:
    items = AgendaItem.objects.filter(session__meeting=meeting)
    if not items.exists():
        raise Refused("Add at least one item first.")
    bare = items.without_reason().values_list("title", flat=True)
    if meeting.has_notice_rules and bare:
        raise Refused(f"Say why it is private, and under which paragraph: {'; '.join(bare)}.")


def _check_packs(meeting: Meeting, by: Viewer) -> None:
    """The packs that members read from now on say of each red without a report why there is none."""
    there = meeting.packs.filter(withdrawal__isnull=True)
    reds = unexplained.since(there, meeting, by)
    if reds:
        raise Refused(unexplained.SINCE.format(unexplained.names(reds)))


@transaction.atomic
def record_attendance(*, meeting: Meeting, marks: Mapping[User, str], by: Viewer, now: dt.datetime) -> None:
    """Who was there, sent apologies or was absent (`Attendance.How`). An empty mark takes the person off.

    Raises Refused for a member who is marked as there while somebody stands in for them.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_record_attendance(by, meeting))
    stood_in = set(Attendance.objects.filter(meeting=meeting).values_list("substitute_for", flat=True))
    for user, how in marks.items():
        if how in Attendance.THERE and user.pk in stood_in:
            raise Refused(f"Somebody stands in for {user}. One seat has one person in it.")
        if how:
            gone = {} if how in Attendance.THERE else {"substitute_for": None}
            Attendance.objects.update_or_create(meeting=meeting, user=user, defaults={"how": how, **gone})
        else:
            Attendance.objects.filter(meeting=meeting, user=user).delete()
    events.record("meetings.record_attendance", subject=meeting, by=by, at=now, people=len(marks))


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Viewer, now: dt.datetime) -> Meeting:
    """The meeting took place. Raises Refused before it begins."""
    meeting = locked_meeting(meeting)
    require(policies.may_hold_meeting(by, meeting))
    if now < meeting.starts_at:
        raise Refused(f"This meeting begins on {meeting.day:%-d %B %Y}. Note that it was held once it has begun.")
    meeting.held_at, meeting.held_by = now, by.user
    meeting.save()
    events.record("meetings.hold_meeting", subject=meeting, by=by, at=now)
    return meeting
