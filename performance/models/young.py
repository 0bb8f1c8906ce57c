"""What young people on the board say of a figure: whether it fits what they live (handbook §7, issue of the young card)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from performance.models.figures import Value
from performance.querysets import JudgementQuerySet, card_q


class Judgement(SealedModel):
    """One young board member's word on one figure. A later one of the same person stands above it. Names are never shown."""

    class Fits(models.TextChoices):
        YES = "yes", "Yes, it feels like that"
        PARTLY = "partly", "Partly"
        NO = "no", "No, it does not feel like that"

    value = models.ForeignKey(Value, on_delete=models.PROTECT, related_name="+")
    fits = models.CharField(max_length=6, choices=Fits.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = JudgementQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.value}: {self.get_fits_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everybody who reads the young people's card."""
        return card_q(viewer)
