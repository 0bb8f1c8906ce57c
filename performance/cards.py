"""The scorecard in words: its title, its groups, one card for each figure. For members, who see everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse

from cpboard.core.small_figures import sparkline
from cpboard.core.templatetags.cpb import count_words
from performance import comparing, periods, telling, words
from performance.comparing import TOLD_ORDER
from performance.course import course
from performance.figures import RESULTS, Figure
from performance.models import Comparator, Indicator, Rating, Value
from performance.words import Beside, Told

SPARK = 8  # periods of the small line
ALWAYS = ("neighbours", "england")  # said to be missing where they are missing
NO = {"theme": "Without a theme", "promise": "Serves no promise"}
REACH = {
    "amber": "a little worse than what it is compared with",
    "green": "as good as what it is compared with, or better",
    "none": "for context, too few to judge, or nothing to compare with",
}


@dataclass(frozen=True)
class Group:
    """The figures of one colour; or those of one theme or promise, with its name, where each shows its own colour."""

    result: str
    note: str
    cards: list[dict[str, Any]]
    name: str = ""


def title(figures: Sequence[Figure]) -> str:
    """Two of seven figures are off track."""
    there = [figure for figure in figures if figure.value]
    off = sum(figure.result == Rating.Result.RED for figure in there)
    if not there:
        return "No figures for this period"
    if len(there) == 1:
        return f"The one figure is {'off' if off else 'not off'} track"
    if off == len(there):
        return f"All {count_words(off)} figures are off track"
    number = count_words(off).capitalize() if off else "None"
    return f"{number} of {count_words(len(there))} figures {'are' if off > 1 else 'is'} off track"


def lead(figures: Sequence[Figure], on: dt.date) -> str:
    """Which are off track, and how old the oldest figure is."""
    there = [figure for figure in figures if figure.value]
    off = [figure.indicator.plain_name for figure in there if figure.result == Rating.Result.RED]
    named = f"Off track: {'; '.join(name[:1].lower() + name[1:] for name in off)}." if off else ""
    oldest = min((f.value for f in there if f.value), key=lambda v: v.period_ends_on, default=None)
    aged = f"The oldest figure here is for {_the(oldest.period)}: {periods.span(oldest.period_ends_on, on)} old." if oldest else ""
    return " ".join(part for part in (named, aged) if part)


def _the(period: str) -> str:
    return f"the {period}" if period.startswith("year") else period


def groups(figures: Sequence[Figure], on: dt.date) -> list[Group]:
    """The figures by colour, reds first; a colour without figures is left out."""
    there = [figure for figure in figures if figure.value]
    by_result = {result: [f for f in there if f.result == result] for result in RESULTS}
    return [Group(result, _note(result, found), [card(f, on) for f in found]) for result, found in by_result.items() if found]


def groups_by(figures: Sequence[Figure], on: dt.date, way: str) -> list[Group]:
    """The figures by `theme` or by `promise` in the order of the scorecard's list, reds first in each; those without one come last."""
    there = sorted((f for f in figures if f.value), key=lambda f: RESULTS.index(f.result))
    names = {_of(figure, way) for figure in there}
    order = [name for name in dict.fromkeys(_of(figure, way) for figure in figures) if name in names]
    found = [(name, [f for f in there if _of(f, way) == name]) for name in sorted(order, key=lambda name: name == NO[way])]
    return [Group("", _count_of(each), [{**card(f, on), "result": f.result} for f in each], name) for name, each in found]


def _of(figure: Figure, way: str) -> str:
    """The name of a figure's theme or promise."""
    if way == "promise":
        return figure.indicator.promise.title if figure.indicator.promise else NO[way]
    return figure.indicator.theme or NO[way]


def _count_of(figures: Sequence[Figure]) -> str:
    """Four figures, one off track."""
    off = sum(figure.result == Rating.Result.RED for figure in figures)
    return f"{count_words(len(figures), 'figure').capitalize()}, {count_words(off) if off else 'none'} off track"


