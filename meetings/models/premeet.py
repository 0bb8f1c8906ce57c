"""The pre-meet: members agree before a meeting what they ask and who asks it (requirement 000-R8).

Words here are for the members of the body. Nothing of a private item is in them: questions are on open items only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.roles import May
from meetings.models.agenda import AgendaItem, Meeting


class PreMeet(models.Model):
    """When members meet before the meeting, which reds they take up, and whether young people were briefed."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="pre_meet")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=160)
    reds = models.TextField(blank=True, help_text="Which figures off track the meeting takes up, and why these.")
    young_briefed_on = models.DateField(null=True, blank=True)
    young_briefed_how = models.CharField(max_length=160, blank=True, help_text="By whom and how. No names of young people.")
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["meeting"]

    def __str__(self) -> str:
        return f"Pre-meet for {self.meeting}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For those who read the meetings of the body as a whole."""
        return viewer.q_body(May.READ_MEETINGS, "meeting__body")


class PreMeetQuestion(models.Model):
    """A question that was agreed for an open item, and who asks it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="pre_meet_questions")
    question = models.CharField(max_length=300)
    asker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item__session__position", "item__position", "pk"]

    def __str__(self) -> str:
        return self.question[:60]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the pre-meet."""
        return viewer.q_body(May.READ_MEETINGS, "item__session__meeting__body")
