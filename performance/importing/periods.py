"""Periods as the publishers write them: 2025, 202425, 2024/25, 2025 (prov)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

YEARS = {  # what follows a year, by the publisher's word: last month and day, and how many figures the year has
    "Reporting year": ((3, 31), 4),
    "Calendar year": ((12, 31), 4),
    "Academic year": ((8, 31), 6),
    "Financial year": ((3, 31), 6),
}
MARCH, AUGUST, SEPTEMBER = (3, 31), (8, 31), (9, 30)
# Measures of LAIT that are counted by school years or by the workforce census; all others end in March.
SCHOOL = ("LAC_KS2_", "LAC_KS4_", "LAC_EngMaths", "LAC_Over_Abs", "LAC_Pers_Abs", "LAC_Unauth", "LAC_SEN", "LAC_Fixed_", "LAC_Good_Develop")
CENSUS = ("Work_Force_", "Social_Work_", "Vacancies_")
LAIT_YEAR = re.compile(r"(?:\d{4}(?:[-/]\d{2})?-)?(\d{4})(?:[-/](\d{2}))?(?:\s*\([A-Za-z]{1,6}\))?")
SPAN = re.compile(r"\d{4}/\d{2}-(\d{2})/(\d{2})")


@lru_cache(maxsize=4_096)
def ends_on(period: str, identifier: str) -> dt.date | None:
    """The last day of a period of a release; None where the two do not fit each other."""
    month_and_day, figures = YEARS.get(identifier, (MARCH, 0))
    if len(period) != figures or not (period.isascii() and period.isdigit()):
        return None
    if figures == 6 and (int(period[2:4]) + 1) % 100 != int(period[4:]):
        return None
    return _day(int(period[:4]) + (figures == 6), month_and_day)


@lru_cache(maxsize=4_096)
def lait_ends_on(label: str, measure: str) -> dt.date | None:
    """The last day of a year of LAIT, for one measure; None where it is no year. Of a span, the end of the last year."""
    year = _last_year(label.strip())
    return None if year is None else _day(year, _lait_end(measure))


def _lait_end(measure: str) -> tuple[int, int]:
    return AUGUST if measure.startswith(SCHOOL) else SEPTEMBER if measure.startswith(CENSUS) else MARCH


def _last_year(label: str) -> int | None:
    span = SPAN.fullmatch(label)
    if span:
        return 2000 + int(span[2])
    found = LAIT_YEAR.fullmatch(label)
    if not found:
        return None
    year = int(found[1])
    return year if found[2] is None else year + 1 if (year + 1) % 100 == int(found[2]) else None


def _day(year: int, month_and_day: tuple[int, int]) -> dt.date | None:
    return dt.date(year, *month_and_day) if 1900 < year < 2100 else None
