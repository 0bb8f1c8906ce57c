"""What a report on a red waits for: reading the colours of an indicator, period by period. Nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from performance import statistics
from performance.figures import comes_first
from performance.models import ExceptionReport, Indicator, Rating, Value

LOOKED_AT = 24  # newest periods
OUT_OF_RED = 2  # periods that end a report
RED = Rating.Result.RED


@dataclass(frozen=True)
class Coloured:
    """A standing figure with the colour that is its own."""

    value: Value
    rating: Rating

    @property
    def is_red(self) -> bool:
        """Whether it is off track."""
        return self.rating.result == RED


def coloured(indicator: Indicator) -> list[Coloured]:
    """The newest figures that have a colour, the oldest first; three queries at most, however many there are."""
    values = list(Value.objects.filter(indicator=indicator).standing().newest(LOOKED_AT))
    found: dict[int, list[Rating]] = defaultdict(list)
    for rating in Rating.objects.filter(value__in=[value.pk for value in values]).standing():
        if indicator.polarity == Indicator.Polarity.BAND or rating.comparator:
            found[rating.value_id].append(rating)
    own = [(value, min(found[value.pk], key=comes_first)) for value in values if found[value.pk]]
    return [Coloured(value, rating) for value, rating in own if rating.result != Rating.Result.NONE]


def could_be_chance(indicator: Indicator, one: Coloured) -> bool:
    """Whether chance alone could make this colour, so that the short form is enough (handbook §4.3)."""
    value, beside = one.value, one.rating.comparator
    if indicator.unit != Indicator.Unit.PERCENT or beside is None or value.numerator is None or value.denominator is None:
        return False
    return statistics.significance(value.numerator, value.denominator, beside.exact, indicator.polarity) == "similar"


def ending(report: ExceptionReport, figures: Sequence[Coloured]) -> str:
    """Why a report ends, by the colours as they are now; empty while it goes on."""
    if report.indicator.retired_on:
        return ExceptionReport.Ending.RETIRED
    later = [each for each in figures if each.value.period_ends_on > report.value.period_ends_on]
    if len(later) >= OUT_OF_RED and not any(each.is_red for each in later[-OUT_OF_RED:]):
        return ExceptionReport.Ending.OUT
    same = [each for each in figures if each.value.period_ends_on == report.value.period_ends_on]
    if not later and same and not same[-1].is_red:
        return ExceptionReport.Ending.CORRECTED
    return ""


def promised(report: ExceptionReport, figures: Sequence[Coloured]) -> Coloured | None:
    """The first figure of a period that ended on the promised day or later; None before."""
    if report.expected_on is None or not report.is_signed:
        return None
    return next((each for each in figures if each.value.period_ends_on >= report.expected_on), None)


def is_kept(report: ExceptionReport, one: Coloured) -> bool:
    """Whether a figure is what was promised, or better; where it is best in a band, whether it is on track."""
    polarity, expected = report.indicator.polarity, Fraction(report.expected or 0)
    if polarity not in (Indicator.Polarity.HIGH, Indicator.Polarity.LOW):
        return one.rating.result == Rating.Result.GREEN
    return one.value.exact >= expected if polarity == Indicator.Polarity.HIGH else one.value.exact <= expected
