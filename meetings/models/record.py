"""What is written for a meeting and what comes of it: reports, attendance, decisions.

Open papers and public words only; the private ones are in `meetings.closed`.
"""

from __future__ import annotations

import re

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet, nothing
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from cpboard.core.roles import May
from cpboard.core.search import vector
from meetings.models.agenda import AgendaItem, Meeting, Session
from meetings.querysets import ReportQuerySet

REPORT_FOUND = {"asks": 20_000, "summary": 20_000, "text": 150_000}  # the columns that search looks through, and how far
DECISION_FOUND = {"text": 50_000, "so_that": 20_000}
LIST_MARK = re.compile(r"^\s*(?:[-*+]\s+|\(?\w{1,2}[.)]\s+)")


class Report(models.Model):
    """A paper that an officer was asked to write for an item. Open papers only; private ones are in the room."""

    class State(models.TextChoices):
        ASKED = "asked", "asked for"
        SUBMITTED = "submitted", "handed in"
        RETURNED = "returned", "returned"
        CLEARED = "cleared", "cleared"

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="report")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asks = models.TextField("What the board is asked to do", blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    returned_why = models.CharField(max_length=250, blank=True)
    sections = models.JSONField(default=list, help_text="The headings it was asked with, each of which it has.")
    young_wanted = models.BooleanField(default=False, help_text="A version for young people was asked for (004-32).")
    young_text = models.TextField("For young people", blank=True)
    cabinet_member = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    wards = models.CharField(max_length=120, blank=True)
    money = models.CharField(max_length=160, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; a stale save is refused.")
    history = HistoricalRecords()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [GinIndex(vector(REPORT_FOUND), name="meetings_report_found")]

    def __str__(self) -> str:
        return f"Report on {self.item}"

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("meetings:report", args=[self.pk])

    @property
    def asks_lines(self) -> list[str]:
        """What the board is asked to do, line by line, without the marks of a list: line 1 is the first."""
        lines = (LIST_MARK.sub("", line).strip() for line in self.asks.splitlines())
        return [line for line in lines if line]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Cleared reports with their item; unfinished ones only for their author and the clerk."""
        cleared = Q(state=cls.State.CLEARED, item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        run = viewer.q_body(May.RUN_MEETINGS, "item__session__meeting__body")
        own = Q(author=viewer.user_id) if viewer.can(May.WRITE_REPORTS) else nothing()
        return cleared | run | own


class Attendance(models.Model):
    """Who was there, and how. One row a person and meeting; who came and went at which item is a `Movement`."""

    class How(models.TextChoices):
        PRESENT = "present", "in the room"
        ONLINE = "online", "online"
        APOLOGIES = "apologies", "sent apologies"
        ABSENT = "absent", "absent"

    THERE = (How.PRESENT, How.ONLINE)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=10, choices=How.choices)
    substitute_for = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    only_in = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The one part they came to, if not to all."
    )
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meetings_attendance_once"),
            models.UniqueConstraint(fields=["meeting", "substitute_for"], name="meetings_substitute_once"),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | Q(how__in=["present", "online"]), name="meetings_substitute_is_there"
            ),
            models.CheckConstraint(condition=~Q(substitute_for=F("user")), name="meetings_substitute_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies whose meetings this viewer reads; who came to a private part only, as that part."""
        part = Q(only_in__isnull=True) | Q(only_in__in=Session.objects.visible_to(viewer).values("pk"))
        return viewer.q_body(May.READ_MEETINGS, "meeting__body") & part


class Decision(SealedModel):
    """What the board decided on an item, by a verb of meetings §2.6, in words for the street. Sealed."""

    class Verb(models.TextChoices):
        NOTE = "note", "noted"
        RECEIVE = "receive", "received"
        COMMENT = "comment", "commented on"
        AGREE = "agree", "agreed"
        RECOMMEND = "recommend", "recommended"
        ENDORSE = "endorse", "endorsed"
        REFER = "refer", "referred"
        DEFER = "defer", "deferred"

    DECIDING = (Verb.AGREE, Verb.RECOMMEND, Verb.REFER, Verb.DEFER)  # the others decide nothing (meetings §2.6)

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    text = models.TextField()
    so_that = models.TextField(blank=True)
    ask = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The numbered line of the report that it answers.")
    mover = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seconder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["item", "number"]
        indexes = [GinIndex(vector(DECISION_FOUND), name="meetings_decision_found")]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="meetings_decision_number_once"),
            models.CheckConstraint(
                condition=~Q(verb__in=["agree", "recommend", "refer", "defer"]) | ~Q(so_that=""),
                name="meetings_decision_so_that",
                violation_error_message="Say what will be different for children: so that …",
            ),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, votes_abstained__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False),
                name="meetings_decision_votes_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.text[:60]}"

    @property
    def ask_line(self) -> str:
        """The line of the report that it answers, in the report's words; empty without one, or while it is not cleared."""
        report = getattr(self.item, "report", None) if self.ask else None
        lines = report.asks_lines if report is not None and report.state == Report.State.CLEARED else []
        return lines[self.ask - 1] if self.ask and self.ask <= len(lines) else ""

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the item."""
        return Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
