"""From published rows to what stands beside our own figures: England, our region, and similar councils in three ways.

Nothing is written here. A figure is worked out from counts wherever both were published (scorecard handbook §4.2);
of similar councils the mean and the median of what was printed, and all their children together (§3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from performance import checking, standing
from performance.importing import tokens
from performance.importing.measures import Measure
from performance.published import ENGLAND
from performance.standing import Average

Figures = Mapping[str, str]
Rows = Mapping[tuple[str, str, dt.date], Figures]  # by series in small letters, area code, end of period
AVERAGED = 1  # decimals of a mean or median
ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class Around:
    """Whose figures stand beside ours: the code of our region, and of similar councils by model. Empty before it is said."""

    region: str = ""
    similar: Mapping[str, Sequence[str]] | None = None

    @property
    def codes(self) -> set[str]:
        """Every area that is looked at."""
        return {ENGLAND, *([self.region] if self.region else []), *(code for ten in (self.similar or {}).values() for code in ten)}


def facts(measure: Measure, rows: Rows, around: Around) -> Iterator[dict[str, Any]]:
    """The columns of each comparator of a measure, but for indicator, release and the day it came in."""
    for ends_on in sorted({day for labels, _, day in rows if labels == measure.series}):
        for area, code in (("england", ENGLAND), ("region", around.region)):
            one = _one(measure, rows, code, ends_on)
            if one:
                yield {"area": area, "period_ends_on": ends_on, "per": checking.PER[measure.unit], **one}
        for model, ten in (around.similar or {}).items():
            for found in _similar(measure, rows, ten, ends_on):
                yield {"area": "neighbours", "period_ends_on": ends_on, "per": checking.PER[measure.unit], "model": model, **found}


def _one(measure: Measure, rows: Rows, code: str, ends_on: dt.date) -> dict[str, Any] | None:
    """The figure of one area: both counts if they were published, and the figure as printed. None where there is none."""
    counts, printed = counts_of(measure, rows, code, ends_on), printed_of(measure, rows, code, ends_on)
    if counts:
        exact = Fraction(checking.PER[measure.unit] * counts[0], counts[1])
        decimals = tokens.decimals_of(printed) if printed else 0
        return {"numerator": counts[0], "denominator": counts[1], "value": _stored(exact), "printed_decimals": decimals}
    if not printed or Decimal(printed) < 0:
        return None
    return {"value": _stored(Fraction(printed)), "printed_decimals": min(4, tokens.decimals_of(printed))}


def _similar(measure: Measure, rows: Rows, ten: Sequence[str], ends_on: dt.date) -> Iterator[dict[str, Any]]:
    """Mean, median and pooled figure of similar councils, from as many as have one."""
    pairs = [counts_of(measure, rows, code, ends_on) for code in ten]
    figures = [_figure(measure, rows, code, ends_on, pair) for code, pair in zip(ten, pairs, strict=True)]
    for method, average in (("mean", standing.mean(figures)), ("median", standing.median(figures))):
        if average and average.value >= 0:
            value = _stored(average.value).quantize(ONE_DECIMAL, ROUND_HALF_UP)
            yield {"method": method, "used": average.used, "value": value, "printed_decimals": AVERAGED}
    together = standing.pooled(pairs)
    if together:
        yield {"method": "pooled", "used": together.used, "printed_decimals": AVERAGED, **_pooled(measure, together)}


def _pooled(measure: Measure, together: Average) -> dict[str, Any]:
    exact = Fraction(checking.PER[measure.unit] * (together.numerator or 0), together.denominator or 1)
    return {"numerator": together.numerator, "denominator": together.denominator, "value": _stored(exact)}


def _figure(measure: Measure, rows: Rows, code: str, ends_on: dt.date, pair: tuple[int, int] | None) -> Fraction | None:
    """The figure of a council as it was printed; from its counts where only they were."""
    printed = printed_of(measure, rows, code, ends_on)
    if printed:
        return Fraction(printed)
    return Fraction(checking.PER[measure.unit] * pair[0], pair[1]) if pair and not measure.figure else None


def printed_of(measure: Measure, rows: Rows, code: str, ends_on: dt.date) -> str:
    """The figure of an area as it was printed; empty for a sign, and for a measure that prints none."""
    return _number(rows.get((measure.series, code, ends_on), {}), measure.figure)


def counts_of(measure: Measure, rows: Rows, code: str, ends_on: dt.date) -> tuple[int, int] | None:
    """Numerator and denominator of an area, if both were published and there is anybody."""
    some = _number(rows.get((measure.series, code, ends_on), {}), measure.numerator)
    whole = _number(rows.get((measure.below, code, ends_on), {}), measure.denominator)
    if not (some.isdigit() and whole.isdigit()) or int(whole) == 0:
        return None
    return int(some), int(whole)


def _number(figures: Figures, name: str) -> str:
    raw = figures.get(name, "")
    return raw if tokens.parse(raw).status == "ok" and ":" not in raw else ""


def _stored(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(checking.STORED, ROUND_HALF_UP)
