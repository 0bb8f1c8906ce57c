"""Meetings, their sessions and the items of their agenda.

Everything here may be read aloud in the street: public titles, and reasons for privacy in public words.
Private papers and private discussion live in `meetings.closed`.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from champions.models import ReportBack
from cpboard.board.models import Body, Constitution, MunicipalYear, Promise, Regime
from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import User
from cpboard.core.records import both_or_neither, exactly_one, in_order
from cpboard.core.roles import May
from cpboard.core.search import vector
from meetings.querysets import ItemQuerySet, MeetingQuerySet
from performance.models import Indicator, Snapshot
from voice.models import Theme

ITEM_FOUND = {"title": 200}  # the columns that search looks through, and how many characters of each count


class Meeting(models.Model):
    """A meeting of a body on a day. It carries its own regime, so a board can alternate (meetings §2.1)."""

    class Kind(models.TextChoices):
        FORMAL = "formal", "formal"
        INFORMAL = "informal", "informal"

    class Led(models.TextChoices):
        ADULTS = "adults", "the chair of the body"
        YOUNG = "young", "young people"
        TAKEOVER = "takeover", "young people: a takeover"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FORMAL)
    regime = models.CharField(max_length=20, choices=Regime.choices)
    theme = models.CharField(max_length=100, blank=True)
    led = models.CharField(max_length=8, choices=Led.choices, default=Led.ADULTS, help_text="Who leads it (requirements 001-25, 002-24).")
    called_in = models.CharField(max_length=250, blank=True, help_text="The adults whom young people call in.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160)
    agenda_out_at = models.DateTimeField(null=True, blank=True)
    agenda_out_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agenda_late_why = models.CharField(max_length=250, blank=True, help_text="Why it went out with short notice; the minutes say it.")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    called_off_why = models.CharField(max_length=250, blank=True)
    history = HistoricalRecords()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            in_order("starts_at", "ends_at"),
            both_or_neither("agenda_out_at", "agenda_out_by"),
            both_or_neither("held_at", "held_by"),
            both_or_neither("called_off_at", "called_off_by"),
            models.UniqueConstraint(fields=["body", "starts_at"], name="meetings_meeting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.day:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def day(self) -> dt.date:
        """The day of the meeting, as it is in London."""
        return timezone.localdate(self.starts_at)

    @property
    def has_notice_rules(self) -> bool:
        """Whether clear days and exempt paragraphs matter: by law, or because the body says so."""
        return self.regime != Regime.PRIVATE

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Meetings of the viewer's bodies; for others those with a session or an item that names them."""
        q = viewer.q_body(May.READ_MEETINGS, "body")
        if viewer.can(May.READ_NAMED):
            named = SessionReader.objects.filter(user=viewer.user_id).values("session__meeting")
            q |= Q(pk__in=named) & viewer.q_body(May.READ_NAMED, "body")
        if viewer.can(May.WRITE_REPORTS):
            q |= Q(pk__in=AgendaItem.mine(viewer).values("session__meeting"))
        return q


class Session(models.Model):
    """A part of a meeting with one privacy: public, or private with named readers."""

    class Privacy(models.TextChoices):
        PUBLIC = "public", "public"
        PRIVATE = "private", "private"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    privacy = models.CharField(max_length=8, choices=Privacy.choices)
    starts_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="meetings_session_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_privacy_display()} session of {self.meeting}"

    @property
    def is_private(self) -> bool:
        """Whether only named readers may know what is in it."""
        return self.privacy == self.Privacy.PRIVATE

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Public sessions of the viewer's meetings; private ones that name them; the clerk sees all.

        An empty list of readers means nobody.
        """
        named = Q(pk__in=SessionReader.objects.filter(user=viewer.user_id).values("session"))
        public = viewer.q_body(May.READ_MEETINGS, "meeting__body") & Q(privacy=cls.Privacy.PUBLIC)
        q = public | viewer.q_body(May.RUN_MEETINGS, "meeting__body")
        if viewer.can(May.READ_MEETINGS) or viewer.can(May.READ_NAMED):
            q |= named & (viewer.q_body(May.READ_MEETINGS, "meeting__body") | viewer.q_body(May.READ_NAMED, "meeting__body"))
        return q


class SessionReader(models.Model):
    """A person who may read a private session, or take part in a session as a young member."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["session", "user__name"]
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="meetings_reader_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.session}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Who may see the session may see who else does."""
        return Q(session__in=Session.objects.visible_to(viewer).values("pk"))


