"""What children tell us, with names taken out, and what we answered. Raw words live in `voice.postbox`."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Body, Promise, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel, SealedQuerySet
from cpboard.core.roles import May
from cpboard.core.search import vector
from voice.querysets import ThemeQuerySet

FOUND = {"title": 120, "words": 50_000}  # the columns of a theme that search looks through, and how far


class Theme(models.Model):
    """One thing that children told us, as the board may read it.

    `words` are a young person's own, used with the permission in `permission`; without it there are
    none, and the title says it in ours. The promised day of an answer is set when it is heard.
    """

    class Source(models.TextChoices):
        MESSAGE = "message", "messages to us"
        GROUP = "group", "a group of young people"
        EVENT = "event", "an event"
        SURVEY = "survey", "a survey"
        VISIT = "visit", "a visit"
        WORKER = "worker", "a worker or advocate, on their behalf"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="themes")
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    said_by = models.CharField(max_length=100, help_text="Our Voice; a young person, 15. Never a name.")
    permission = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    group = models.ForeignKey(YoungGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="themes")
    heard_on = models.DateField()
    times_heard = models.PositiveSmallIntegerField(default=1)
    answer_by = models.DateField()
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="themes")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    history = HistoricalRecords()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["-heard_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(words="") | ~Q(permission=""),
                name="voice_theme_words_with_permission",
                violation_error_message="Say by whose permission these words are used, or leave the words out.",
            ),
        ]
        indexes = [GinIndex(vector(FOUND), name="voice_theme_found")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The themes of the viewer's bodies; a partner sees those that they added."""
        q = viewer.q_body(May.READ_THEMES, "body")
        return q | Q(added_by=viewer.user_id) if viewer.can(May.ADD_THEMES) else q

    @property
    def who_said(self) -> str:
        """Who said it, and by what permission we use their words."""
        return f"{self.said_by}. {self.permission}".strip(". ") + "."

    @property
    def in_a_line(self) -> str:
        """Who, when, how often and about which promise: for a list."""
        heard = f"heard {self.heard_on:%-d %B %Y}"
        times = "" if self.times_heard == 1 else f"{self.times_heard} times"
        return " · ".join(part for part in (self.said_by, heard, times, str(self.promise or "")) if part)

    @property
    def latest_reply(self) -> Reply | None:
        """The newest answer; None while they wait for one. Prefetch `replies` in lists."""
        return next(iter(self.replies.all()), None)

    def is_late(self, on: dt.date) -> bool:
        """Whether the promised day is past and nobody answered."""
        return self.answer_by < on and self.latest_reply is None


class Reply(SealedModel):
    """What we answered, in words that the child can read. Sealed: a better answer is a new reply."""

    class Kind(models.TextChoices):
        WE_DID = "we_did", "We did"
        WE_WILL = "we_will", "We will"
        WE_CANT = "we_cant", "We can't, because"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    will_by = models.DateField(null=True, blank=True, help_text="For 'we will': by when.")
    signed = models.CharField(max_length=60, help_text="The first name that signs the letter.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="we_will") | Q(will_by__isnull=False),
                name="voice_reply_will_has_a_day",
                violation_error_message="Say by when we will do it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"
