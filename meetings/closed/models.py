"""Private papers and private discussion: a room of its own (docs/architecture.md, the four locks)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import GuardedModel, GuardedQuerySet, Viewer
from cpboard.core.models import User
from meetings.closed.querysets import named_q
from meetings.models import AgendaItem


class ClosedPaper(GuardedModel):
    """The private paper of an item."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = GuardedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["item"]

    def __str__(self) -> str:
        return f"Closed paper {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer) -> Q:
        """Named readers of the session, and the clerk."""
        return named_q(viewer, "item__session")


class ClosedNote(GuardedModel):
    """The private record of what was said and settled on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GuardedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["item", "at", "pk"]

    def __str__(self) -> str:
        return f"Closed note {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer) -> Q:
        """Named readers of the session, and the clerk."""
        return named_q(viewer, "item__session")
