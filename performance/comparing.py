"""Which comparator stands beside a value: for each area the newest that is not younger than ours.

Of several for one period: a mean of similar councils before a median or a pooled figure, as LAIT has it; the newer
table of similar councils; the newer release; one worked out from counts; the one that came in last. Similar councils
of which fewer than five have a figure are not compared with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from performance.periods import LAG_DAYS
from performance.standing import FEWEST_NEIGHBOURS

PRIMARY_ORDER = ("neighbours", "england", "region")  # whose colour is the figure's colour
TEN = 10  # similar councils of each council
MADE = {"mean": "mean of their figures", "median": "median of their figures", "pooled": "all their children together"}
TOLD_ORDER = ("neighbours", "region", "england")  # from near to far, as sentences name them


class Published(Protocol):
    """What choosing looks at."""

    area: str
    period_ends_on: dt.date
    pk: int
    method: str
    model: str
    used: int
    newest_on: dt.date | None

    @property
    def from_counts(self) -> bool:
        """Whether it was worked out from published counts."""


AComparator = TypeVar("AComparator", bound=Published)


def chosen(comparators: Iterable[AComparator], ends_on: dt.date) -> dict[str, AComparator]:
    """For each area the comparator of the newest period up to `ends_on`, the best of those that it has."""
    found: dict[str, AComparator] = {}
    for each in sorted(comparators, key=_worth):
        if each.period_ends_on <= ends_on and not 0 < each.used < FEWEST_NEIGHBOURS:
            found[each.area] = each
    return {area: found[area] for area in PRIMARY_ORDER if area in found}


def _worth(comparator: Published) -> tuple[object, ...]:
    ends_on, plain = comparator.period_ends_on, comparator.method in ("", "mean")
    return (ends_on, plain, comparator.model, comparator.newest_on or ends_on, comparator.from_counts, comparator.used, comparator.pk)


def lag_days(theirs: dt.date, ours: dt.date) -> int:
    """How many days older their period is than ours."""
    return (ours - theirs).days


def mismatched(theirs: dt.date, ours: dt.date) -> bool:
    """Whether a comparator is of another time than ours: more than 92 days older (scorecard handbook §4.2)."""
    return lag_days(theirs, ours) > LAG_DAYS


def made(comparator: Published) -> str:
    """How the figure of similar councils was made, from how many of ten, by which table; empty for another's figure."""
    used = f"{comparator.used} of {TEN} have one" if comparator.used else ""
    table = f"similar councils as of {comparator.model}" if comparator.model else ""
    return ", ".join(part for part in (MADE.get(comparator.method, ""), used, table) if part)
