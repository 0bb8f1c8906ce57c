"""What inspectors praised elsewhere, and where that can be read (requirement 001-29)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.records import both_or_neither
from performance.published import Area
from performance.querysets import figures_q


class PeerNote(models.Model):
    """What one council was praised for, by whom, and where it is written. It is taken off, never changed."""

    class Judgement(models.TextChoices):
        OUTSTANDING = "outstanding", "Outstanding"
        GOOD = "good", "Good"
        IMPROVE = "improve", "Requires improvement"
        INADEQUATE = "inadequate", "Inadequate"

    council = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="peer_notes")
    judgement = models.CharField(max_length=11, choices=Judgement.choices, blank=True, help_text="Of children in care, as inspectors said.")
    inspected_on = models.DateField(null=True, blank=True)
    praised = models.TextField()
    source = models.CharField(max_length=300)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [both_or_neither("removed_at", "removed_by")]

    def __str__(self) -> str:
        return f"{self.council}: {self.praised[:60]}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everyone who may read figures; a note that was taken off for nobody."""
        return figures_q(viewer) & Q(removed_at__isnull=True)
