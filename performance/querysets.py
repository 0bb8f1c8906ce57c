"""Questions about figures."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet, everything, nothing
from cpboard.core.roles import May


def figures_q(viewer: Viewer) -> Q:
    """Figures are read by everyone who may read figures at all; they belong to no single body."""
    return everything() if viewer.can(May.READ_FIGURES) else nothing()


def loaded_q(viewer: Viewer) -> Q:
    """Files on their way in are read by those who load figures."""
    return everything() if viewer.can(May.LOAD_FIGURES) else nothing()


def internal_q(viewer: Viewer) -> Q:
    """What is said about figures inside the house: for those who read figures and read about the board (rule D9)."""
    return everything() if viewer.can(May.READ_FIGURES) and viewer.can(May.READ_BOARD) else nothing()


def card_q(viewer: Viewer) -> Q:
    """What young people say of figures is read by everybody who reads about the board."""
    return everything() if viewer.can(May.READ_BOARD) else nothing()


class IndicatorQuerySet(VisibleQuerySet):
    """Indicators on the scorecard."""

    def in_use(self) -> Self:
        """Those on the scorecard: switched on, and not retired."""
        return self.filter(retired_on__isnull=True, on_scorecard=True)

    def as_in(self, state: str) -> Self:
        """Those that are `on` the scorecard, `off` it, or `retired`; all for anything else."""
        if state == "retired":
            return self.filter(retired_on__isnull=False)
        return self.filter(retired_on__isnull=True, on_scorecard=state == "on") if state in ("on", "off") else self

    def saying(self, words: str) -> Self:
        """Those whose code, names or definition hold each of these words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(code__icontains=word) | Q(name__icontains=word) | Q(plain_name__icontains=word) | Q(definition__icontains=word)
            )
        return found

    def with_people(self) -> Self:
        """With owner and promise at hand."""
        return self.select_related("owner", "promise")


class ValueQuerySet(SealedVisibleQuerySet):
    """Values of an indicator."""

    def standing(self) -> Self:
        """The newest version of each period: those that no later version replaces."""
        return self.filter(replaced_by__isnull=True)

    def ending_by(self, day: dt.date) -> Self:
        """Those whose period ends on or before this day."""
        return self.filter(period_ends_on__lte=day)

    def of_period(self, starts_on: dt.date, ends_on: dt.date) -> Self:
        """The versions of one period."""
        return self.filter(period_starts_on=starts_on, period_ends_on=ends_on)

    def ends_of_periods(self) -> QuerySet[Any]:
        """The days on which a standing period ended, newest first, each once."""
        return self.standing().order_by("-period_ends_on").values_list("period_ends_on", flat=True).distinct()

    def newest(self, number: int) -> Self:
        """The newest periods of each indicator, at most so many, the oldest of them first."""
        place = Window(RowNumber(), partition_by="indicator", order_by=[F("period_ends_on").desc(), F("pk").desc()])
        return self.annotate(place=place).filter(place__lte=number).order_by("indicator", "period_ends_on", "pk")


class ComparatorQuerySet(SealedVisibleQuerySet):
    """Published figures beside ours."""

    def ending_by(self, day: dt.date) -> Self:
        """Those whose period ends on or before this day."""
        return self.filter(period_ends_on__lte=day)


class RatingQuerySet(SealedVisibleQuerySet):
    """Ratings, old ones too."""

    def standing(self) -> Self:
        """The one recorded last for each value and kind of comparator: what the colour is today."""
        latest = self.order_by("value_id", "comparator__area", "-pk").distinct("value_id", "comparator__area")
        return latest.select_related("comparator")


class CommentaryQuerySet(SealedVisibleQuerySet):
    """What people said about figures."""

    def latest_of_each(self) -> Self:
        """The one that stands above the others, for each value."""
        return self.order_by("value_id", "-at", "-pk").distinct("value_id").select_related("by")


class TargetQuerySet(SealedVisibleQuerySet):
    """Targets of municipal years."""

    def standing(self) -> Self:
        """The newest for each year, with the year at hand: those that no later one replaces."""
        return self.filter(replaced_by__isnull=True).select_related("year")

    def with_people(self) -> Self:
        """With the year, whoever set it and what replaced it at hand."""
        return self.select_related("year", "set_by", "replaced_by")


class ExceptionQuerySet(VisibleQuerySet):
    """Reports on figures that are off track."""

    def standing(self) -> Self:
        """Those that still follow their indicator."""
        return self.filter(ended_at__isnull=True)

    def ended(self) -> Self:
        """Those that are over, the newest first."""
        return self.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")

    def with_people(self) -> Self:
        """With indicator, figure, whoever had a hand in it and its promise at hand."""
        return self.select_related(
            "indicator__owner", "value__indicator", "opened_by", "written_by", "signed_by", "effect__value__indicator"
        )


class EffectQuerySet(SealedVisibleQuerySet):
    """Promised effects that were looked at."""


class JudgementQuerySet(SealedVisibleQuerySet):
    """What young people say of figures."""

    def latest_of_each(self) -> Self:
        """The word of each person that stands, for each figure."""
        latest = self.order_by("value_id", "by_id", "-pk").distinct("value_id", "by_id").values("pk")
        return self.filter(pk__in=latest)


class PublishedQuerySet(SealedVisibleQuerySet):
    """Published rows."""

    def of_release(self, release: int) -> Self:
        """The rows of one release, with series and area at hand."""
        return self.filter(release=release).select_related("series", "area")
