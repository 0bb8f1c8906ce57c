"""What the figures say: indicators, values, comparators, ratings, commentary (reference: scorecard)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Promise
from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel, in_order
from performance import periods
from performance.banding import RULE as BAND_RULE
from performance.querysets import (
    CommentaryQuerySet,
    ComparatorQuerySet,
    IndicatorQuerySet,
    RatingQuerySet,
    ValueQuerySet,
    figures_q,
)
from performance.rating import half_unit


def exact(value: Decimal, numerator: int | None, denominator: int | None, per: int) -> Fraction:
    """A figure without rounding: from both counts (`per` 100 for a share in per cent), else the value as it was given."""
    if numerator is None or not denominator:
        return Fraction(value)
    return Fraction(per * numerator, denominator)


def counts_fit(kind: str) -> list[models.CheckConstraint]:
    """Counts that can be: no denominator without a numerator, no empty group, no more children than there are.

    In an average (`per` 1) the numerator is a sum of days or scores, and may be more than there are children.
    """
    return [
        models.CheckConstraint(
            condition=Q(numerator__isnull=True) | Q(denominator__isnull=True) | Q(numerator__lte=F("denominator")) | Q(per=1),
            name=f"performance_{kind}_numerator_within",
            violation_error_message="The numerator is above the denominator.",
        ),
        models.CheckConstraint(
            condition=Q(denominator__isnull=True) | Q(denominator__gte=1, numerator__isnull=False),
            name=f"performance_{kind}_denominator_counts",
            violation_error_message="A denominator is at least 1 and comes with a numerator.",
        ),
        models.CheckConstraint(
            condition=Q(value__gte=0),
            name=f"performance_{kind}_not_below_nought",
            violation_error_message="A figure is nought or more.",
        ),
    ]


class Indicator(models.Model):
    """A number that shows how well something goes, and how to read it."""

    class Unit(models.TextChoices):
        PERCENT = "percent", "per cent"
        COUNT = "count", "number of children"
        RATE = "rate", "for every 10,000 children"
        SCORE = "score", "average score"
        DAYS = "days", "average number of days"
        RATIO = "ratio", "how many for each one"

    class Polarity(models.TextChoices):
        HIGH = "high", "high is good"
        LOW = "low", "low is good"
        NEUTRAL = "neutral", "neither is good or bad"
        BAND = "band", "best between two numbers"

    class Measures(models.TextChoices):
        INPUT = "input", "what we put in"
        OUTPUT = "output", "what we do"
        OUTCOME = "outcome", "what comes of it for children"

    class Cadence(models.TextChoices):
        MONTHLY = "monthly", "every month"
        QUARTERLY = "quarterly", "every quarter"
        TERMLY = "termly", "every term"
        ANNUAL = "annual", "every year"

    code = models.CharField(max_length=10, unique=True)
    theme = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160)
    plain_name = models.CharField(max_length=160, help_text="As a member reads it, without terms of art.")
    child_line = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    numerator_is = models.CharField(max_length=200, blank=True)
    denominator_is = models.CharField(max_length=200, blank=True)
    who_is_counted = models.CharField(max_length=40, default="children", help_text="Plural: children, young people.")
    unit = models.CharField(max_length=8, choices=Unit.choices)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField(max_length=8, choices=Polarity.choices)
    band_low = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    band_high = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    measures = models.CharField(max_length=7, choices=Measures.choices, blank=True)
    tolerance = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("2.0"))
    target = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="For years without one of their own.")
    cadence = models.CharField(max_length=9, choices=Cadence.choices, blank=True, help_text="How often we count it.")
    rolling_months = models.PositiveSmallIntegerField(default=0, help_text="Each figure looks back so far; nought where it does not.")
    source_local = models.CharField(max_length=160, blank=True)
    source_national = models.CharField(max_length=160, blank=True)
    notes = models.TextField(blank=True, help_text="What to know before reading it.")
    on_scorecard = models.BooleanField(default=True)
    zero_disclosive = models.BooleanField(default=False, help_text="That no child did it tells something about each of them.")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerance__gte=0),
                name="performance_indicator_tolerance",
                violation_error_message="A tolerance is nought or more.",
            ),
            models.CheckConstraint(
                condition=~Q(polarity="band") | Q(band_low__isnull=False, band_high__isnull=False, band_high__gte=F("band_low")),
                name="performance_indicator_band",
                violation_error_message="A band has two ends, the lower one first.",
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="performance_indicator_decimals",
                violation_error_message="A figure has at most 4 decimals.",
            ),
        ]

    def __str__(self) -> str:
        return self.plain_name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Value(SealedModel):
    """Our figure for one period. A correction is a new version; the old one stays."""

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", "provisional"
        FINAL = "final", "final"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    period_starts_on = models.DateField()
    period_ends_on = models.DateField()
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=10, decimal_places=4, help_text="Exact when both counts are known.")
    per = models.PositiveIntegerField(default=100, help_text="100 for a share in per cent, 10,000 for a rate, 1 for an average.")
    source = models.CharField(max_length=160)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FINAL)
    loaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = ValueQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["indicator", "period_ends_on", "pk"]
        constraints = [
            in_order("period_starts_on", "period_ends_on"),
            *counts_fit("value"),
            models.UniqueConstraint(
                fields=["indicator", "period_starts_on", "period_ends_on"],
                condition=Q(replaces__isnull=True),
                name="performance_value_first_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.period_ends_on}"

    @property
    def exact(self) -> Fraction:
        """The figure without rounding."""
        return exact(self.value, self.numerator, self.denominator, self.per)

    @property
    def period(self) -> str:
        """The period in words."""
        return periods.name_of(self.period_starts_on, self.period_ends_on)

    def freshness(self, as_of: dt.date) -> periods.Freshness:
        """How old it is on a day."""
        return periods.freshness(self.period_ends_on, as_of)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Comparator(SealedModel):
    """A figure to compare with: for one area, one period, one release, one method. Published elsewhere."""

    class Area(models.TextChoices):
        NEIGHBOURS = "neighbours", "similar councils"
        REGION = "region", "our region"
        ENGLAND = "england", "England"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="comparators")
    area = models.CharField(max_length=12, choices=Area.choices)
    period_ends_on = models.DateField()
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=10, decimal_places=4)
    per = models.PositiveIntegerField(default=100, help_text="As in our own figures.")
    printed_decimals = models.PositiveSmallIntegerField(default=0)
    release = models.CharField(max_length=80)
    method = models.CharField(max_length=20, blank=True, help_text="For similar councils: mean, median, pooled.")
    model = models.CharField(max_length=8, blank=True, help_text="Which table of similar councils, by its year.")
    used = models.PositiveSmallIntegerField(default=0, help_text="How many similar councils it comes from; nought if not said.")
    newest_on = models.DateField(null=True, blank=True, help_text="The newest period of its release, which tells which release is newer.")
    loaded_at = models.DateTimeField()

    objects = ComparatorQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["indicator", "area", "period_ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period_ends_on", "release", "method", "model", "used"],
                name="performance_comparator_once",
            ),
            *counts_fit("comparator"),
            models.CheckConstraint(
                condition=Q(printed_decimals__lte=4),
                name="performance_comparator_decimals",
                violation_error_message="A figure has at most 4 decimals.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.get_area_display()} {self.period_ends_on}"

    @property
    def exact(self) -> Fraction:
        """The figure without rounding: from the published counts where there are any."""
        return exact(self.value, self.numerator, self.denominator, self.per)

    @property
    def from_counts(self) -> bool:
        """Whether it was worked out anew from published counts."""
        return self.numerator is not None and self.denominator is not None

    @property
    def half_unit(self) -> Fraction:
        """Half of its last printed digit; nought when worked out from counts."""
        return half_unit(self.printed_decimals, from_counts=self.from_counts)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Rating(SealedModel):
    """A colour with its rule, its inputs and its result, so that it can be replayed (scorecard §4.2)."""

    class Result(models.TextChoices):
        GREEN = "green", "On track"
        AMBER = "amber", "Close to target"
        RED = "red", "Off track"
        NONE = "none", "No rating"

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="ratings")
    comparator = models.ForeignKey(Comparator, null=True, blank=True, on_delete=models.PROTECT, related_name="ratings")
    rule = models.CharField(max_length=20)
    inputs = models.JSONField()
    result = models.CharField(max_length=6, choices=Result.choices)
    why = models.CharField(max_length=250)
    rated_at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-rated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(comparator__isnull=True, rule=BAND_RULE) | Q(comparator__isnull=False) & ~Q(rule=BAND_RULE),
                name="performance_rating_beside",
                violation_error_message="A colour follows from a comparator or from a band.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.get_result_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Commentary(SealedModel):
    """What a figure means and why, by a named person. A later one stands above it."""

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="commentaries")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CommentaryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "commentaries"

    def __str__(self) -> str:
        return f"On {self.value}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)
