"""Statistics as they were published: areas, neighbours, releases and their rows, kept as printed (scorecard §2, §3).

What stands beside our own figures (`performance.models.Comparator`) is worked out from these rows.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from performance.querysets import PublishedQuerySet, figures_q

ENGLAND = "970"


class Area(models.Model):
    """A council, a region or England, by the three figures that every release shares; names differ between them."""

    class Kind(models.TextChoices):
        ENGLAND = "england", "England"
        REGION = "region", "region"
        AUTHORITY = "authority", "council"

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    region = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ours = models.BooleanField(default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["ours"], condition=Q(ours=True), name="performance_area_one_is_ours")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Neighbour(SealedModel):
    """That one council is like another, the nearest first: in one model, which is a table of one year."""

    model = models.CharField(max_length=8)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="neighbours")
    place = models.PositiveSmallIntegerField()
    neighbour = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    closeness = models.CharField(max_length=20)

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["model", "area", "place"]
        constraints = [models.UniqueConstraint(fields=["model", "area", "place"], name="performance_neighbour_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.model}: {self.place} {self.neighbour}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Series(models.Model):
    """One line of figures of a data set, by the labels that it is published under."""

    dataset = models.CharField(max_length=60)
    labels = models.CharField(max_length=400)
    about = models.JSONField(default=dict, help_text="What a dictionary of measures says of it.")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["dataset", "labels"]
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["dataset", "labels"], name="performance_series_once")]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.labels}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Release(SealedModel):
    """A file of statistics that was taken in. A release says a thing once; a newer one may say another."""

    dataset = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    newest_on = models.DateField(help_text="The end of its newest period.")
    layout = models.CharField(max_length=20)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    loaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["dataset", "newest_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["dataset", "name"], name="performance_release_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.dataset}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)


class Published(SealedModel):
    """One row of a release. `figures` holds what was printed, by name: {"count": "8500", "percent": "10"}."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="rows", db_index=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="rows", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    ends_on = models.DateField()
    figures = models.JSONField()

    objects = PublishedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "published"
        constraints = [
            models.UniqueConstraint(fields=["release", "series", "area", "ends_on"], name="performance_published_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.ends_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)
