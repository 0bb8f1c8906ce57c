"""Reading: where a person stopped, and how they like their light. Each row is its reader's own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from meetings.models.agenda import AgendaItem, Meeting, Session


def open_items(viewer: Viewer, path: str = "item") -> Q:
    """A condition: the item at `path` is open and this viewer may see it. What is private is read in its room."""
    seen = AgendaItem.objects.visible_to(viewer).filter(session__privacy=Session.Privacy.PUBLIC)
    return Q(**{f"{path}__in": seen.values("pk")})


class ReadingPlace(models.Model):
    """Where a person stopped in the papers of a meeting, on whatever device.

    Nobody sees another's place. Together they give one number, how many have opened the papers (`meetings.opened`).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "meeting"], name="meetings_place_once")]

    def __str__(self) -> str:
        return f"A place in {self.meeting}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The person's own, while they may see the item."""
        return Q(user=viewer.user_id) & open_items(viewer)


class ReaderChoice(models.Model):
    """How a person likes to read, kept for them on every device: by day, or by evening with light letters on dark."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    evening = models.BooleanField(default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return "Evening" if self.evening else "Day"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The person's own."""
        return Q(user=viewer.user_id)
