"""From the record to what may be told of it: in full for members, through `suppression` for everybody else.

    words.sentence(telling.for_public(figure, disclosing.verdicts([figure.indicator])))

`for_public` is the only way from a figure to something the public reads: page, report, chart, data.
"""

from __future__ import annotations

from fractions import Fraction

from performance import comparing, rating, suppression
from performance.disclosing import Verdicts
from performance.figures import Figure
from performance.models import Comparator, Indicator, Value
from performance.words import Beside, Said, Told

AVERAGE = 1  # `per` of a figure that is a mean


def plain(indicator: Indicator, value: Value) -> Told:
    """One value alone, in full."""
    return _told(indicator, said(value))


def said(value: Value) -> Said:
    """A value in full, for members. Of an average no counts are told: they are a sum of days or scores."""
    return Said(value.exact) if value.per == AVERAGE else Said(value.exact, value.numerator, value.denominator)


def public(value: Value, verdicts: Verdicts) -> Said:
    """A value as the public may have it. One on which there is no verdict is hidden."""
    safe = verdicts.get(value.pk)
    if safe is None or safe.hidden:
        return Said(None)
    return Said(*(None if part is suppression.HIDDEN else part for part in (safe.value, safe.numerator, safe.denominator)))  # type: ignore[arg-type]


def beside(indicator: Indicator, value: Value, comparator: Comparator, position: str) -> Beside:
    """A comparator as it stands beside a value."""
    return Beside(
        area=comparator.area,
        value=comparator.exact,
        decimals=indicator.decimals if comparator.from_counts else comparator.printed_decimals,
        position=position,
        period_ends_on=comparator.period_ends_on,
        lag_days=comparing.lag_days(comparator.period_ends_on, value.period_ends_on),
    )


def for_members(figure: Figure) -> Told:
    """Everything about a figure. Raises ValueError while there is none."""
    value = _value(figure)
    return _told(
        figure.indicator,
        said(value),
        before=said(figure.before) if figure.before else None,
        peak=figure.peak.exact if figure.peak else None,
        beside=_beside(figure, value),
    )


def for_public(figure: Figure, verdicts: Verdicts) -> Told:
    """A figure as the public may have it; a hidden one takes all that is worked out from it with it (D8)."""
    value = _value(figure)
    now = public(value, verdicts)
    if now.value is None:
        return _told(figure.indicator, Said(None))
    return _told(
        figure.indicator,
        now,
        before=public(figure.before, verdicts) if figure.before else None,
        peak=public(figure.peak, verdicts).value if figure.peak else None,
        beside=_beside(figure, value),
    )


def _told(
    indicator: Indicator, now: Said, *, before: Said | None = None, peak: Fraction | None = None, beside: tuple[Beside, ...] = ()
) -> Told:
    return Told(
        unit=indicator.unit,
        polarity=indicator.polarity,
        decimals=indicator.decimals,
        who=indicator.who_is_counted,
        now=now,
        before=before,
        peak=peak,
        beside=beside,
    )


def _value(figure: Figure) -> Value:
    if figure.value is None:
        raise ValueError("There is no figure yet.")
    return figure.value


def _beside(figure: Figure, value: Value) -> tuple[Beside, ...]:
    return tuple(beside(figure.indicator, value, r.comparator, rating.replay(r.inputs).position) for r in figure.ratings if r.comparator)
