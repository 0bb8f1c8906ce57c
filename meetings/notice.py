"""Whether the agenda goes out in time: the clear days of one meeting, to decide by and to show (meetings §2.2, §2.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from cpboard.core import calendar
from cpboard.core.bank_holidays import ONE_DAY, SATURDAY
from meetings.models import Meeting

Light = Literal["on", "close", "off"]
SHOWN = calendar.CLEAR_DAYS


@dataclass(frozen=True)
class Day:
    """One day of the strip: `kind` is start, gap, end or nothing."""

    label: str
    number: int
    weekday: str
    kind: str = ""


@dataclass(frozen=True)
class Notice:
    """The notice of one meeting. `clear` counts from the day it went out, else from today."""

    light: Light
    left: str
    clear: int
    publish_by: dt.date
    days: list[Day] = field(default_factory=list)
    sentence: str = ""


def publish_by(meeting: Meeting) -> dt.date:
    """The last day on which the agenda can go out in time."""
    return calendar.publish_by(meeting.day)


def clear_days(meeting: Meeting, *, out_at: dt.datetime) -> int:
    """How many clear days there are if the agenda goes out at this moment."""
    return calendar.clear_days(out_at, meeting.day)


def is_short(meeting: Meeting, *, out_at: dt.datetime) -> bool:
    """Whether going out at this moment leaves too few clear days for a meeting that has rules about it."""
    return meeting.has_notice_rules and clear_days(meeting, out_at=out_at) < calendar.CLEAR_DAYS


def notice_of(meeting: Meeting, *, now: dt.datetime) -> Notice:
    """How the notice of this meeting stands."""
    out_at = meeting.agenda_out_at
    clear = clear_days(meeting, out_at=out_at or now)
    by = publish_by(meeting)
    start = calendar.publication_day(out_at) if out_at else by
    strip = _strip(start, meeting.day)
    return Notice(
        _light(clear, by, now, out=out_at is not None), _left(out_at, clear, by, now), clear, by, strip, _sentence(start, meeting.day)
    )


def _light(clear: int, by: dt.date, now: dt.datetime, *, out: bool) -> Light:
    if clear < calendar.CLEAR_DAYS:
        return "off"
    return "close" if not out and calendar.publication_day(now) == by else "on"


def _left(out_at: dt.datetime | None, clear: int, by: dt.date, now: dt.datetime) -> str:
    if out_at:
        return f"Out with {clear} clear day{'' if clear == 1 else 's'}"
    left = (by - calendar.publication_day(now)).days
    if left > 0:
        return f"{left} day{'' if left == 1 else 's'} left to publish"
    return "Today is the last day to publish" if left == 0 else f"It was to go out by {by:%-d %B}"


def _strip(start: dt.date, meeting: dt.date) -> list[Day]:
    """The day it goes out, the last five clear days, the day of the meeting."""
    between = [day for day in _range(start, meeting) if calendar.is_working_day(day)]
    shown = between[-SHOWN:]
    first = len(between) - len(shown) + 1
    strip = [Day("Out", start.day, f"{start:%a}", "start")]
    before = start
    for number, day in enumerate(shown, start=first):
        strip.append(Day(f"Day {number}", day.day, f"{day:%a}", "gap" if (day - before).days > 1 else ""))
        before = day
    return [*strip, Day("Meet", meeting.day, f"{meeting:%a}", "end")]


def _range(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + n * ONE_DAY for n in range(1, (end - start).days)]


def _sentence(start: dt.date, meeting: dt.date) -> str:
    """The months shown, what the gaps are, and where our list of bank holidays ends."""
    months = f"{start:%B}" if start.month == meeting.month else f"{start:%B} and {meeting:%B}"
    reasons = list(dict.fromkeys(_off_name(day) for day in _range(start, meeting) if calendar.why_off(day)))
    ends = "the day the papers go out and the day of the meeting"
    rule = f"{_listed(reasons)} do not count, nor do {ends}." if reasons else f"{ends} do not count."
    line = f"{months}. {rule[:1].upper()}{rule[1:]}"
    return " ".join(filter(None, [line, calendar.past_the_data(meeting)]))


def _off_name(day: dt.date) -> str:
    return "weekends" if day.weekday() >= SATURDAY else calendar.why_off(day)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
