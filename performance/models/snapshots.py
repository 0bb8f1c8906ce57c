"""A scorecard frozen: every figure, colour, comparator and word as they stood (handbook §7.6, requirement 001-31)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import SealedVisibleQuerySet, Viewer
from cpboard.core.models import Job, StoredFile, User
from cpboard.core.records import SealedModel
from performance.models.figures import Indicator, Rating, Value
from performance.querysets import internal_q


class Snapshot(SealedModel):
    """The scorecard of one day, frozen. Later figures stand beside it, never over it.

    It holds figures in full and what was said of them, so members, officers and the clerk read it, scrutiny does not.
    """

    title = models.CharField(max_length=160)
    on = models.DateField(help_text="As things stood on this day.")
    strengths = models.TextField(blank=True, help_text="What goes well, in words.")
    reason = models.TextField(blank=True, help_text="Why figures are in it that lack words or a comparator.")
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who read figures and sit at the board's table."""
        return internal_q(viewer)


class SnapshotRow(SealedModel):
    """One figure of a frozen scorecard. `frozen` holds all that was said of it, in words, as the scorecard had it."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=6, choices=Rating.Result.choices)
    frozen = models.JSONField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["snapshot", "place"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "indicator"], name="performance_snapshot_row_once")]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.indicator}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the snapshot."""
        return internal_q(viewer)


class SnapshotPaper(SealedModel):
    """A frozen scorecard as a PDF, made once by the worker."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="paper")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    built_at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"{self.snapshot} on paper"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the snapshot."""
        return internal_q(viewer)
