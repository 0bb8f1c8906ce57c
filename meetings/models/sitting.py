"""The meeting as it goes: who came and went, interests, how members voted, questions put, what comes back.

Everything hangs on one item, and is seen as that item is: what happens in a private session stays in it.
The words are for the street; private words live in `meetings.closed`.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from cpboard.core.roles import May
from meetings.models.agenda import AgendaItem, Meeting, Session
from meetings.models.record import Decision

NOTIFY_WITHIN = dt.timedelta(days=27)  # 28 days that begin with the day of disclosure (Localism Act 2011, s.31)


class Movement(models.Model):
    """Somebody came in or left before an item was taken: from that item on they were there, or were not."""

    class Kind(models.TextChoices):
        CAME = "came", "came in"
        LEFT = "left", "left"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="movements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    at = models.TimeField(null=True, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="meetings_movement_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As who was there, and as the part of the meeting."""
        part = Q(item__session__in=Session.objects.visible_to(viewer).values("pk"))
        return part & viewer.q_body(May.READ_MEETINGS, "item__session__meeting__body")


class Interest(models.Model):
    """An interest that somebody declared in an item: of the statutory kind (Localism Act 2011), or simply a conflict."""

    class Kind(models.TextChoices):
        PECUNIARY = "pecuniary", "disclosable pecuniary interest"
        OTHER = "other", "other interest"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=250, blank=True, help_text="In words for the street. Empty for a sensitive one (s.32).")
    left_room = models.BooleanField()
    stayed_why = models.CharField(max_length=250, blank=True)
    declared_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="meetings_interest_once"),
            models.CheckConstraint(
                condition=Q(left_room=True) | ~Q(kind="pecuniary") | ~Q(stayed_why=""), name="meetings_interest_stayed_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"

    @property
    def notify_by(self) -> dt.date | None:
        """The last day to tell the monitoring officer of it, if it is of the statutory kind and not on the register."""
        declared = timezone.localdate(self.declared_at)
        return declared + NOTIFY_WITHIN if self.kind == self.Kind.PECUNIARY else None

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the part of the meeting."""
        return Q(item__session__in=Session.objects.visible_to(viewer).values("pk"))


class NamedVote(SealedModel):
    """How one member voted, which they may ask to have recorded (SI 1993/202, schedule 2, paragraph 1)."""

    class How(models.TextChoices):
        FOR = "for", "for"
        AGAINST = "against", "against"
        ABSTAINED = "abstained", "abstained"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="named_votes")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="meetings_vote_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the decision."""
        return Q(decision__in=Decision.objects.visible_to(viewer).values("pk"))


class Challenge(models.Model):
    """A question that somebody put, the answer, and what changed by it (requirements 000-R11, 002-04)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="challenges")
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=500)
    answer = models.TextField(blank=True)
    changed = models.CharField(max_length=500, blank=True, help_text="What changed by it.")
    at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "at", "pk"]

    def __str__(self) -> str:
        return self.question[:60]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the item."""
        return Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))


class BringBack(models.Model):
    """The board wants an item back: at a meeting that is planned, or after a day."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="bring_backs")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="brought_back")
    after = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=250)
    put_on = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="brought_back_from")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=True, after__isnull=False) | Q(meeting__isnull=False, after__isnull=True),
                name="meetings_bringback_one_when",
            )
        ]

    def __str__(self) -> str:
        return f"Bring back: {self.item}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the item, for those who read the meetings of the body: it names another one."""
        item = Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        return item & viewer.q_body(May.READ_MEETINGS, "item__session__meeting__body")

    @classmethod
    def waiting_for(cls, meeting: Meeting) -> Q:
        """Those that wait for this meeting: by name, or because it is the first after their day that is planned."""
        earlier = Meeting.objects.filter(
            body=meeting.body_id,
            called_off_at=None,
            held_at=None,
            starts_at__lt=meeting.starts_at,
            starts_at__date__gte=models.OuterRef("after"),
        )
        due = Q(item__session__meeting__body=meeting.body_id, after__lte=meeting.day) & Q(~models.Exists(earlier))
        return Q(put_on__isnull=True) & (Q(meeting=meeting) | due)
