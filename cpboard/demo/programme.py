"""What Fenbridge's board means to take up this year, and the days on which the Moot Hall is closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cpboard.board.models import MunicipalYear
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.told import Told
from meetings import operations as meetings
from meetings.models import AgendaItem, Meeting, Session, Slot, Topic

TOPICS = (
    ("Dentists and doctors", "board", "The people who can change it sit here, with young people who waited."),
    ("Missing school", "both", "Scrutiny asks whether it got better. We find out what stands in the way."),
    ("Money for a first flat", "scrutiny", "It is about how the council spends, and scrutiny asks that in public."),
    ("Brothers and sisters together", "board", "It needs foster carers and social workers round one table."),
)
# Place in the year, title, kind, minutes, theme, topic, came from.
SLOTS = (
    (0, "What moves feel like", "voice", 30, "Homes", "", "voice"),
    (1, "Fewer moves, and how we ask first", "issue", 30, "Homes", "Brothers and sisters together", "voice"),
    (1, "How the year before went", "report", 20, "", "", "statutory"),
    (2, "Waiting for a dentist, as we live it", "voice", 30, "Health", "Dentists and doctors", "voice"),
    (3, "A dentist within a month", "issue", 25, "Health", "Dentists and doctors", "voice"),
    (3, "Health checks that are late", "performance", 20, "Health", "Dentists and doctors", "figure"),
    (3, "Reviewing officers: a year’s work", "report", 20, "", "", "statutory"),
    (4, "What a day without school is like", "voice", 30, "School", "Missing school", "voice"),
    (5, "A plan for school before any move", "issue", 25, "School", "Missing school", "recommendation"),
    (5, "School in figures", "performance", 20, "School", "Missing school", "figure"),
)
PAIRS = {"Fewer moves, and how we ask first": "What moves feel like", "A dentist within a month": "Waiting for a dentist, as we live it"}


def fill_programme(fen: Fenbridge, told: Told) -> None:
    """Topics shared out with scrutiny, slots from last year and this year's, some kept open; the days the offices are closed."""
    day = fen.days.ago(40)
    deed: dict[str, Any] = {"by": fen.viewer("ruth", day), "now": at(day)}
    _closed_days(fen, deed)
    for year in (fen.years[1], fen.years[0]):
        topics = {name: _topic(fen, year, (name, home, reason), deed) for name, home, reason in TOPICS}
        row = list(Meeting.objects.filter(body=fen.board, year=year, called_off_at=None).order_by("starts_at"))
        _slots(fen, year, row, topics, deed)
    ahead = [meeting for meeting in told.meetings if meeting.year == fen.years[0] and meeting.held_at is None]
    for meeting in ahead[1:]:
        kept = meetings.Planned(title="Kept open for young people", kind=Slot.Kind.VOICE, meeting=meeting, spare=True, minutes_planned=20)
        meetings.add_slot(body=fen.board, year=meeting.year, planned=kept, **deed)


def _topic(fen: Fenbridge, year: MunicipalYear, said: tuple[str, str, str], deed: dict[str, Any]) -> Topic:
    name, home, reason = said
    on = year.starts_on + dt.timedelta(days=200) if name == "Missing school" else None
    return meetings.add_topic(body=fen.board, year=year, name=name, home=home, reason=reason, scrutiny_on=on, **deed)


def _slots(fen: Fenbridge, year: MunicipalYear, row: list[Meeting], topics: dict[str, Topic], deed: dict[str, Any]) -> None:
    made: dict[str, Slot] = {}
    for place, title, kind, minutes, theme, topic, came_from in SLOTS:
        follows = made.get(PAIRS.get(title, ""))
        meeting = row[place]
        pair = follows if follows and _hears_first(follows.meeting, meeting) else None
        links: dict[str, Any] = {"meeting": meeting, "topic": topics.get(topic), "follows": pair}
        planned = meetings.Planned(title=title, kind=kind, minutes_planned=minutes, theme=theme, came_from=came_from, **links)
        made[title] = meetings.add_slot(body=fen.board, year=year, planned=planned, **deed)
    for meeting in row:
        if meeting.held_at is not None:
            _reached(meeting)


def _reached(meeting: Meeting) -> None:
    """What a meeting that was held took of its slots: what it decided or heard. The rest was not reached."""
    items = AgendaItem.objects.filter(session__meeting=meeting, session__privacy=Session.Privacy.PUBLIC)
    if meeting.kind == Meeting.Kind.FORMAL:
        items = items.filter(decisions__isnull=False).distinct()
    slots = meeting.slots.filter(kind__in=[Slot.Kind.VOICE, Slot.Kind.ISSUE]).order_by("pk")
    for slot, item in zip(slots, items.order_by("position"), strict=False):
        Slot.objects.filter(pk=slot.pk).update(item=item)


def _hears_first(heard: Meeting | None, then: Meeting) -> bool:
    """Which of the year's meetings are formal moves with today, so not every pair of the table is one each day."""
    return heard is not None and heard.kind == Meeting.Kind.INFORMAL and then.kind == Meeting.Kind.FORMAL


def _closed_days(fen: Fenbridge, deed: dict[str, Any]) -> None:
    christmas = fen.years[0].starts_on.year
    days: dict[str, Any] = {"starts_on": dt.date(christmas, 12, 29), "ends_on": dt.date(christmas, 12, 31)}
    meetings.add_day_off(kind="closure", name="Moot Hall closed between Christmas and New Year", **days, **deed)
