"""The chart of one indicator: our figures over time beside those that were published for the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from cpboard.core.charts import Absent, LineChart, Series, Style
from performance import comparing, periods, telling, words
from performance.cards import target_line
from performance.course import finding
from performance.figures import Figure
from performance.models import Comparator, Indicator, Value

STYLES = {"neighbours": Style.SIMILAR, "england": Style.ENGLAND, "region": Style.REGION}
NAMES = {"neighbours": ("Similar councils", "Similar"), "england": ("England", ""), "region": ("Our region", "Region")}


def chart(figure: Figure, comparators: Iterable[Comparator], place: str) -> LineChart:
    """The chart for members: every figure in full. Raises ValueError while there is none."""
    indicator, values = figure.indicator, figure.past
    told = telling.plain(indicator, values[-1])
    published = list(comparators)
    lines = [_line(area, values, published) for area in STYLES]
    return LineChart(
        key=f"figure-{indicator.pk}",
        title=finding(told, values),
        about=f"{indicator.numerator_is or indicator.name}. {place}, {span(values)}.",
        unit="%" if told.unit == Indicator.Unit.PERCENT else "",  # others stand in the title
        decimals=indicator.decimals,
        periods=labels(values),
        period_name=period_name(values),
        series=(Series(place, tuple(v.exact for v in values), Style.US), *[each for each in lines if each.figures()]),
        target=target_line(figure),
        counts_name=indicator.who_is_counted.capitalize() if indicator.unit == Indicator.Unit.PERCENT else "",
        counts=tuple(words.counts(telling.said(v)) or "not given" for v in values) if indicator.unit == Indicator.Unit.PERCENT else (),
    )


def _line(area: str, values: Sequence[Value], comparators: list[Comparator]) -> Series:
    name, short = NAMES[area]
    beside = [_published(area, v.period_ends_on, comparators) for v in values]
    readings = tuple(c.exact if c else Absent.UNPUBLISHED for c in beside)
    return Series(name, readings, STYLES[area], short, tuple(None if c is None or c.from_counts else c.printed_decimals for c in beside))


def _published(area: str, ends_on: dt.date, comparators: list[Comparator]) -> Comparator | None:
    """What was published for this time; None where the nearest is of another."""
    nearest = comparing.chosen(comparators, ends_on).get(area)
    return None if nearest is None or comparing.mismatched(nearest.period_ends_on, ends_on) else nearest


def is_yearly(values: Sequence[Value]) -> bool:
    """Whether every period ends on the same day of another year."""
    days = {(v.period_ends_on.day, v.period_ends_on.month) for v in values}
    return len(days) == 1 and len({v.period_ends_on.year for v in values}) == len(values)


def period_name(values: Sequence[Value]) -> str:
    """What the first column of the table is called."""
    end = values[-1].period_ends_on
    if not is_yearly(values):
        return "Period"
    whole = all(periods.whole_months(v.period_starts_on, v.period_ends_on) == 12 for v in values)
    return f"Year to {end:%B}" if whole else f"{end.day} {end:%B}"


def labels(values: Sequence[Value]) -> tuple[str, ...]:
    """Short names of the periods, as an axis shows them; two that would read alike are written out."""
    if is_yearly(values):
        return tuple(str(v.period_ends_on.year) for v in values)
    short = [periods.short_name_of(v.period_starts_on, v.period_ends_on) for v in values]
    return tuple(name if short.count(name) == 1 else values[n].period for n, name in enumerate(short))


def span(values: Sequence[Value]) -> str:
    """From when to when."""
    if len(values) == 1:
        return values[0].period
    name = f"{period_name(values)[:1].lower()}{period_name(values)[1:]}, " if is_yearly(values) else ""
    names = labels(values)
    return f"{name}{names[0]} to {names[-1]}"
