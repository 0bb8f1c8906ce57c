"""Files of figures on their way in: who sent them, what they would change, what became of them; which column is which."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import Job, StoredFile, User
from performance.querysets import loaded_q


class Upload(models.Model):
    """A file of figures, published ones or our own, from when it is sent until it is taken in, refused, dropped, or a day old.

    The bytes lie in the private store until then; name, hash and what was in it stay. `report` is what a look at the
    file found (performance/uploads/report.py, performance/uploads/own.py): no cell of the file but figures.
    """

    class Kind(models.TextChoices):
        STATISTICS = "statistics", "published statistics"
        FIGURES = "figures", "our own figures"

    class Ending(models.TextChoices):
        TAKEN = "taken", "taken in"
        REFUSED = "refused", "refused, and thrown away at once"
        DROPPED = "dropped", "thrown away"
        EXPIRED = "expired", "thrown away after a day"

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STATISTICS)
    source = models.CharField(max_length=160, blank=True, help_text="Where our own figures come from.")
    release = models.CharField(max_length=80, blank=True)
    series = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=3, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    sound = models.BooleanField(null=True, help_text="Whether a look at it found nothing wrong; nothing before it was looked at.")
    report = models.JSONField(default=dict)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True) | (~Q(ending="") & Q(ended_at__isnull=False)),
                name="performance_upload_ends_once",
                violation_error_message="An upload that has ended says when and how.",
            ),
            models.CheckConstraint(
                condition=Q(ending__in=["", "refused", "expired"], ended_by__isnull=True)
                | Q(ending__in=["taken", "dropped"], ended_by__isnull=False),
                name="performance_upload_ended_by",
                violation_error_message="Somebody takes a file in or throws it away; a wrong one and an old one go by themselves.",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it."""
        return not self.ending

    @property
    def is_our_own(self) -> bool:
        """Whether it holds the council's own figures."""
        return self.kind == self.Kind.FIGURES

    @property
    def is_unmatched(self) -> bool:
        """Whether somebody must say first what its columns are."""
        return self.is_open and "unmatched" in self.report

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who load figures: the name of a file may tell what nobody else should read."""
        return loaded_q(viewer)


class ColumnMatch(models.Model):
    """Which of our columns a heading of a council's own spreadsheet is: said once, and remembered."""

    class Column(models.TextChoices):
        CODE = "code", "Which indicator, by its code or name"
        STARTS = "period_starts_on", "First day of the period"
        ENDS = "period_ends_on", "Last day of the period"
        NUMERATOR = "numerator", "How many"
        DENOMINATOR = "denominator", "Out of how many"
        VALUE = "value", "The figure itself, where there are no counts"
        STATUS = "status", "Provisional or final"
        SOURCE = "source", "Where it comes from"
        NOTHING = "nothing", "Pass this column over"

    heading = models.CharField(max_length=100, unique=True, help_text="In small letters, one underscore between words.")
    column = models.CharField(max_length=16, choices=Column.choices)
    matched_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    matched_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["heading"]
        verbose_name_plural = "column matches"

    def __str__(self) -> str:
        return f"{self.heading}: {self.get_column_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who load figures."""
        return loaded_q(viewer)
