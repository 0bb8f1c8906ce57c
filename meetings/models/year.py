"""The year of a body: how many meetings it means to hold."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from meetings.querysets import ProgrammeQuerySet


class Programme(models.Model):
    """How many meetings a body means to hold in a year, and why it held fewer (requirement 003-10)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="programmes")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="programmes")
    formal_target = models.PositiveSmallIntegerField(default=4)
    informal_target = models.PositiveSmallIntegerField(default=0)
    themes = models.CharField(max_length=200, blank=True, help_text="The year's main topics, with commas.")
    shortfall_reason = models.TextField(blank=True)
    history = HistoricalRecords()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-year__starts_on"]
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="meetings_programme_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies whose meetings this viewer reads as a whole."""
        return viewer.q_body(May.READ_MEETINGS, "body")
