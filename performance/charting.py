"""The chart of one indicator: our figures over time beside those that were published for the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from cpboard.core.charts import Absent, LineChart, Reading, Series, Style
from cpboard.core.templatetags.cpb import count_words
from performance import comparing, periods, telling, words
from performance.cards import target_line
from performance.models import Comparator, Indicator, Value
from performance.words import Told

STYLES = {"neighbours": Style.SIMILAR, "england": Style.ENGLAND, "region": Style.REGION}
NAMES = {"neighbours": ("Similar councils", "Similar"), "england": ("England", ""), "region": ("Our region", "Region")}


def chart(indicator: Indicator, values: Sequence[Value], comparators: Iterable[Comparator], place: str) -> LineChart:
    """The chart for members: every figure in full. `values` oldest first, at least one."""
    told = telling.plain(indicator, values[-1])
    published = list(comparators)
    lines = [_line(area, values, published) for area in STYLES]
    return LineChart(
        key=f"figure-{indicator.pk}",
        title=finding(told, values),
        about=f"{indicator.numerator_is or indicator.name}. {place}, {span(values)}.",
        unit=told.rule.suffix,
        decimals=indicator.decimals,
        periods=labels(values),
        period_name=period_name(values),
        series=(Series(place, tuple(v.exact for v in values), Style.US), *[each for each in lines if each.figures()]),
        target=target_line(indicator),
        counts_name=indicator.who_is_counted.capitalize() if indicator.unit == Indicator.Unit.PERCENT else "",
        counts=tuple(words.counts(telling.said(v)) or "not given" for v in values) if indicator.unit == Indicator.Unit.PERCENT else (),
    )


def _line(area: str, values: Sequence[Value], comparators: list[Comparator]) -> Series:
    name, short = NAMES[area]
    return Series(name, tuple(_reading(area, v.period_ends_on, comparators) for v in values), STYLES[area], short)


def _reading(area: str, ends_on: dt.date, comparators: list[Comparator]) -> Reading:
    """What was published for this time; nothing where the nearest is of another."""
    nearest = comparing.chosen(comparators, ends_on).get(area)
    if nearest is None or comparing.mismatched(nearest.period_ends_on, ends_on):
        return Absent.UNPUBLISHED
    return nearest.exact


def finding(told: Told, values: Sequence[Value]) -> str:
    """What the line shows, in at most 15 words with a verb: It has gone down five years running, to 67.9%."""
    now = words.figure(told.now.value, told)
    if len(values) == 1:
        return f"It stands at {now}: one period so far"
    run = running([v.exact for v in values])
    if run == 0:
        return f"It has not moved: {now} again"
    way = "up" if values[-1].exact > values[-2].exact else "down"
    if run == 1:
        step = words.apart(values[-1].exact - values[-2].exact, told)
        return f"It has gone {way} by {step}, to {now}"
    pace = periods.pace([v.period_ends_on for v in values[-run - 1 :]])
    return f"It has gone {way} {count_words(run)} {pace} running, to {now}"


def running(figures: Sequence[Fraction]) -> int:
    """How many steps at the end go the same way; nought if the last did not move."""
    ways = [(b > a) - (b < a) for a, b in pairwise(figures)]
    if not ways or ways[-1] == 0:
        return 0
    same = 0
    for way in reversed(ways):
        if way != ways[-1]:
            break
        same += 1
    return same


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
