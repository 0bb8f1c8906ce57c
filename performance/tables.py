"""Figures as rows for a spreadsheet. Columns keep their names and places; new ones go to the end."""

from __future__ import annotations

from performance import telling, words
from performance.comparing import TOLD_ORDER
from performance.figures import Figure
from performance.models import Indicator, Rating, Value

VALUE_HEAD = (
    "code", "name", "period", "period_starts_on", "period_ends_on", "numerator", "denominator", "value", "unit",
    "status", "source", "loaded_on",
)  # fmt: skip
SCORECARD_HEAD = (
    *VALUE_HEAD, "last_year", "similar_councils", "region", "england", "target", "rating", "why", "commentary",
)  # fmt: skip


def value_row(indicator: Indicator, value: Value) -> list[object]:
    """One value, under VALUE_HEAD."""
    return [
        indicator.code, indicator.plain_name, value.period, value.period_starts_on, value.period_ends_on, value.numerator,
        value.denominator, _number(indicator, value), indicator.unit, value.status, value.source, value.loaded_at.date(),
    ]  # fmt: skip


def scorecard_row(figure: Figure) -> list[object]:
    """One figure with what stands beside it, under SCORECARD_HEAD. Raises ValueError while there is no figure."""
    told, indicator = telling.for_members(figure), figure.indicator
    beside = {b.area: words.figure(b.value, told, b.decimals) for b in told.beside}
    return [
        *value_row(indicator, figure.past[-1]),
        _number(indicator, figure.before) if figure.before else "",
        *[beside.get(area, "") for area in TOLD_ORDER],
        figure.target,
        Rating.Result(figure.result).label,
        figure.why,
        figure.commentary.text if figure.commentary else "",
    ]


def _number(indicator: Indicator, value: Value) -> str:
    """The figure as it is printed, without its unit."""
    told = telling.plain(indicator, value)
    return words.figure(value.exact, told).removesuffix(told.rule.suffix)
