"""The work programme: what a body means to take up in a year, before it is on an agenda, and who covers which topic.

Titles and topics may be read aloud in the street.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from meetings.models.agenda import AgendaItem, Meeting
from meetings.querysets import SlotQuerySet, TopicQuerySet
from performance.models import Indicator
from voice.models import Theme


class Topic(models.Model):
    """A subject of the year and its right home: the board, scrutiny, or both, and why (requirements 002-59, 002-60)."""

    class Home(models.TextChoices):
        BOARD = "board", "the board"
        SCRUTINY = "scrutiny", "scrutiny"
        BOTH = "both", "both"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="topics")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="topics")
    name = models.CharField(max_length=100)
    home = models.CharField(max_length=8, choices=Home.choices)
    reason = models.CharField(max_length=250)
    scrutiny_on = models.DateField(null=True, blank=True, help_text="When scrutiny takes it, if that is known.")
    history = HistoricalRecords()

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["body", "year", "name"], name="meetings_topic_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies whose meetings this viewer reads as a whole."""
        return viewer.q_body(May.READ_MEETINGS, "body")


class Slot(models.Model):
    """A planned subject: its kind, its theme, where it came from, and the meeting that is to take it, if one is chosen.

    A spare slot is kept open for what young people raise. A slot carried over is a new one that names the old.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "report"
        PERFORMANCE = "performance", "performance"
        ISSUE = "issue", "issue"
        VOICE = "voice", "voice"

    class Source(models.TextChoices):
        VOICE = "voice", "what children told us"
        FIGURE = "figure", "what a figure says"
        RECOMMENDATION = "recommendation", "a recommendation"
        STATUTORY = "statutory", "what the law asks for"
        SCRUTINY = "scrutiny", "a request from scrutiny"
        BOARD = "board", "the board’s own idea"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="slots")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="slots")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    theme = models.CharField(max_length=100, blank=True)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    minutes_planned = models.PositiveSmallIntegerField(default=15)
    spare = models.BooleanField(default=False, help_text="Kept open for what young people raise.")
    came_from = models.CharField(max_length=14, choices=Source.choices, blank=True)
    said_theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    source_note = models.CharField(max_length=160, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    carried_from = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")
    item = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="slot")
    history = HistoricalRecords()

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(said_theme__isnull=True) | Q(came_from="voice"), name="meetings_slot_theme_is_voice"),
            models.CheckConstraint(condition=Q(indicator__isnull=True) | Q(came_from="figure"), name="meetings_slot_figure_is_figure"),
            models.CheckConstraint(condition=Q(spare=False) | Q(kind="voice"), name="meetings_slot_spare_is_voice"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies whose meetings this viewer reads as a whole."""
        return viewer.q_body(May.READ_MEETINGS, "body")
