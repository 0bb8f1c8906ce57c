"""What an uploaded paper says: read by a worker, for search and for the second person who looks at what goes out."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cpboard.core.access import SealedVisibleQuerySet, Viewer
from cpboard.core.records import SealedModel
from cpboard.core.search import vector
from meetings.models.packs import Paper

FOUND = {"words": 200_000}  # the columns that search looks through, and how many characters of each count


class PaperWords(SealedModel):
    """The name of a paper and its text, as far as its fonts tell. Never shown as a whole; whoever sees the paper finds it."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="wording")
    words = models.TextField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["paper"]
        verbose_name_plural = "paper words"
        indexes = [GinIndex(vector(FOUND), name="meetings_paperwords_found")]

    def __str__(self) -> str:
        return f"Words of {self.paper_id}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the paper: nobody once it is taken off."""
        return Q(paper__in=Paper.objects.visible_to(viewer).values("pk"))
