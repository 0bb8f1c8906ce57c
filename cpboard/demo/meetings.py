"""The meetings of Fenbridge: planned, held and minuted, and the next one half prepared."""

from __future__ import annotations

import datetime as dt

from cpboard.board.models import Regime
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.sitting import note_sitting
from cpboard.demo.told import Told
from meetings import operations as meetings
from meetings import record
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Session

IN_THE_YEAR = (30, 120, 182, 240, 302, 340)  # days into a municipal year
PLACE = "Council Chamber, The Moot Hall"


def fill_meetings(fen: Fenbridge, told: Told) -> None:
    """Six meetings a year, formal and informal in turn; those that lie behind were held and minuted."""
    for back in (2, 1, 0):
        first = fen.years[back].starts_on
        meetings.set_programme(
            body=fen.board,
            year=fen.years[back],
            formal_target=3,
            informal_target=3,
            themes="homes, health and school",
            by=fen.viewer("ruth", first),
            now=at(first),
        )
        for place, days in enumerate(IN_THE_YEAR):
            day = fen.days.in_year(back, days)
            if abs((day - fen.days.today).days) < 14 and day >= fen.days.today:
                day = fen.days.ahead(21)
            told.meetings.append(_meeting(fen, back, place, day))
    for meeting in told.meetings:
        if meeting.starts_at.date() < fen.days.today:
            if meeting.kind == Meeting.Kind.INFORMAL:
                _hold_informal(fen, meeting)
            else:
                _hold(fen, meeting, last=meeting == _last_held(fen, told))
    _prepare_next(fen, told)
    told.meetings = list(Meeting.objects.filter(body=fen.board).order_by("starts_at"))


def _meeting(fen: Fenbridge, back: int, place: int, day: dt.date) -> Meeting:
    formal = (place - _next_place(fen)) % 2 == 0
    made = max(min(day, fen.days.today) - dt.timedelta(days=70), fen.days.years[2][0])
    topics = ("Homes", "Homes", "Health", "Health", "School", "School")
    return meetings.create_meeting(
        body=fen.board,
        year=fen.years[back],
        kind=Meeting.Kind.FORMAL if formal else Meeting.Kind.INFORMAL,
        regime=Regime.VOLUNTARY_PUBLIC if formal else Regime.PRIVATE,
        starts_at=at(day, 17, 30),
        ends_at=at(day, 19, 45),
        place=PLACE if formal else "The Boathouse youth centre",
        theme=topics[place],
        standing=formal,
        private_session=formal,
        by=fen.viewer("ruth", made),
        now=at(made),
    )


def _next_place(fen: Fenbridge) -> int:
    """Which of the year's meetings comes next; it is a formal one, so that there is an agenda to prepare."""
    coming = [n for n, days in enumerate(IN_THE_YEAR) if fen.days.in_year(0, days) >= fen.days.today]
    return coming[0] if coming else 0


def _last_held(fen: Fenbridge, told: Told) -> Meeting:
    held = [m for m in told.meetings if m.starts_at.date() < fen.days.today and m.kind == Meeting.Kind.FORMAL]
    return max(held, key=lambda m: m.starts_at)


def _public(meeting: Meeting) -> Session:
    return meeting.sessions.filter(privacy=Session.Privacy.PUBLIC).order_by("position")[0]


def _hold(fen: Fenbridge, meeting: Meeting, *, last: bool) -> None:
    day = meeting.starts_at.date()
    before = day - dt.timedelta(days=12)
    clerk = fen.viewer("ruth", before)
    item = meetings.add_item(
        session=_public(meeting),
        title=_title(meeting),
        kind=AgendaItem.Kind.VOICE,
        purpose=AgendaItem.Purpose.SOLVE,
        presenter=fen.people["tom"],
        minutes_planned=30,
        promise=fen.promises[_promise_of(meeting)],
        by=clerk,
        now=at(before),
    )
    private = meeting.sessions.filter(privacy=Session.Privacy.PRIVATE).first()
    if private is not None:
        meetings.add_item(
            session=private,
            title="A letter about one home",
            kind=AgendaItem.Kind.REPORT,
            purpose=AgendaItem.Purpose.HEAR,
            presenter=fen.people["helen"],
            minutes_planned=15,
            exempt_paragraph=1,
            privacy_reason="It could point to a child.",
            by=clerk,
            now=at(before),
        )
    _report(fen, item, before, cleared=True)
    meetings.put_agenda_out(meeting=meeting, by=fen.viewer("ruth", before), now=at(before, 11))
    _attend(fen, meeting, day)
    meetings.hold_meeting(meeting=meeting, by=fen.viewer("ruth", day), now=at(day, 20))
    meetings.record_decision(
        item=item,
        verb="agree",
        text="to ask those who can change it to do so, and to look at it again in the next formal meeting.",
        so_that="no child has to say it twice.",
        by=fen.viewer("ruth", day),
        now=at(day, 19),
    )
    note_sitting(fen, item, day)
    _minute(fen, meeting, day, approve=not last)


def _title(meeting: Meeting) -> str:
    return f"{meeting.theme}: what children told us and what we do about it"


