"""What the public may have of our figures: one verdict a figure, the same for every output (rules D1 to D3, D6, D7, D10).

    verdicts = disclosing.verdicts([figure.indicator for figure in found])
    telling.for_public(figure, verdicts)

A figure is judged alone, then beside every other standing figure of its indicator, whatever day or person asks: so no
output tells what another one hides.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from performance.models import Indicator, Value
from performance.suppression import HIDDEN, Point, Single, hides_average, over_time, single
from performance.suppression.course import in_turn

AVERAGE = 1  # `per` of a figure that is a mean
IN_CARE = "POP01"  # the number of children in care: the size of a group that nobody gave

Verdicts = Mapping[int, Single]


def verdicts(indicators: Iterable[Indicator]) -> Verdicts:
    """What may be told of each standing figure of these indicators, by its key. Two queries, however many there are."""
    chosen = {indicator.pk: indicator for indicator in indicators}
    values: dict[int, list[Value]] = defaultdict(list)
    for value in Value.objects.filter(indicator__in=chosen).standing().defer("source"):
        values[value.indicator_id].append(value)
    in_care = _in_care() if any(_is_bare(chosen[key], each) for key, every in values.items() for each in every) else {}
    told: dict[int, Single] = {}
    for key, every in values.items():
        told |= judged(chosen[key], every, in_care)
    return told


def judged(indicator: Indicator, values: Iterable[Value], in_care: Mapping[dt.date, int]) -> dict[int, Single]:
    """The verdict on each of the standing figures of one indicator, by key. `in_care` is as `_in_care` gives it."""
    every = list(values)
    known = min((value.denominator for value in every if value.denominator), default=None)
    alone = {value.pk: _alone(indicator, value, known or _nearest(in_care, value.period_ends_on)) for value in every}
    points = {id(point): (point, value.pk) for value in every for point in [_point(value, alone[value.pk])]}
    turn = in_turn(point for point, _ in points.values())
    fine = over_time(turn, zero_disclosive=indicator.zero_disclosive)
    too_near = {points[id(point)][1] for point, told in zip(turn, fine, strict=True) if not told}
    return {key: Single(HIDDEN, HIDDEN, HIDDEN, ("D7",)) if key in too_near else one for key, one in alone.items()}


def _alone(indicator: Indicator, value: Value, group: int | None) -> Single:
    """A figure by itself. Of an average no counts are told: they are a sum of days or scores."""
    if value.per == AVERAGE and indicator.unit != Indicator.Unit.COUNT:
        hidden = hides_average(value.denominator)
        return Single(None, None, HIDDEN if hidden else value.exact, ("D3",) if hidden else ())
    known = group if indicator.unit == Indicator.Unit.PERCENT else None
    return single(value.exact, value.numerator, value.denominator, group=known, zero_disclosive=indicator.zero_disclosive)


def _point(value: Value, alone: Single) -> Point:
    """What rule D7 looks at. Of an average it is the group: who comes to it would give their own score away."""
    counts = (value.denominator, None) if value.per == AVERAGE and value.denominator else (value.numerator, value.denominator)
    return Point(value.period_starts_on, value.period_ends_on, *counts, told=not alone.hidden)


def _is_bare(indicator: Indicator, value: Value) -> bool:
    return indicator.unit == Indicator.Unit.PERCENT and value.numerator is None


def _in_care() -> dict[dt.date, int]:
    """The number of children in care by the day its period ended."""
    rows = Value.objects.filter(indicator__code=IN_CARE, numerator__isnull=False).standing()
    return dict(rows.values_list("period_ends_on", "numerator"))


def _nearest(in_care: Mapping[dt.date, int], on: dt.date) -> int | None:
    return in_care[min(in_care, key=lambda day: abs(day - on))] if in_care else None
