"""Bank holidays of England and Wales: the list from GOV.UK that came with a package, rules where it ends.

Nothing is fetched. The list covers whole years (`data_starts_on` to `data_ends_on`). Years before it
follow the rules and a small table of royal days; years after it follow the rules alone, and
`past_the_data` has the sentence that says so. `calendar` is what the rest of the house asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from govuk_bank_holidays.bank_holidays import BankHolidays

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
FIRST_YEAR = 1978  # the first year in which today's rules, with the early May holiday, hold

# Royal proclamations before the list begins: what was added, and what was moved away.
_ONCE = {
    dt.date(1981, 7, 29): "Royal wedding",
    dt.date(1995, 5, 8): "Early May bank holiday (VE Day)",
    dt.date(1999, 12, 31): "Millennium holiday",
    dt.date(2002, 6, 3): "Golden Jubilee",
    dt.date(2002, 6, 4): "Spring bank holiday",
    dt.date(2011, 4, 29): "Royal wedding",
}
_MOVED_AWAY = frozenset({dt.date(1995, 5, 1), dt.date(2002, 5, 27)})


@cache
def _listed() -> dict[dt.date, str]:
    """The bank holidays of England and Wales that came with the list on GOV.UK; nothing is fetched."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return {holiday["date"]: holiday["title"] for holiday in listed}


def data_starts_on() -> dt.date:
    """The first day of the years that the list covers."""
    return dt.date(min(_listed()).year, 1, 1)


def data_ends_on() -> dt.date:
    """The last day of the years that the list covers; after it, days are worked out by rule."""
    return dt.date(max(_listed()).year, 12, 31)


def past_the_data(day: dt.date) -> str:
    """A sentence to show beside a day that the list does not reach; empty when it does."""
    if day <= data_ends_on():
        return ""
    return (
        f"Bank holidays are published up to {data_ends_on():%-d %B %Y}. For {day:%-d %B %Y} we worked them out "
        "by rule. Check GOV.UK before you publish, and add any that are missing."
    )


@cache
def bank_holidays(year: int) -> Mapping[dt.date, str]:
    """The bank holidays of one year with their names: from the list, by rule where it does not reach.

    Raises ValueError for years before 1978.
    """
    if year < FIRST_YEAR:
        raise ValueError(f"Bank holidays before {FIRST_YEAR} followed other rules.")
    if data_starts_on().year <= year <= data_ends_on().year:
        return MappingProxyType({day: name for day, name in _listed().items() if day.year == year})
    once = {day: name for day, name in _ONCE.items() if day.year == year}
    ruled = {day: name for day, name in by_rule(year).items() if day not in _MOVED_AWAY}
    return MappingProxyType(dict(sorted((ruled | once).items())))


def by_rule(year: int) -> dict[dt.date, str]:
    """Banking and Financial Dealings Act 1971 sch.1, and the days proclaimed every year since 1978."""
    easter = easter_sunday(year)
    return {
        _monday_if_weekend(dt.date(year, 1, 1)): "New Year’s Day",
        easter - 2 * ONE_DAY: "Good Friday",
        easter + ONE_DAY: "Easter Monday",
        _monday_from(dt.date(year, 5, 1)): "Early May bank holiday",
        _monday_from(dt.date(year, 5, 25)): "Spring bank holiday",
        _monday_from(dt.date(year, 8, 25)): "Summer bank holiday",
        **_christmas(year),
    }


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday: the Sunday after the paschal moon, found by the epact (Calendar (New Style) Act 1750)."""
    golden = year % 19
    century = year // 100
    sun = century - century // 4 - (8 * century + 13) // 25
    epact = (sun + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    return dt.date(year, 3, 28) + (epact - weekday) * ONE_DAY


def _monday_from(day: dt.date) -> dt.date:
    """The first Monday on or after a day."""
    return day + (-day.weekday() % 7) * ONE_DAY


def _monday_if_weekend(day: dt.date) -> dt.date:
    return _monday_from(day) if day.weekday() >= SATURDAY else day


def _christmas(year: int) -> dict[dt.date, str]:
    """Christmas Day and Boxing Day, or the weekdays that stand in for them."""
    christmas, boxing = dt.date(year, 12, 25), dt.date(year, 12, 26)
    if christmas.weekday() == SATURDAY:
        return {christmas + 2 * ONE_DAY: "Christmas Day", boxing + 2 * ONE_DAY: "Boxing Day"}
    if boxing.weekday() == SATURDAY:
        return {christmas: "Christmas Day", boxing + 2 * ONE_DAY: "Boxing Day"}
    if boxing.weekday() == 0:  # Christmas Day is a Sunday
        return {boxing: "Boxing Day", boxing + ONE_DAY: "Christmas Day"}
    return {christmas: "Christmas Day", boxing: "Boxing Day"}
