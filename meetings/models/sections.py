"""The council's own list of what a report speaks of: reasons, alternatives, implications, background (000-30, 004-29)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer, VisibleQuerySet, everything, nothing
from cpboard.core.roles import May


class ReportSection(models.Model):
    """A heading that every report asked for from now on has, with what belongs under it. One list for the house.

    A report keeps the headings it was asked with, so that taking one off the list changes no paper.
    """

    heading = models.CharField(max_length=100, unique=True)
    hint = models.CharField(max_length=250, blank=True, help_text="What belongs under it, for the author.")
    place = models.PositiveSmallIntegerField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.heading

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who write reports and those who ask for them."""
        return everything() if viewer.can(May.WRITE_REPORTS) or viewer.can(May.RUN_MEETINGS) else nothing()
