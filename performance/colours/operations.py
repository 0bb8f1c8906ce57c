"""The colours of figures, worked out and written down: against each comparator by RULE-1, within a band by BAND-1.

Nobody chooses a colour, so these steps are taken within the deeds that change what a colour follows from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from performance import banding, comparing, rating, telling, words
from performance.exceptions.operations import follow
from performance.models import Comparator, Indicator, Rating, Target, Value


def rate_anew(indicator: Indicator, values: Iterable[Value], now: dt.datetime) -> list[Rating]:
    """Rate values of an indicator, each against the comparators that are nearest to it, and by its band if it has one.

    Gives back the ratings that are new: where rule, inputs and result are what they were, nothing is written. A newest
    figure that turned red opens its report, and a report that is open goes its way.
    """
    chosen = list(values)
    comparators, targets = list(indicator.comparators.all()), list(indicator.targets.standing())
    standing = Rating.objects.filter(value__in=[value.pk for value in chosen]).standing()
    held = {(one.value_id, one.comparator and one.comparator.area): one for one in standing}
    new = []
    for value in chosen:
        tolerance = tolerance_of(indicator, value, targets)
        if indicator.polarity == Indicator.Polarity.BAND:
            new += _banded(indicator, value, tolerance, held.get((value.pk, None)), now)
        for comparator in comparing.chosen(comparators, value.period_ends_on).values():
            given = inputs_of(indicator, value, comparator, tolerance)
            if _is_news(held.get((value.pk, comparator.area)), comparator, given):
                new.append(_record(indicator, value, comparator, given, now))
    follow(indicator, now)
    return new


def tolerance_of(indicator: Indicator, value: Value, targets: Iterable[Target]) -> Decimal:
    """How much worse still counts as close, in the municipal year in which the period ended."""
    return next((t.tolerance for t in targets if t.covers(value.period_ends_on)), indicator.tolerance)


def inputs_of(indicator: Indicator, value: Value, comparator: Comparator, tolerance: Decimal) -> rating.Inputs:
    """What RULE-1 looks at, for a value beside a comparator."""
    return rating.Inputs(
        value=value.exact,
        comparator=comparator.exact,
        polarity=indicator.polarity,
        tolerance=Fraction(tolerance),
        half_unit=comparator.half_unit,
        denominator=value.denominator,
    )


def _is_news(held: Rating | None, comparator: Comparator, given: rating.Inputs) -> bool:
    return held is None or (held.comparator_id, held.rule, held.inputs) != (comparator.pk, rating.RULE, given.kept())


def _record(indicator: Indicator, value: Value, comparator: Comparator, given: rating.Inputs, now: dt.datetime) -> Rating:
    verdict = rating.rate(given)
    told = telling.plain(indicator, value)
    return Rating.record(
        value=value,
        comparator=comparator,
        rule=rating.RULE,
        inputs=given.kept(),
        result=verdict.result,
        why=words.why(told, telling.beside(indicator, value, comparator, verdict.position), given, verdict),
        rated_at=now,
    )


def _banded(indicator: Indicator, value: Value, tolerance: Decimal, held: Rating | None, now: dt.datetime) -> list[Rating]:
    given = banding.Inputs(
        value=value.exact,
        low=Fraction(indicator.band_low or 0),
        high=Fraction(indicator.band_high or 0),
        tolerance=Fraction(tolerance),
        denominator=value.denominator,
    )
    if held and held.inputs == given.kept():
        return []
    why = words.why_banded(telling.plain(indicator, value), given)
    kept = {"rule": banding.RULE, "inputs": given.kept(), "result": banding.rate(given), "why": why}
    return [Rating.record(value=value, comparator=None, rated_at=now, **kept)]
