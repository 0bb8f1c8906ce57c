"""What a child wrote, as it was written. A private room: see docs/architecture.md, the four locks.

Words are sealed with the field key, so that a dump of the database holds none of them. The code that
the child keeps is stored only as a slow hash. No address, no browser, no time of day is kept.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from cpboard.board.models import Body
from cpboard.core.access import GuardedModel, Viewer, nothing
from cpboard.core.calendar import add_working_days, is_working_day
from cpboard.core.models import User
from cpboard.core.records import both_or_neither
from cpboard.core.roles import May
from cpboard.core.sealing import SealedTextField
from voice.models import Theme
from voice.postbox.querysets import RoomQuerySet, SubmissionQuerySet, UnsealRequestQuerySet
from voice.postbox.readers import CodeHolder


class Submission(GuardedModel):
    """One message from a child. The words never change and nothing but this room can reach them."""

    class Topic(models.TextChoices):
        HOME = "home", "Where I live"
        FAMILY = "family", "My family"
        SCHOOL = "school", "School or work"
        HEALTH = "health", "My health"
        WORKER = "worker", "My social worker"
        MOVING = "moving", "Moving on"
        GOOD = "good", "Something good"
        OTHER = "other", "Something else"

    class Wish(models.TextChoices):
        TEAM = "team", "Only the people who read this"
        BOARD = "board", "The board, with my words changed so nobody knows it is me"

    class State(models.TextChoices):
        NEW = "new", "nobody has read it"
        READ = "read", "somebody has read it"
        PASSED_ON = "passed_on", "passed on to keep somebody safe"
        ANSWERED = "answered", "answered"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=200)
    code_lookup = models.CharField(max_length=64, unique=True, help_text="A keyed hash of the code, to find the row.")
    about = models.CharField(max_length=8, choices=Topic.choices, blank=True)
    words = SealedTextField()
    wish = models.CharField(max_length=6, choices=Wish.choices, default=Wish.TEAM)
    feels_unsafe = models.BooleanField(default=False)
    received_on = models.DateField(help_text="The day, and not the time: the time could tell who it was.")
    answer_by = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The decision for safety: no concern, or who was told. A row of its own in the full postbox.
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    concern = models.BooleanField(null=True)
    told_whom = models.CharField(max_length=160, blank=True)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-feels_unsafe", "received_on", "pk"]
        constraints = [
            both_or_neither("read_at", "read_by"),
            both_or_neither("decided_at", "decided_by"),
            models.CheckConstraint(condition=~Q(concern=True) | ~Q(told_whom=""), name="postbox_concern_names_who_was_told"),
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer | CodeHolder) -> Q:
        """The participation worker reads all; the safeguarding lead those that worry us; a child the one of their code."""
        if isinstance(viewer, CodeHolder):
            return Q(code_lookup=viewer.lookup)
        q = nothing()
        if viewer.can(May.READ_POSTBOX):
            q |= viewer.q_body(May.READ_POSTBOX, "body")
        if viewer.can(May.DECIDE_SAFEGUARDING):
            q |= viewer.q_body(May.DECIDE_SAFEGUARDING, "body") & (Q(feels_unsafe=True) | Q(concern=True))
        return q

    @property
    def worries(self) -> bool:
        """Whether its writer does not feel safe, or somebody worried over it."""
        return self.feels_unsafe or self.concern is True

    @property
    def look_by(self) -> dt.date:
        """The day by which somebody opens it: the day it came, or the next working day."""
        return self.received_on if is_working_day(self.received_on) else add_working_days(self.received_on, 1)

    @property
    def decide_by(self) -> dt.date:
        """The day by which somebody decides whether a child is in danger: the next working day after it came.

        Source: Working Together, one working day from referral (reference: voice-actions §2.5).
        """
        return add_working_days(self.received_on, 1)

    def is_answered_late(self, on: dt.date) -> bool:
        """Whether the promised day is past on this day."""
        return self.answer_by < on


class Answer(GuardedModel):
    """What a worker answered to one message, in plain words, signed with a first name."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="answers")
    text = SealedTextField()
    signed = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = RoomQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer | CodeHolder) -> Q:
        """As the message that it answers."""
        return Q(submission__in=Submission.objects.open_to(viewer).values("pk"))


class UnsealRequest(GuardedModel):
    """Somebody asks to know who wrote a message. The custodian, a second person, agrees or not, with a reason."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    why = SealedTextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    objects = UnsealRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [both_or_neither("decided_at", "decided_by"), both_or_neither("decided_at", "agreed")]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer | CodeHolder) -> Q:
        """The custodian only: they see the request and never the message."""
        may = isinstance(viewer, Viewer) and viewer.can(May.UNSEAL)
        return Q() if may else nothing()