class AgendaItem(models.Model):
    """An item of the agenda: only what may be read aloud in the street (lock 2)."""

    class Kind(models.TextChoices):
        PROCEDURAL = "procedural", "procedural"
        REPORT = "report", "report"
        PERFORMANCE = "performance", "performance"
        ISSUE = "issue", "issue"
        VOICE = "voice", "voice"
        CHAMPION = "champion", "champion's report"
        ACTIONS = "actions", "actions"

    class Purpose(models.TextChoices):
        HEAR = "hear", "Hear"
        SOLVE = "solve", "Solve together"
        DECIDE = "decide", "Decide"
        RECEIVE = "receive", "Receive"

    class Exempt(models.IntegerChoices):
        """Part 1 of Schedule 12A to the Local Government Act 1972, paragraphs 1 to 7 (meetings §2.3)."""

        INDIVIDUAL = 1, "Information relating to any individual"
        IDENTITY = 2, "Information which is likely to reveal the identity of an individual"
        BUSINESS = 3, "Information relating to the financial or business affairs of any particular person"
        LABOUR = 4, "Information relating to consultations or negotiations on a labour relations matter"
        PRIVILEGE = 5, "Information in respect of which legal professional privilege could be maintained"
        NOTICE = 6, "Information which reveals that the authority proposes to give a notice or make an order"
        CRIME = 7, "Information relating to action on the prevention, investigation or prosecution of crime"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160, help_text="Public, even for a private item.")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.REPORT)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.RECEIVE)
    presenter = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="presenting")
    minutes_planned = models.PositiveSmallIntegerField(default=10)
    minutes_talk = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Spent on what officers said.")
    minutes_discussion = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Spent on discussion.")
    minutes_young = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Spent on what young people said.")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    exempt_paragraph = models.PositiveSmallIntegerField(null=True, blank=True, choices=Exempt.choices)
    privacy_reason = models.CharField(max_length=250, blank=True, help_text="Why it is private, in public words.")
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When it was added, if the agenda was out already.")
    constitution = models.ForeignKey(Constitution, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    clause = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The line of the terms of reference that it serves.")
    snapshot = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The frozen scorecard that it discusses."
    )
    is_sub = models.BooleanField(default=False, help_text="It belongs to the item above: 5a, 5b.")
    history = HistoricalRecords()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["session__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exempt_paragraph__isnull=True) | Q(exempt_paragraph__range=(1, 7)),
                name="meetings_item_exempt_1_to_7",
            ),
            both_or_neither("constitution", "clause"),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="meetings_item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [GinIndex(vector(ITEM_FOUND), name="meetings_item_found")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("meetings:item", args=[self.pk])

    @property
    def minutes_spent(self) -> int | None:
        """How long it took; None if nobody wrote it down."""
        parts = [part for part in (self.minutes_talk, self.minutes_discussion, self.minutes_young) if part is not None]
        return sum(parts) if parts else None

    @property
    def clause_words(self) -> str:
        """The clause of the terms of reference that it serves, as it stands there; empty without one (requirement 000-07)."""
        return self.constitution.clauses[self.clause - 1] if self.constitution is not None and self.clause else ""

    @classmethod
    def mine(cls, viewer: Viewer) -> models.QuerySet[AgendaItem]:
        """The items that this person presents or writes for."""
        return cls.objects.filter(Q(presenter=viewer.user_id) | Q(report__author=viewer.user_id))

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Items of sessions that the viewer may see; an officer also those that they present or write for."""
        q = Q(session__in=Session.objects.visible_to(viewer).values("pk"))
        return q | Q(pk__in=cls.mine(viewer).values("pk")) if viewer.can(May.WRITE_REPORTS) else q


class AgendaSource(models.Model):
    """Where an item came from: exactly one of a theme, a champion's report, a figure."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="sources")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_sources")
    report_back = models.ForeignKey(ReportBack, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_sources")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_sources")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            exactly_one("theme", "report_back", "indicator"),
            models.UniqueConstraint(fields=["item", "theme"], name="meetings_source_theme_once"),
            models.UniqueConstraint(fields=["item", "report_back"], name="meetings_source_report_once"),
            models.UniqueConstraint(fields=["item", "indicator"], name="meetings_source_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} from {self.theme or self.report_back or self.indicator}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Who may see the item and may read what it came from."""
        item = Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        theme = Q(theme__in=Theme.objects.visible_to(viewer).values("pk"))
        report = Q(report_back__in=ReportBack.objects.visible_to(viewer).values("pk"))
        return item & (theme | report | Q(indicator__in=Indicator.objects.visible_to(viewer).values("pk")))