def _hold_informal(fen: Fenbridge, meeting: Meeting) -> None:
    day = meeting.starts_at.date()
    meetings.add_item(
        session=_public(meeting),
        title=_title(meeting),
        kind=AgendaItem.Kind.VOICE,
        purpose=AgendaItem.Purpose.HEAR,
        presenter=fen.people["nadia"],
        minutes_planned=60,
        by=fen.viewer("ruth", day),
        now=at(day, 9),
    )
    for key in ("kayleigh", "jaden"):
        meetings.name_reader(session=_public(meeting), user=fen.people[key], by=fen.viewer("ruth", day), now=at(day, 9))
    _attend(fen, meeting, day)
    meetings.hold_meeting(meeting=meeting, by=fen.viewer("ruth", day), now=at(day, 20))
    _minute(fen, meeting, day, approve=True)


def _promise_of(meeting: Meeting) -> int:
    return {"Homes": 2, "Health": 5, "School": 4}[meeting.theme]


def _attend(fen: Fenbridge, meeting: Meeting, day: dt.date) -> None:
    keys = ("margaret", "tobias", "ines", "david", "yusra", "edmund", "rosa", "joan", "amara", "gwen", "kayleigh", "jaden")
    away = {keys[(meeting.pk + 2) % 7], keys[(meeting.pk * 3) % 10]}
    marks = {fen.people[k]: Attendance.How.APOLOGIES if k in away else Attendance.How.PRESENT for k in keys}
    meetings.record_attendance(meeting=meeting, marks=marks, by=fen.viewer("ruth", day), now=at(day, 18))


def _report(fen: Fenbridge, item: AgendaItem, day: dt.date, *, cleared: bool) -> None:
    clerk, author = fen.viewer("ruth", day), fen.viewer("tom", day)
    report = meetings.ask_report(item=item, author=fen.people["tom"], due_on=day, by=clerk, now=at(day, 8))
    report = meetings.save_report(
        report=report,
        asks="Agree who does what, and by when children are told.",
        summary="Children told us what is wrong. Half of it we can mend this term. The rest needs money or another service.",
        text="# What children said\n\nThey waited too long and nobody told them why.\n\n# What we know\n\nThe figures say the same.\n\n# What we suggest\n\n- one named person for each promise\n- an answer within a month",
        version=0,
        by=author,
        now=at(day, 9),
    )
    report = meetings.submit_report(report=report, by=author, now=at(day, 9, 30))
    if cleared:
        meetings.clear_report(report=report, by=clerk, now=at(day, 10))


def _minute(fen: Fenbridge, meeting: Meeting, day: dt.date, *, approve: bool) -> None:
    after = day + dt.timedelta(days=5)
    minutes: Minutes = meetings.save_minutes(
        meeting=meeting,
        text="The young members spoke first. Members asked what stands in the way and who can clear it.",
        version=0,
        by=fen.viewer("ruth", after),
        now=at(after),
    )
    if approve:
        minutes = meetings.send_minutes_to_chair(minutes=minutes, by=fen.viewer("ruth", after), now=at(after, 11))
        later = after + dt.timedelta(days=3)
        read = record.fingerprint(record.full_text(minutes))
        chair = fen.viewer("margaret", later)
        out = meetings.put_minutes_out(minutes=minutes, sha256=read, fair=True, by=chair, now=at(later))
        meetings.approve_minutes(minutes=out.minutes, sha256=read, by=chair, now=at(later))


def _prepare_next(fen: Fenbridge, told: Told) -> None:
    """The next formal meeting: items with their sources, one report cleared, one being written, one not asked for."""
    coming = [m for m in told.meetings if m.starts_at.date() > fen.days.today and m.kind == Meeting.Kind.FORMAL]
    if not coming:
        return
    meeting = min(coming, key=lambda m: m.starts_at)
    day = fen.days.ago(6)
    clerk = fen.viewer("ruth", day)
    items = (
        ("What children told us: going to the dentist", "voice", "hear", "nadia", 20, "dentist", 5),
        ("Staying in one home: why fewer children do", "performance", "solve", "tom", 30, "", 2),
        ("Nobody asks us before they paint our rooms", "issue", "decide", "bilal", 20, "rooms", 3),
    )
    for title, kind, purpose, key, minutes, theme, promise in items:
        item = meetings.add_item(
            session=_public(meeting),
            title=title,
            kind=kind,
            purpose=purpose,
            presenter=fen.people[key],
            minutes_planned=minutes,
            promise=fen.promises[promise],
            by=clerk,
            now=at(day),
        )
        if theme:
            meetings.add_source(item=item, theme=told.themes[theme], by=clerk, now=at(day))
        if kind == "performance":
            _report(fen, item, day, cleared=True)
        elif kind == "issue":
            meetings.ask_report(item=item, author=fen.people["bilal"], due_on=fen.days.ahead(7), by=clerk, now=at(day, 12))
    private = meeting.sessions.filter(privacy=Session.Privacy.PRIVATE).first()
    if private is not None:
        meetings.add_item(
            session=private,
            title="Two letters from inspectors about homes",
            kind="report",
            purpose="hear",
            presenter=fen.people["helen"],
            minutes_planned=15,
            exempt_paragraph=2,
            privacy_reason="One home could be known by it.",
            by=clerk,
            now=at(day),
        )
