"""What the council aims at, municipal year by municipal year (requirement 001-10)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import Q

from cpboard.board.models import MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from performance.models.figures import Indicator
from performance.querysets import TargetQuerySet, figures_q


class Target(SealedModel):
    """Target and tolerance of an indicator for one municipal year. Another one for the same year replaces it; both stay."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="+")
    target = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    tolerance = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("2.0"))
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = TargetQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["indicator", "-year__starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], condition=Q(replaces__isnull=True), name="performance_target_first_once"),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0),
                name="performance_target_tolerance",
                violation_error_message="A tolerance is nought or more.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year.label}"

    @property
    def stands(self) -> bool:
        """Whether no later one replaces it."""
        return not hasattr(self, "replaced_by")

    def covers(self, day: dt.date) -> bool:
        """Whether a day lies in its year."""
        return self.year.starts_on <= day <= self.year.ends_on

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures."""
        return figures_q(viewer)
