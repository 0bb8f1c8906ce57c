"""How sure a figure and its colour are, in plain words with the numbers beside (scorecard handbook §§3, 4.3, 4.6).

Care figures count every child, so an interval says how far chance alone could move a group of this size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cpboard.core.drawing import shown
from performance import comparing, rating, statistics, telling, words
from performance.figures import Figure
from performance.models import Comparator, Indicator, Rating, Value
from performance.words import Told

METHODS = {"mean": "Mean of their figures", "median": "Median of their figures", "pooled": "All their children together"}
CLEAR, CHANCE = "Clear", "Could be chance"


def chance(figure: Figure, told: Told) -> dict[str, str] | None:
    """Whether the colour is clear or could be chance: {word, sentence}. None without counts, colour or a share in per cent."""
    pair, primary = told.now.counts, figure.primary
    if pair is None or primary is None or primary.result == Rating.Result.NONE or told.unit != Indicator.Unit.PERCENT:
        return None
    interval, theirs = statistics.wilson(*pair), primary.comparator
    if theirs is None:
        return None
    similar = statistics.significance(*pair, theirs.exact, told.polarity) == "similar"
    who = words.AREAS_IN_TEXT[theirs.area]
    beside = words.figure(theirs.exact, told, telling.beside(figure.indicator, figure.past[-1], theirs, "").decimals)
    between = f"between {_percent(interval.low)} and {_percent(interval.high)}"
    return {
        "word": CHANCE if similar else CLEAR,
        "sentence": f"With {pair[1]:,} {told.who}, chance alone could put our figure anywhere {between}. "
        f"{who[:1].upper()}{who[1:]}: {beside}, which is {'within' if similar else 'outside'} that.",
    }


def change(figure: Figure, told: Told) -> dict[str, str] | None:
    """How far it moved in a year, and how far chance could make it move. None without counts of both."""
    now, before = told.now.counts, told.before.counts if told.before else None
    if now is None or before is None or told.unit != Indicator.Unit.PERCENT or told.change is None:
        return None
    moved = statistics.change(now, before)
    verdict = "outside that, so the change is clear" if moved.clear else "within that, so it could be chance"
    return {
        "word": CLEAR if moved.clear else CHANCE,
        "sentence": f"It went {_points(moved.points)} in a year, in percentage points. Chance alone leaves that anywhere between "
        f"{_points(moved.interval.low)} and {_points(moved.interval.high)}. No change at all is {verdict}.",
    }


def table(figure: Figure, told: Told) -> list[dict[str, str]]:
    """The numbers behind: our figure and that of a year before, each with what chance allows, lowest and highest."""
    rows = [(value, telling.said(value).counts) for value in (figure.before, figure.value) if value]
    return [_row(value, pair, told) for value, pair in rows if pair and told.unit == Indicator.Unit.PERCENT]


def _row(value: Value, pair: tuple[int, int], told: Told) -> dict[str, str]:
    interval = statistics.wilson(*pair)
    return {
        "period": value.period,
        "counts": f"{pair[0]:,} of {pair[1]:,}",
        "figure": words.figure(value.exact, told),
        "low": _percent(interval.low),
        "high": _percent(interval.high),
    }


def averages(figure: Figure, comparators: Iterable[Comparator], told: Told) -> list[dict[str, Any]]:
    """Similar councils averaged each way that is held, for the period, release and table of the one we compare with.

    Each with how many of ten have a figure, and the colour it would give. Empty where there is only one way.
    """
    chosen = next((r for r in figure.ratings if r.comparator and r.comparator.area == Comparator.Area.NEIGHBOURS), None)
    if chosen is None or chosen.comparator is None:
        return []
    same = [c for c in comparators if _alike(c, chosen.comparator) and c.method in METHODS]
    best = {c.method: c for c in sorted(same, key=lambda c: (c.used, c.pk))}
    rows = [_average(chosen, best[method], figure, told) for method in METHODS if method in best]
    return rows if len(rows) > 1 else []


def _alike(one: Comparator, other: Comparator) -> bool:
    key = (other.area, other.period_ends_on, other.release, other.model)
    return (one.area, one.period_ends_on, one.release, one.model) == key


def _average(chosen: Rating, one: Comparator, figure: Figure, told: Told) -> dict[str, Any]:
    given = replace(rating.inputs_from(chosen.inputs), comparator=one.exact, half_unit=one.half_unit)
    decimals = figure.indicator.decimals if one.from_counts else one.printed_decimals
    return {
        "how": METHODS[one.method],
        "used": f"{one.used} of {comparing.TEN}" if one.used else "not said",
        "figure": words.figure(one.exact, told, decimals),
        "result": rating.rate(given).result,
        "ours": one.pk == chosen.comparator_id,
    }


def sensitive(rows: list[dict[str, Any]]) -> str:
    """That another way of averaging would change the colour; empty where it would not."""
    if len({row["result"] for row in rows}) < 2:
        return ""
    return "Another way of averaging similar councils would change this colour. Read it with care."


def _percent(number: float) -> str:
    return shown(number, "%", 1)


def _points(number: Any) -> str:
    """A move in points, as words have it: up by 4.0, down by 2.6."""
    return f"{'up' if number > 0 else 'down'} by {shown(abs(number), '', 1)}"
