"""Periods as people name them, and how old a figure is."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import pairwise
from typing import Literal

FRESH_DAYS, AGEING_DAYS = 100, 200
LAG_DAYS = 92  # a comparator further back than this is of another time
YEAR_DAYS = 365

Freshness = Literal["fresh", "ageing", "stale"]


def name_of(starts_on: dt.date, ends_on: dt.date) -> str:
    """A period in words: year to 31 March 2026, January to March 2026, April 2026, 31 March 2026."""
    if starts_on == ends_on:
        return _day(ends_on)
    months = whole_months(starts_on, ends_on)
    if months == 12:
        return f"year to {_day(ends_on)}"
    if months == 1:
        return f"{ends_on:%B %Y}"
    if 1 < months < 12:
        return f"{starts_on:{'%B' if starts_on.year == ends_on.year else '%B %Y'}} to {ends_on:%B %Y}"
    return f"{_day(starts_on)} to {_day(ends_on)}"


def short_name_of(starts_on: dt.date, ends_on: dt.date) -> str:
    """A period where room is scarce, as on the axis of a chart: Mar 2026, Jan–Mar 2026, 31 Mar 2026."""
    months = whole_months(starts_on, ends_on)
    if 1 < months < 12:
        return f"{starts_on:%b}–{ends_on:%b %Y}"
    return f"{ends_on:%b %Y}" if months or _ends_month(ends_on) else f"{ends_on.day} {ends_on:%b %Y}"


def whole_months(starts_on: dt.date, ends_on: dt.date) -> int:
    """How many whole calendar months a period is; nought when it does not run from a first to a last of a month."""
    if starts_on.day != 1 or not _ends_month(ends_on):
        return 0
    return (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def freshness(ends_on: dt.date, as_of: dt.date) -> Freshness:
    """How old a figure is: up to 100 days fresh, up to 200 ageing, then stale (scorecard handbook §7)."""
    age = (as_of - ends_on).days
    return "fresh" if age <= FRESH_DAYS else "ageing" if age <= AGEING_DAYS else "stale"


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Full months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if later.day >= earlier.day or _ends_month(later) else months - 1


def span(earlier: dt.date, later: dt.date) -> str:
    """How long from one day to another, in words: 1 day, 40 days, 7 months, 5 years."""
    days, months = (later - earlier).days, months_between(earlier, later)
    if months >= 24:
        return f"{months // 12} years"
    if days > LAG_DAYS:
        return f"{months} months"
    return "1 day" if days == 1 else f"{days} days"


MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}  # how long a period is, by how often we count
GRACE_DAYS = {"monthly": 31, "quarterly": 45, "annual": 92}  # until a figure should be there
YEAR_ENDS_IN = 3  # March


def last_ended(cadence: str, on: dt.date) -> tuple[dt.date, dt.date] | None:
    """The newest period of this pace that is over on a day: its first and its last day. None where the pace has no calendar.

    Quarters end in March, June, September and December; years on 31 March, as the Department's do.
    """
    months = MONTHS.get(cadence)
    if months is None:
        return None
    end = on.replace(day=1) - dt.timedelta(days=1)
    while (end.month - YEAR_ENDS_IN) % months:
        end = end.replace(day=1) - dt.timedelta(days=1)
    return start_of(end, months), end


def start_of(ends_on: dt.date, months: int) -> dt.date:
    """The first day of a period of whole months that ends on a day."""
    first = ends_on.year * 12 + ends_on.month - months
    return dt.date(first // 12, first % 12 + 1, 1)


def should_be_there(cadence: str, on: dt.date) -> tuple[dt.date, dt.date] | None:
    """The newest period whose figure should have come in by a day: it ended a month ago, or longer for longer periods."""
    return last_ended(cadence, on - dt.timedelta(days=GRACE_DAYS.get(cadence, 0)))


def is_a_year_before(ends_on: dt.date, later: dt.date) -> bool:
    """Whether a period ended about a year before another: within a quarter either way."""
    return abs((later - ends_on).days - YEAR_DAYS) <= LAG_DAYS


def pace(ends: list[dt.date]) -> str:
    """How far apart these ends of periods lie: years, quarters, months; else times. In order, oldest first."""
    gaps = [(b - a).days for a, b in pairwise(ends)]
    for word, least, most in (("years", 350, 380), ("quarters", 85, 97), ("months", 26, 33)):
        if gaps and all(least <= gap <= most for gap in gaps):
            return word
    return "times"