def _note(result: str, figures: list[Figure]) -> str:
    number = count_words(len(figures), "figure").capitalize()
    if result != Rating.Result.RED:
        return f"{number}: {REACH[result]}"
    silent = sum(figure.commentary is None for figure in figures)
    if not silent:
        return f"{number}. {'It' if len(figures) == 1 else 'Each'} has words that say why"
    said = "Nobody has said why yet" if silent == len(figures) else f"{count_words(silent).capitalize()} without words that say why"
    return f"{number}. {said}"


def card(figure: Figure, on: dt.date) -> dict[str, Any]:
    """What templates/components/figure-card.html shows of one figure. Raises ValueError while there is none."""
    told, value = telling.for_members(figure), figure.past[-1]
    url = reverse("performance:indicator", args=[figure.indicator.pk])
    return {
        "name": figure.indicator.plain_name,
        "url": url,
        "phrase": words.phrase(told),
        "sentence": " ".join(part for part in (course(figure.past), words.verdict(told) or figure.why, words.gap(told)) if part),
        "why_url": f"{url}#said" if figure.commentary else "",
        "value": words.figure(told.now.value, told),
        "counts": counts(figure.indicator, told),
        "when": when(value, on),
        "spark": sparkline([float(v.exact) for v in figure.past[-SPARK:]], target=target_line(figure)),
        "compare": compare(figure, told),
    }


def counts(indicator: Indicator, told: Told) -> str:
    """89 of 131 children; for a number of children, whom it counts; where counts are unknown, that they are."""
    if indicator.unit == Indicator.Unit.COUNT:
        return indicator.who_is_counted
    return words.counts(told.now, told.who) or "counts not given"


def when(value: Value, on: dt.date) -> str:
    """The period, how old it is, and whether it may still change."""
    age = f"{periods.span(value.period_ends_on, on)} old"
    status = ", provisional" if value.status == Value.Status.PROVISIONAL else ""
    return f"{value.period[:1].upper()}{value.period[1:]}, {age}{status}"


def target_line(figure: Figure) -> float | None:
    """The target as a chart draws it."""
    return None if figure.target is None else float(figure.target)


def compare(figure: Figure, told: Told) -> list[dict[str, str]]:
    """Target, comparators and last year, as the card lists them: name and text; an empty text is not published."""
    there = {beside.area: beside for beside in told.beside}
    areas = [area for area in TOLD_ORDER if area in there or (area in ALWAYS and told.unit == "percent")]
    rows = [_beside(area, there.get(area), told) for area in areas]
    if figure.target is not None:
        rows.insert(0, {"name": "Target", "text": target_text(figure, told)})
    if told.before:
        rows.append({"name": "Last year", "text": words.figure(told.before.value, told)})
    return rows


def target_text(figure: Figure, told: Told) -> str:
    """75%, or 10% or less."""
    if figure.target is None:
        return ""
    whole = figure.target == figure.target.to_integral_value()
    low = " or less" if figure.indicator.polarity == Indicator.Polarity.LOW else ""
    return f"{words.figure(Fraction(figure.target), told, 0 if whole else None)}{low}"


def _beside(area: str, beside: Beside | None, told: Told) -> dict[str, str]:
    label = Comparator.Area(area).label
    name = label[:1].upper() + label[1:]
    if beside is None:
        return {"name": name, "text": ""}
    old = beside.lag_days > periods.LAG_DAYS and beside.period_ends_on
    return {"name": f"{name}, to {beside.period_ends_on:%B %Y}" if old else name, "text": words.figure(beside.value, told, beside.decimals)}


def is_mismatched(rating: Rating, value: Value) -> bool:
    """Whether a rating sets our figure beside one of another time."""
    return rating.comparator is not None and comparing.mismatched(rating.comparator.period_ends_on, value.period_ends_on)
