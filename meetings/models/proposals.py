"""What became of a proposal for an agenda: it is an item of it, or it was left off and somebody said why.

Red figures and late actions are proposed first (requirement 001-26). Words here are for the members of the body.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.roles import May
from meetings.models.agenda import AgendaItem, Meeting
from performance.models import Indicator


class Proposal(models.Model):
    """A figure or an action that was proposed for a meeting, with its item, or with why it was left off."""

    class Kind(models.TextChoices):
        FIGURE = "figure", "a figure that is off track"
        ACTION = "action", "an action that is late"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, blank=True, help_text="Of an action, by which anybody finds it.")
    title = models.CharField(max_length=160)
    item = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="proposal")
    why = models.CharField(max_length=250, blank=True, help_text="Why it was left off.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="figure", indicator__isnull=False, reference="")
                | Q(kind="action", indicator__isnull=True) & ~Q(reference=""),
                name="meetings_proposal_of_one",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, why="") | Q(item__isnull=True) & ~Q(why=""), name="meetings_proposal_taken_or_why"
            ),
            models.UniqueConstraint(fields=["meeting", "indicator"], name="meetings_proposal_figure_once"),
            models.UniqueConstraint(fields=["meeting", "reference"], condition=~Q(reference=""), name="meetings_proposal_action_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """What it is about, in one word."""
        return self.reference or f"figure {self.indicator_id}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies whose meetings this viewer reads as a whole."""
        return viewer.q_body(May.READ_MEETINGS, "meeting__body")
