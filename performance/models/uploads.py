"""Files of figures on their way in: who sent them, what they would change, what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import Job, StoredFile, User
from performance.querysets import loaded_q


class Upload(models.Model):
    """A file of published statistics, from the moment it is sent until it is taken in, refused, dropped, or a day old.

    The bytes lie in the private store until then; name, hash and what was in it stay. `report` is what a look at the
    file found (performance/uploads/report.py): no cell of the file but figures that are published.
    """

    class Ending(models.TextChoices):
        TAKEN = "taken", "taken in"
        REFUSED = "refused", "refused, and thrown away at once"
        DROPPED = "dropped", "thrown away"
        EXPIRED = "expired", "thrown away after a day"

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
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

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who load figures: the name of a file may tell what nobody else should read."""
        return loaded_q(viewer)
