"""Working days in England and Wales, clear days, deadlines and office hours (meetings handbook §2.5, §2.6).

Pure functions on dates; no database, no clock. What the council adds (a one-off bank holiday that
came after our list, a day on which its offices are closed) is handed in as `DaysOff`.

    clear_days(published, meeting, off=off)     5 or more is lawful for a formal meeting
    publish_by(meeting, off=off)                the last day on which publishing is in time
    deadlines(meeting, off=off)                 agenda set, first drafts, cleared finals, publish
    add_working_hours(start, hours, ...)        when a safeguarding clock runs out
    past_the_data(day)                          a sentence to show beside a day our list does not reach
    year_label(starts_on, ends_on)              "2025/26"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cpboard.core.bank_holidays import ONE_DAY, SATURDAY, bank_holidays
from cpboard.core.bank_holidays import data_ends_on as data_ends_on
from cpboard.core.bank_holidays import past_the_data as past_the_data

LONDON = ZoneInfo("Europe/London")
CLEAR_DAYS = 5  # Local Government Act 1972 s.100B(3)
CLOSING = dt.time(17)
OFFSETS = (-20, -10, -2)  # agenda set, first drafts, cleared finals: working days before publish_by


@dataclass(frozen=True)
class DaysOff:
    """What a council adds to the list: bank holidays proclaimed since, and days its offices are closed."""

    bank_holidays: frozenset[dt.date] = frozenset()
    closures: frozenset[dt.date] = frozenset()


NO_DAYS_OFF = DaysOff()


class Deadlines(NamedTuple):
    """The days by which the steps before a meeting are due."""

    agenda_set: dt.date
    first_drafts: dt.date
    cleared_finals: dt.date
    publish: dt.date


def why_off(day: dt.date, off: DaysOff = NO_DAYS_OFF) -> str:
    """Why a day is no working day, in words; empty for a working day."""
    if day.weekday() >= SATURDAY:
        return f"{day:%A}"
    if name := bank_holidays(day.year).get(day):
        return name
    if day in off.bank_holidays:
        return "Bank holiday"
    return "Offices closed" if day in off.closures else ""


def is_working_day(day: dt.date, off: DaysOff = NO_DAYS_OFF) -> bool:
    """Monday to Friday, no bank holiday, offices open."""
    return not why_off(day, off)


def working_days_between(first: dt.date, last: dt.date, off: DaysOff = NO_DAYS_OFF) -> int:
    """Working days strictly between two days; neither end counts. 0 when `last` is not after `first`."""
    return sum(is_working_day(day, off) for day in _days_between(first, last))


def _days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + n * ONE_DAY for n in range(1, (last - first).days))


def add_working_days(day: dt.date, number: int, off: DaysOff = NO_DAYS_OFF) -> dt.date:
    """The working day that is `number` after `day` (before it, if negative); `day` itself for 0."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, off)
    return day


def publication_day(
    published: dt.date | dt.datetime,
    *,
    strict: bool = True,
    closing: dt.time = CLOSING,
    off: DaysOff = NO_DAYS_OFF,
) -> dt.date:
    """The day from which a publication counts.

    Strict: what is published on a non-working day, or after the offices close, is open to inspection
    from the next working day. Lenient: the calendar day. A bare date means 'in office hours'; a
    moment must carry its time zone, else ValueError.
    """
    day, late = _london_day(published, closing)
    if strict and (late or not is_working_day(day, off)):
        return add_working_days(day, 1, off)
    return day


def _london_day(published: dt.date | dt.datetime, closing: dt.time) -> tuple[dt.date, bool]:
    if not isinstance(published, dt.datetime):
        return published, False
    local = _local(published)
    return local.date(), local.time() > closing


def _local(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(LONDON)


def clear_days(
    published: dt.date | dt.datetime,
    meeting: dt.date,
    *,
    strict: bool = True,
    closing: dt.time = CLOSING,
    off: DaysOff = NO_DAYS_OFF,
) -> int:
    """Working days strictly between publication and meeting; lawful from `CLEAR_DAYS` on.

    Source: R v Swansea CC ex p Elitestone (1993), meetings handbook §2.5. See also: `publish_by`.
    """
    return working_days_between(publication_day(published, strict=strict, closing=closing, off=off), meeting, off)


def publish_by(meeting: dt.date, off: DaysOff = NO_DAYS_OFF, *, days: int = CLEAR_DAYS) -> dt.date:
    """The last working day on which publishing leaves `days` clear days before the meeting."""
    return add_working_days(meeting, -(days + 1), off)


def deadlines(
    meeting: dt.date,
    off: DaysOff = NO_DAYS_OFF,
    *,
    offsets: tuple[int, int, int] = OFFSETS,
    days: int = CLEAR_DAYS,
) -> Deadlines:
    """The days on which agenda, drafts, cleared finals and publication are due."""
    publish = publish_by(meeting, off, days=days)
    agenda, drafts, finals = (add_working_days(publish, offset, off) for offset in offsets)
    return Deadlines(agenda, drafts, finals, publish)


def add_working_hours(
    start: dt.datetime,
    hours: float,
    opens: dt.time,
    closes: dt.time,
    off: DaysOff = NO_DAYS_OFF,
) -> dt.datetime:
    """The moment at which `hours` of office time have passed since `start`, in London time.

    Nothing passes while the offices are closed: four hours from Friday 16:50, offices 9 to 17, end
    on Monday at 12:50. Raises ValueError for negative hours, offices that never open, or a moment
    without time zone.
    """
    if hours < 0 or opens >= closes:
        raise ValueError("Hours must not be negative, and offices must open before they close.")
    left = dt.timedelta(hours=hours)
    now = _local(start)
    if not left:
        return now
    for opening, closing in _office_times(now.date(), opens, closes, off):
        begin = max(opening, now)
        if begin < closing and left <= _elapsed(begin, closing):
            return (begin.astimezone(dt.UTC) + left).astimezone(LONDON)
        left -= max(_elapsed(begin, closing), dt.timedelta(0))
    raise AssertionError("Working days do not end.")  # pragma: no cover


def _office_times(day: dt.date, opens: dt.time, closes: dt.time, off: DaysOff) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    while True:
        if is_working_day(day, off):
            yield dt.datetime.combine(day, opens, LONDON), dt.datetime.combine(day, closes, LONDON)
        day += ONE_DAY


def _elapsed(begin: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Time that really passes, also where the clocks change between the two."""
    return end.astimezone(dt.UTC) - begin.astimezone(dt.UTC)


def year_label(starts_on: dt.date, ends_on: dt.date) -> str:
    """A municipal year as people write it: "2025/26". Raises ValueError when it ends before it starts."""
    if ends_on < starts_on:
        raise ValueError("The year must not end before it starts.")
    if starts_on.year == ends_on.year:
        return str(starts_on.year)
    return f"{starts_on.year}/{ends_on.year % 100:02d}"
