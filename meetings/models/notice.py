"""Notice: the days that do not count, and the record of what was open to inspection from when (meetings §2.2, §2.5).

Everything here may be read aloud in the street. What was given notice of is written once and never changed.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Regime
from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet, everything, nothing
from cpboard.core.models import DateRange, StoredFile, User
from cpboard.core.records import SealedModel, both_or_neither, in_order
from meetings.models.agenda import AgendaItem, Meeting, Session


class OfficeCalendar(models.Model):
    """How the council counts its working days. One row; before there is one, the strict rule holds (meetings §2.5)."""

    strict = models.BooleanField(default=True, help_text="What goes out when the offices are closed counts from the next working day.")
    closes_at = models.TimeField(default=dt.time(17))
    agenda_days = models.PositiveSmallIntegerField(default=20, help_text="Working days before the last day to publish.")
    drafts_days = models.PositiveSmallIntegerField(default=10)
    finals_days = models.PositiveSmallIntegerField(default=2)
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="meetings_calendar_one_row"),
            models.CheckConstraint(
                condition=Q(agenda_days__gte=F("drafts_days"), drafts_days__gte=F("finals_days")), name="meetings_calendar_in_order"
            ),
        ]

    def __str__(self) -> str:
        return "The council’s working days"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everybody who has a role: how days are counted is no secret."""
        return everything() if viewer.standings else nothing()


class DayOff(models.Model):
    """Days that are no clear days: a bank holiday proclaimed once, or days on which the offices are closed.

    One that was a mistake is removed, with who and when; the row stays, so that the page can tell what was counted.
    """

    class Kind(models.TextChoices):
        BANK_HOLIDAY = "bank_holiday", "one-off bank holiday"
        CLOSURE = "closure", "offices closed"

    calendar = models.ForeignKey(OfficeCalendar, on_delete=models.PROTECT, related_name="days_off")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_why = models.CharField(max_length=250, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name_plural = "days off"
        constraints = [
            in_order("starts_on", "ends_on"),
            both_or_neither("removed_at", "removed_by"),
            ExclusionConstraint(
                name="meetings_dayoff_once",
                expressions=[(DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.starts_on:%-d %B %Y}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For everybody who has a role: a calendar is no secret."""
        return everything() if viewer.standings else nothing()


class NoticeGiven(SealedModel):
    """One count of the clear days, with everything it rests on: when the agenda went out, and at each change since."""

    class Cause(models.TextChoices):
        AGENDA = "agenda", "the agenda went out"
        MOVED = "moved", "the meeting was moved"
        CHANGED = "changed", "the agenda was changed"
        REPORT = "report", "a report was added"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    cause = models.CharField(max_length=8, choices=Cause.choices)
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    out_at = models.DateTimeField(help_text="From when it was open to inspection.")
    counts_from = models.DateField(help_text="The day that counts as the day of publication.")
    meeting_on = models.DateField()
    clear_days = models.PositiveSmallIntegerField()
    regime = models.CharField(max_length=20, choices=Regime.choices)
    strict = models.BooleanField()
    closes_at = models.TimeField()
    days_off = models.JSONField(default=list, help_text="Holidays and closure days between: pairs of day and name.")
    by_rule = models.BooleanField(help_text="Whether the list of bank holidays did not reach the meeting.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["meeting", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause="report", item__isnull=False) | (~Q(cause="report") & Q(item__isnull=True)),
                name="meetings_notice_of_item",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_cause_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the meeting; a change to the agenda or a report only for those who may read what was added."""
        meeting = Q(meeting__in=Meeting.objects.visible_to(viewer).values("pk"))
        whole = Q(cause__in=[cls.Cause.AGENDA, cls.Cause.MOVED])
        return meeting & (whole | Q(pk__in=NoticePaper.objects.visible_to(viewer).values("given")))


class NoticePaper(SealedModel):
    """A file as it was open to inspection: the agenda of an open session, or the report on an open item."""

    given = models.ForeignKey(NoticeGiven, on_delete=models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["given", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, item__isnull=False) | Q(session__isnull=False, item__isnull=True),
                name="meetings_noticepaper_one_source",
            ),
            models.UniqueConstraint(fields=["given", "position"], name="meetings_noticepaper_position_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the session or the item of which it is: an officer reads the report they wrote, and not the agenda."""
        session = Q(session__in=Session.objects.visible_to(viewer).values("pk"))
        return session | Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))


class Urgency(SealedModel):
    """The chair's opinion that an agenda or an item is urgent, by reason of special circumstances (s.100B(4)(b)).

    Without an item it is about the whole agenda. The minutes say it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="urgencies")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="urgencies")
    circumstances = models.CharField(max_length=250)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["meeting", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(circumstances=""), name="meetings_urgency_says_why")]

    def __str__(self) -> str:
        return f"Urgent: {self.item or self.meeting}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the meeting; what is about one item as the item."""
        meeting = Q(meeting__in=Meeting.objects.visible_to(viewer).values("pk"))
        item = Q(item__isnull=True) | Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        return meeting & item
