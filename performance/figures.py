"""The figures as they stand on a day: each with what was before it, its colours and what was said. Read only.

    for figure in figures_at(viewer, on=day): figure.result, figure.value, telling.for_members(figure)

The number of queries is the same for one indicator and for fifty, for one year and for twenty.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from cpboard.core.access import Viewer
from performance import periods
from performance.comparing import PRIMARY_ORDER
from performance.models import Commentary, Indicator, Rating, Target, Value
from performance.rating import NEUTRAL

KEPT = 13  # periods before today that a scorecard looks at: a year of months, and this one
RESULTS = ("red", "amber", "green", "none")  # the order of a scorecard
YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Figure:
    """One indicator on a day. `past` holds the standing values, oldest first; the last is the figure.

    `ratings` are those of the figure, the primary comparator first.
    """

    indicator: Indicator
    past: tuple[Value, ...] = ()
    ratings: tuple[Rating, ...] = ()
    commentary: Commentary | None = None
    targets: tuple[Target, ...] = ()  # of every year, replaced ones too, the newest first

    @property
    def value(self) -> Value | None:
        """The figure; None while none was loaded."""
        return self.past[-1] if self.past else None

    @property
    def before(self) -> Value | None:
        """The figure of about a year earlier."""
        if self.value is None:
            return None
        end = self.value.period_ends_on
        near = [v for v in self.past[:-1] if periods.is_a_year_before(v.period_ends_on, end)]
        return min(near, key=lambda v: abs((end - v.period_ends_on).days - periods.YEAR_DAYS), default=None)

    @property
    def peak(self) -> Value | None:
        """For a number of children: the highest of the year, if it was higher than now."""
        if self.value is None or self.indicator.unit != Indicator.Unit.COUNT:
            return None
        year = [v for v in self.past if v.period_ends_on > self.value.period_ends_on - YEAR]
        highest = max(year, key=lambda v: v.exact)
        return highest if highest.exact > self.value.exact else None

    @property
    def primary(self) -> Rating | None:
        """The rating that is the figure's own: against similar councils, else England, else the region."""
        return self.ratings[0] if self.ratings else None

    @property
    def result(self) -> str:
        """The colour: red, amber, green, or none."""
        return self.primary.result if self.primary else Rating.Result.NONE

    @property
    def why(self) -> str:
        """Why it has this colour, or none."""
        if self.primary:
            return self.primary.why
        neutral = self.indicator.polarity == Indicator.Polarity.NEUTRAL
        return NEUTRAL if neutral else "There is nothing to compare it with yet."

    @property
    def target(self) -> Decimal | None:
        """The council's own target for the year in which the figure's period ended; else the one for every year."""
        return self._of_the_year.target if self._of_the_year else self.indicator.target

    @property
    def tolerance(self) -> Decimal:
        """How much worse still counts as close, in that year."""
        return self._of_the_year.tolerance if self._of_the_year else self.indicator.tolerance

    @property
    def _of_the_year(self) -> Target | None:
        return next((t for t in self.targets if self.value and t.stands and t.covers(self.value.period_ends_on)), None)

    @property
    def target_gap(self) -> Fraction | None:
        """How far it is from the council's own target; above nought is better."""
        target, polarity = self.target, self.indicator.polarity
        if self.value is None or target is None or polarity not in (Indicator.Polarity.HIGH, Indicator.Polarity.LOW):
            return None
        ahead = self.value.exact - Fraction(target)
        return ahead if polarity == Indicator.Polarity.HIGH else -ahead


def figures_at(viewer: Viewer, on: dt.date, indicators: Iterable[Indicator] | None = None, *, kept: int = KEPT) -> list[Figure]:
    """Each indicator in use (or each of `indicators`) with its newest figure of a period that ended by this day.

    Empty for those who may not read figures. In the order of the scorecard's list, whatever the colours.
    """
    chosen = list(Indicator.objects.visible_to(viewer).in_use().with_people() if indicators is None else indicators)
    keys = [indicator.pk for indicator in chosen]
    past: dict[int, list[Value]] = defaultdict(list)
    values = Value.objects.visible_to(viewer).filter(indicator__in=keys).select_related("loaded_by")
    for value in values.standing().ending_by(on).newest(kept):
        past[value.indicator_id].append(value)
    newest = [values[-1].pk for values in past.values()]
    ratings, commentaries = _ratings(viewer, newest), _commentaries(viewer, newest)
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.visible_to(viewer).filter(indicator__in=keys).with_people():
        targets[target.indicator_id].append(target)
    return [
        replace(_figure(indicator, past[indicator.pk], ratings, commentaries), targets=tuple(targets[indicator.pk])) for indicator in chosen
    ]


def reds_at(viewer: Viewer, on: dt.date, *, besides: QuerySet[Any] | None = None) -> list[Figure]:
    """The figures of the scorecard that are off track on a day, with their own colours and nothing before; in two queries.

    `besides`: keys of indicators to leave out.
    """
    values = Value.objects.visible_to(viewer).filter(indicator__retired_on=None, indicator__on_scorecard=True)
    values = values.exclude(indicator__in=besides) if besides is not None else values
    newest = list(values.standing().ending_by(on).newest(1).select_related("indicator__owner"))
    ratings = _ratings(viewer, [value.pk for value in newest])
    found = [_figure(value.indicator, [value], ratings, {}) for value in newest]
    return [figure for figure in found if figure.result == Rating.Result.RED]


def figure_at(viewer: Viewer, indicator: Indicator, on: dt.date) -> Figure:
    """One indicator as it stands on a day."""
    return figures_at(viewer, on, [indicator])[0]


def _figure(indicator: Indicator, past: list[Value], ratings: dict[int, list[Rating]], said: dict[int, Commentary]) -> Figure:
    key = past[-1].pk if past else 0
    banded = indicator.polarity == Indicator.Polarity.BAND
    colours = tuple(rating for rating in ratings.get(key, ()) if banded or rating.comparator)
    return Figure(indicator, tuple(past), colours, said.get(key))


def _ratings(viewer: Viewer, values: list[int]) -> dict[int, list[Rating]]:
    found: dict[int, list[Rating]] = defaultdict(list)
    for rating in Rating.objects.visible_to(viewer).filter(value__in=values).standing():
        found[rating.value_id].append(rating)
    return {key: sorted(each, key=comes_first) for key, each in found.items()}


def comes_first(rating: Rating) -> int:
    """The place of a colour among those of one figure: by a band, then by similar councils, England, the region."""
    return PRIMARY_ORDER.index(rating.comparator.area) if rating.comparator else -1


def _commentaries(viewer: Viewer, values: list[int]) -> dict[int, Commentary]:
    return {said.value_id: said for said in Commentary.objects.visible_to(viewer).filter(value__in=values).latest_of_each()}
