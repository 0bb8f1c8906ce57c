"""Which comparator stands beside a value: for each area the newest that is not younger than ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from performance.periods import LAG_DAYS

PRIMARY_ORDER = ("neighbours", "england", "region")  # whose colour is the figure's colour
TOLD_ORDER = ("neighbours", "region", "england")  # from near to far, as sentences name them


class Published(Protocol):
    """What choosing looks at."""

    area: str
    period_ends_on: dt.date
    pk: int


AComparator = TypeVar("AComparator", bound=Published)


def chosen(comparators: Iterable[AComparator], ends_on: dt.date) -> dict[str, AComparator]:
    """For each area the comparator of the newest period up to `ends_on`; of two releases the one that came in last."""
    found: dict[str, AComparator] = {}
    for each in sorted(comparators, key=lambda c: (c.period_ends_on, c.pk)):
        if each.period_ends_on <= ends_on:
            found[each.area] = each
    return {area: found[area] for area in PRIMARY_ORDER if area in found}


def lag_days(theirs: dt.date, ours: dt.date) -> int:
    """How many days older their period is than ours."""
    return (ours - theirs).days


def mismatched(theirs: dt.date, ours: dt.date) -> bool:
    """Whether a comparator is of another time than ours: more than 92 days older (scorecard handbook §4.2)."""
    return lag_days(theirs, ours) > LAG_DAYS
