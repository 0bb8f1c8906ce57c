"""What was done: actions, updates, outcomes, told-back, closures (reference: voice-actions §3.3)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, LPad
from simple_history.models import HistoricalRecords

from actions.querysets import ActionQuerySet
from cpboard.board.models import Body, MunicipalYear, Promise
from cpboard.core.access import SealedVisibleQuerySet, Viewer, nothing
from cpboard.core.models import StoredFile, User
from cpboard.core.records import SealedModel
from cpboard.core.roles import May
from cpboard.core.search import vector
from meetings.models import AgendaItem, Decision, Meeting, Session
from performance.models import Indicator
from voice.models import Reply, Theme

FOUND = {"title": 200, "so_that": 20_000}  # the columns of an action that search looks through, and how far


class Action(models.Model):
    """Something that one named person agreed to do by a day, so that something changes for children."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not yet started"
        ON_TRACK = "on_track", "On track"
        LATE = "late", "Late"
        STUCK = "stuck", "Stuck"
        DELIVERED = "delivered", "Done"
        STOPPED = "stopped", "Stopped"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    year_number = models.PositiveSmallIntegerField(help_text="The calendar year in the reference.")
    number = models.PositiveSmallIntegerField()
    reference = models.GeneratedField(
        expression=Concat(
            Value("CP-"),
            Cast(F("year_number"), models.CharField()),
            Value("-"),
            LPad(Cast(F("number"), models.CharField()), 3, Value("0")),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    title = models.CharField(max_length=160)
    so_that = models.TextField("So that", help_text="What will be different for children.")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="actions")
    organisation = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField(help_text="The day that was first agreed; moving it never changes this.")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    agreed_on = models.DateField()
    history = HistoricalRecords()

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [GinIndex(vector(FOUND), name="actions_action_found")]
        constraints = [
            models.UniqueConstraint(fields=["year_number", "number"], name="actions_reference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Actions of the viewer's bodies that came from nowhere private, those of sessions they may see, their own."""
        open_item = Q(item__isnull=True) | Q(item__session__privacy=Session.Privacy.PUBLIC)
        seen_item = Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        q = viewer.q_body(May.READ_ACTIONS, "body") & (open_item | seen_item)
        own = Q(owner=viewer.user_id) if viewer.can(May.UPDATE_OWN_ACTIONS) else nothing()
        return q | own


class ActionTheme(models.Model):
    """Whose words an action answers. A cause never knows its effect: the link is here."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="action_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "theme"], name="actions_theme_once")]

    def __str__(self) -> str:
        return f"{self.action.reference} for {self.theme}"


class Update(SealedModel):
    """What the owner said of an action, on a day. Sealed: progress is a history."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    status = models.CharField(max_length=12, choices=Action.Status.choices)
    text = models.TextField()
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence_words = models.CharField(max_length=250, blank=True, help_text="Where it can be seen that it was done.")
    new_due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="delivered") | Q(evidence__isnull=False) | ~Q(evidence_words=""),
                name="actions_update_done_has_evidence",
                violation_error_message="Show that it was done: a file, or where it can be seen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action.reference} {self.at:%Y-%m-%d}"


class Outcome(SealedModel):
    """What changed, judged apart from whether it was done. A new judgement is a new row."""

    class Difference(models.TextChoices):
        TOO_EARLY = "too_early", "Too early to say"
        YES = "yes", "Yes, children notice"
        SOME = "some", "Some"
        NONE = "none", "None"
        UNKNOWN = "unknown", "We don't know"

    class Kind(models.TextChoices):
        POLICY = "policy", "policy changed"
        SERVICE = "service", "service changed"
        CO_PRODUCED = "co_produced", "made together with young people"
        ADVOCACY = "advocacy", "letter or advocacy"
        EVIDENCE = "evidence", "evidence given"
        INSPECTION = "inspection", "inspection"

    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="outcomes")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    difference = models.CharField(max_length=10, choices=Difference.choices)
    look_again_on = models.DateField(null=True, blank=True)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(difference="too_early") | Q(look_again_on__isnull=False),
                name="actions_outcome_early_looks_again",
                violation_error_message="Say on which day to look again.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the action; outcomes without one for everybody who may read the body's actions."""
        seen = Q(action__in=Action.objects.visible_to(viewer).values("pk"))
        return seen | (Q(action__isnull=True) & viewer.q_body(May.READ_ACTIONS, "body"))


class ToldBack(SealedModel):
    """Those who raised it were told what came of it. Without this nothing closes (000-R9)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="told_backs")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="told_backs")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="told_backs")
    whom = models.CharField(max_length=120)
    how = models.CharField(max_length=120)
    told_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-told_on", "-pk"]
        verbose_name_plural = "told back"
        constraints = [models.UniqueConstraint(fields=["action", "theme"], name="actions_told_once_a_theme")]

    def __str__(self) -> str:
        return f"{self.whom} told about {self.action.reference}"


class Closure(SealedModel):
    """The board closed an action, in a meeting, with its answer to the question (002-26)."""

    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="closure")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="closures")
    good_enough = models.TextField("Would this be good enough for my child?")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.action.reference} closed"
