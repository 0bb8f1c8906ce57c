"""The rows that another program reads. Columns keep their names and places for good; new ones go to the end (docs/data/feed.md).

Numbers are numbers, rounded once to the decimals of their indicator, halves up; days are ISO dates; what is not there is empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from cpboard.core.access import Viewer
from performance.figures import comes_first
from performance.models import Comparator, Indicator, Rating, Value

FIGURES_HEAD = (
    "code", "theme", "name", "unit", "polarity", "decimals", "period_starts_on", "period_ends_on", "period", "numerator",
    "denominator", "value", "status", "source", "loaded_at", "colour", "beside", "why",
)  # fmt: skip
COMPARATORS_HEAD = (
    "code", "name", "area", "period_ends_on", "numerator", "denominator", "value", "release", "method", "model", "used", "loaded_at",
)  # fmt: skip
Row = list[object]


def figures(viewer: Viewer) -> Iterator[Row]:
    """Every standing figure of every indicator, retired ones too, under FIGURES_HEAD. Three queries, however many there are."""
    indicators = {each.pk: each for each in Indicator.objects.visible_to(viewer)}
    colours = _colours(viewer)
    for value in Value.objects.visible_to(viewer).standing().order_by("indicator__position", "indicator__code", "period_ends_on", "pk"):
        yield _figure(indicators[value.indicator_id], value, colours.get(value.pk))


def _colours(viewer: Viewer) -> Mapping[int, Rating]:
    """The colour of each figure that is its own: by its band, else beside similar councils, England, the region."""
    standing = list(Rating.objects.visible_to(viewer).standing())
    return {rating.value_id: rating for rating in sorted(standing, key=comes_first, reverse=True)}


def _figure(indicator: Indicator, value: Value, colour: Rating | None) -> Row:
    beside = colour.comparator.area if colour and colour.comparator else ""
    return [
        indicator.code, indicator.theme, indicator.plain_name, indicator.unit, indicator.polarity, indicator.decimals,
        value.period_starts_on, value.period_ends_on, value.period, value.numerator, value.denominator,
        _number(value.exact, indicator.decimals), value.status, value.source, value.loaded_at.date(),
        colour.result if colour else "none", beside, colour.why if colour else "",
    ]  # fmt: skip


def comparators(viewer: Viewer) -> Iterator[Row]:
    """Every published figure beside ours, each release of it, under COMPARATORS_HEAD. Two queries."""
    indicators = {each.pk: each for each in Indicator.objects.visible_to(viewer)}
    held = Comparator.objects.visible_to(viewer).order_by("indicator__position", "indicator__code", "area", "period_ends_on", "pk")
    for each in held:
        yield _comparator(indicators[each.indicator_id], each)


def _comparator(indicator: Indicator, each: Comparator) -> Row:
    decimals = indicator.decimals if each.from_counts else each.printed_decimals
    return [
        indicator.code, indicator.plain_name, each.area, each.period_ends_on, each.numerator, each.denominator,
        _number(each.exact, decimals), each.release, each.method, each.model, each.used, each.loaded_at.date(),
    ]  # fmt: skip


def _number(value: Fraction, decimals: int) -> Decimal:
    """A figure as a number: 67.9, without sign, comma or unit."""
    return Decimal(math.floor(value * 10**decimals + Fraction(1, 2))).scaleb(-decimals)
