"""The minutes: drafted, read by the chair, out as a draft, approved at a later meeting, signed. Then only notes are added.

Each step is a sealed row with who and when; the database refuses to change one (meetings §2.6, security AC24).
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.records import SealedModel, both_or_neither
from cpboard.core.roles import May
from cpboard.core.search import vector
from meetings.models.agenda import AgendaItem, Meeting, Session

MINUTES_FOUND = {"text": 200_000}  # the column that search looks through, and how far


class Minutes(models.Model):
    """The minutes of a meeting while they are drafted; once they are out as a draft, `MinutesOut` holds their words."""

    class State(models.TextChoices):
        DRAFT = "draft", "being written"
        WITH_CHAIR = "with_chair", "with the chair"
        OUT = "out", "out as a draft"
        APPROVED = "approved", "approved"
        SIGNED = "signed", "approved and signed"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(blank=True, help_text="What was said, beyond the decisions.")
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; a stale save is refused.")
    sent_to_chair_at = models.DateTimeField(null=True, blank=True)
    sent_to_chair_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at"]
        verbose_name_plural = "minutes"
        constraints = [both_or_neither("sent_to_chair_at", "sent_to_chair_by")]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def is_out(self) -> bool:
        """Whether they went out as a draft, or further: from then on nobody writes in them."""
        return hasattr(self, "out") or self.is_approved

    @property
    def is_approved(self) -> bool:
        """Whether they were approved: from then on nothing in them changes."""
        return MinutesApproval.objects.filter(minutes=self).exists()

    @property
    def state(self) -> State:
        """How far they are."""
        approval = getattr(self, "approval", None)
        if approval is not None:
            return self.State.SIGNED if hasattr(approval, "signature") else self.State.APPROVED
        if hasattr(self, "out"):
            return self.State.OUT
        return self.State.WITH_CHAIR if self.sent_to_chair_at else self.State.DRAFT

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Out as a draft, or approved, for those who see the public part; drafts for the clerk, and for the chair once sent."""
        public = Session.objects.visible_to(viewer).filter(privacy=Session.Privacy.PUBLIC).values("meeting")
        gone = (Q(approval__isnull=False) | Q(out__isnull=False)) & Q(meeting__in=public)
        sent = viewer.q_body(May.APPROVE_MINUTES, "meeting__body") & Q(sent_to_chair_at__isnull=False)
        return gone | sent | viewer.q_body(May.RUN_MEETINGS, "meeting__body")


class MinutesOut(SealedModel):
    """The chair read the draft and let it out to the members, marked as a draft: these words."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="out")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [GinIndex(vector(MINUTES_FOUND), name="meetings_minutesout_found")]

    def __str__(self) -> str:
        return f"Out as a draft: {self.minutes}"


class MinutesCorrection(SealedModel):
    """A later meeting found a draft wrong in some words, and says which ones are right."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    old = models.TextField()
    new = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minutes", "pk"]

    def __str__(self) -> str:
        return f"Correction to {self.minutes}"


class MinutesApproval(SealedModel):
    """The minutes were approved: these words, for ever. What is wrong in them is put right by a note."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="approval")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [GinIndex(vector(MINUTES_FOUND), name="meetings_approval_found")]

    def __str__(self) -> str:
        return f"Approved: {self.minutes}"


class MinutesSignature(SealedModel):
    """Who presided signed the approved minutes: signed, they are evidence (LGA 1972, schedule 12, paragraph 41)."""

    approval = models.OneToOneField(MinutesApproval, on_delete=models.PROTECT, related_name="signature")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Signed: {self.approval}"


class MinutesNote(SealedModel):
    """What is added to approved minutes, by resolution of a later meeting. The words above it stay as they are."""

    approval = models.ForeignKey(MinutesApproval, on_delete=models.PROTECT, related_name="notes")
    at_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["approval", "at", "pk"]

    def __str__(self) -> str:
        return f"Note to {self.approval}"


class PublicSummary(models.Model):
    """What the public may know of a private item, in words that a person wrote for it (LGA 1972, s.100C(2)).

    The private words themselves are in the closed room; from there this is written.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="public_summary")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item"]
        verbose_name_plural = "public summaries"

    def __str__(self) -> str:
        return f"Public summary {self.pk}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the item, until the minutes say it to everybody who reads them."""
        return Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
