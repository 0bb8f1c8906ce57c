"""Why a figure is off track, what is done about it, and whether that had the promised effect (handbook §4.3, §7.4)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel, both_or_neither
from performance.models.figures import Indicator, Value
from performance.querysets import EffectQuerySet, ExceptionQuerySet, internal_q


class ExceptionReport(models.Model):
    """The report on a figure that is off track: opened by the colour, written, signed by somebody else, and followed.

    It follows the indicator until two periods are out of red. What is in it is internal (rule D9): members, officers
    and the clerk read it, scrutiny and the public do not.
    """

    class Course(models.TextChoices):
        ACT = "act", "We act"
        WATCH = "watch", "We watch it"

    class Ending(models.TextChoices):
        OUT = "out", "two periods were out of red"
        CORRECTED = "corrected", "the figure was corrected or rated anew"
        MISSED = "missed", "the promised effect did not come, and a new report was opened"
        RETIRED = "retired", "the indicator was retired"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="exceptions")
    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="+")
    is_short = models.BooleanField(help_text="The colour could be chance, so three questions are enough.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()

    happened = models.TextField(blank=True)
    why = models.TextField(blank=True)
    children = models.TextField(blank=True, help_text="What it is like for children.")
    doing = models.TextField(blank=True)
    who = models.CharField(max_length=200, blank=True, help_text="Who does it.")
    done_by = models.DateField(null=True, blank=True)
    help_needed = models.TextField(blank=True)
    course = models.CharField(max_length=5, choices=Course.choices, blank=True)
    expected = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True, help_text="The figure that is promised.")
    expected_on = models.DateField(null=True, blank=True)

    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=9, choices=Ending.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = ExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            both_or_neither("written_by", "written_at"),
            both_or_neither("signed_by", "signed_at"),
            both_or_neither("expected", "expected_on"),
            models.UniqueConstraint(fields=["indicator"], condition=Q(ended_at__isnull=True), name="performance_exception_one_open"),
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True) | ~Q(ending="") & Q(ended_at__isnull=False),
                name="performance_exception_ends_once",
                violation_error_message="A report that has ended says when and why.",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | Q(written_by__isnull=False) & ~Q(signed_by=models.F("written_by")),
                name="performance_exception_second_person",
                violation_error_message="Somebody else than the writer signs.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.plain_name}, {self.value.period}"

    @property
    def is_open(self) -> bool:
        """Whether it still follows its indicator."""
        return not self.ending

    @property
    def is_written(self) -> bool:
        """Whether its questions have answers."""
        return self.written_at is not None

    @property
    def is_signed(self) -> bool:
        """Whether a second person signed it."""
        return self.signed_at is not None

    def is_late(self, on: dt.date) -> bool:
        """Whether its answers are overdue on a day."""
        return self.is_open and not self.is_written and self.due_on < on

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who read figures and sit at the board's table: the words in it are internal."""
        return internal_q(viewer)


class EffectCheck(SealedModel):
    """Whether a promised effect was there when its date came."""

    report = models.OneToOneField(ExceptionReport, on_delete=models.PROTECT, related_name="effect")
    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="+")
    kept = models.BooleanField()
    checked_at = models.DateTimeField()

    objects = EffectQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-checked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report}: {'kept' if self.kept else 'not kept'}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the report."""
        return internal_q(viewer)
