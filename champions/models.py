"""Who carries an area: areas of focus, appointments, duties between two meetings, reports back.

Source: Peterborough 2021 §4.3.1 (requirements 003-12 to 003-16).
"""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from champions.querysets import AppointmentQuerySet, AreaQuerySet, CycleQuerySet
from cpboard.board.models import Body
from cpboard.core.access import SealedVisibleQuerySet, Viewer, nothing
from cpboard.core.models import DateRange, User, no_overlap
from cpboard.core.records import SealedModel, in_order
from cpboard.core.roles import May


class Area(models.Model):
    """An area of focus: housing, education, health, leisure, care planning."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="areas")
    name = models.CharField(max_length=100)
    retired_on = models.DateField(null=True, blank=True, help_text="From this day the board no longer carries it as an area.")
    history = HistoricalRecords()

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["body", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="champions_area_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The areas of the viewer's bodies; whoever holds a role today also sees those that they lead or work for."""
        mine = Appointment.objects.current(on=viewer.on).filter(
            Q(champion=viewer.user_id) | Q(officer_lead=viewer.user_id) | Q(operational_champion=viewer.user_id)
        )
        theirs = Q(pk__in=mine.values("area")) if viewer.standings else nothing()
        return viewer.q_body(May.READ_AREAS, "body") | theirs


class Appointment(models.Model):
    """A champion, with an officer lead and an operational champion, for a term. One champion an area at a time."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="appointments")
    champion = models.ForeignKey(User, on_delete=models.PROTECT, related_name="championing")
    officer_lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leading_areas")
    operational_champion = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="operating_areas")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-starts_on"]
        constraints = [
            in_order("starts_on", "ends_on"),
            ExclusionConstraint(
                name="champions_one_champion_at_a_time",
                expressions=[
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                    ("area", RangeOperators.EQUAL),
                ],
                violation_error_message="This area has a champion on these days already. End that term first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.champion} for {self.area}"

    def runs_on(self, day: dt.date) -> bool:
        """Whether the term runs on this day, both ends counted."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the area."""
        return Q(area__in=Area.objects.visible_to(viewer).values("pk"))


class Cycle(models.Model):
    """The time between two meetings, in which each champion has four duties. It ends on the day of the second."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cycles")
    starts_on = models.DateField()
    ends_on = models.DateField()
    report_by = models.DateField(null=True, blank=True, help_text="The day by which champions report back.")

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-starts_on"]
        constraints = [
            in_order("starts_on", "ends_on"),
            models.UniqueConstraint(fields=["body", "starts_on"], name="champions_cycle_once"),
            no_overlap("champions_cycle_no_overlap", "body"),
            models.CheckConstraint(
                condition=Q(report_by__isnull=True) | Q(report_by__gte=models.F("starts_on"), report_by__lte=models.F("ends_on")),
                name="champions_cycle_report_by_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"

    @property
    def report_due_on(self) -> dt.date:
        """The day by which champions report back; the day of the meeting if none was set."""
        return self.report_by or self.ends_on

    def holds(self, day: dt.date) -> bool:
        """Whether this day lies between the two meetings."""
        return self.starts_on <= day <= self.ends_on

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the viewer's bodies."""
        return viewer.q_body(May.READ_AREAS, "body") | viewer.q_body(May.LOG_DUTIES, "body")


class Duty(SealedModel):
    """A duty that a champion did: met the officer lead, visited, met a young person. No child is named.

    A young person's own words are kept only if they agreed that the board may read them; without it there are none.
    """

    class Kind(models.TextChoices):
        MEET_LEAD = "meet_lead", "Meet the officer lead"
        VISIT = "visit", "Visit"
        MEET_YOUNG_PERSON = "meet_young_person", "Meet a young person or someone who uses the service"

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="duties")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    done_on = models.DateField()
    where = models.CharField(max_length=100, blank=True, help_text="The kind of place; no address.")
    virtual = models.BooleanField(default=False)
    saw = models.TextField(blank=True)
    heard = models.TextField(blank=True, help_text="In their words, without names.")
    heard_agreed = models.BooleanField(default=False, help_text="They agreed that the board may read their words.")
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-done_on", "-pk"]
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=Q(heard="") | Q(heard_agreed=True),
                name="champions_duty_words_with_permission",
                violation_error_message="Say that they agreed to their words being read, or leave the words out.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.done_on}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the area."""
        return Q(appointment__area__in=Area.objects.visible_to(viewer).values("pk"))


PROMPTS = ("What I did", "What I saw", "What I heard from children and young people", "What should change", "What I ask of the board")


class ReportBack(SealedModel):
    """The champion's half-page for the board, by five prompts."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="reports")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="reports")
    did = models.TextField(PROMPTS[0])
    saw = models.TextField(PROMPTS[1])
    heard = models.TextField(PROMPTS[2], blank=True)
    should_change = models.TextField(PROMPTS[3])
    ask = models.TextField(PROMPTS[4], blank=True)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-filed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["appointment", "cycle"], name="champions_one_report_a_cycle")]

    def __str__(self) -> str:
        return f"{self.appointment.area}, {self.cycle}"

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The prompts that were answered, each with its answer, in their order."""
        answers = (self.did, self.saw, self.heard, self.should_change, self.ask)
        return [(prompt, answer) for prompt, answer in zip(PROMPTS, answers, strict=True) if answer]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the area."""
        return Q(appointment__area__in=Area.objects.visible_to(viewer).values("pk"))
