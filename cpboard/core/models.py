"""The house's own rows: people, appointments, events, files, jobs, mail, the council itself."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from cpboard.core.access import Standing, Viewer, VisibleQuerySet, everything, nothing, standings_from
from cpboard.core.querysets import UserManager
from cpboard.core.records import SealedModel, current_q, in_order
from cpboard.core.roles import May, Role


class DateRange(Func):
    """A range of days, both ends counted, for exclusion constraints."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"


def no_overlap(name: str, *same: str) -> ExclusionConstraint:
    """Two terms with the same values of `same` may not overlap in time."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
            *[(field, RangeOperators.EQUAL) for field in same],
        ],
        violation_error_message="These dates overlap with a term that is already there.",
    )


class User(AbstractBaseUser):
    """A person with an account. What they may do is not here: it follows from dated appointments."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    job = models.CharField("job or title", max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="An invented person of the demonstration council.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="core_user_email_once")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as it is written."""
        return self.name

    @property
    def first_name(self) -> str:
        """What to call them: the first word of the name that is not a title."""
        words = [w for w in self.name.split() if w not in {"Cllr", "Councillor", "Dr"}]
        return words[0] if words else self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The list of people is for those who give accounts and roles."""
        return everything() if viewer.can(May.RUN_PEOPLE) else nothing()

    @property
    def described(self) -> str:
        """Name and job, as a list shows a person."""
        return f"{self.name}, {self.job}" if self.job else self.name


class Appointment(models.Model):
    """A role that holds for the whole house, from a day to a day. An ended term ends the rights."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    objects = VisibleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            in_order("starts_on", "ends_on"),
            no_overlap("core_appointment_once", "user", "role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the people themselves."""
        return User.visible_q(viewer)

    def runs_on(self, day: dt.date) -> bool:
        """Whether it holds on this day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@standings_from
def standings_by_appointment(user: User, on: dt.date) -> list[Standing]:
    """The house-wide roles that this person holds on this day."""
    held = Appointment.objects.filter(current_q(on), user=user).values_list("role", flat=True)
    return [Standing(Role(role)) for role in held]


class Event(SealedModel):
    """Who decided what, when. Written by every operation, never changed (reference: style §3.9).

    `facts` holds keys and choices, never anybody's words.
    """

    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"]),
            models.Index(fields=["-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class StoredFile(SealedModel):
    """A file of the private store, named by the hash of its bytes. It has no address of its own."""

    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="core_storedfile_not_empty")]
        indexes = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A piece of work, as a row. Celery only rings the bell; the row is the truth (docs/adr/0004).

    A worker holds the row by a lease and renews it; when the lease runs out, another takes it up.
    `attempt` is the fence: only the holder of the newest attempt may finish the row.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to start"
        RUNNING = "running", "being built"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, help_text="The same work asked twice is one job.")
    payload = models.JSONField(default=dict, help_text="Keys of rows, never words.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    watchers = models.ManyToManyField(User, related_name="+", help_text="Who asked for the same work while it was open.")
    rung_at = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    step = models.CharField(max_length=200, blank=True)
    done_steps = models.PositiveSmallIntegerField(default=0)
    all_steps = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    fault = models.TextField(blank=True, help_text="What went wrong, in a sentence for people.")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(state__in=["waiting", "running"]), name="core_job_one_open"),
            models.CheckConstraint(
                condition=Q(state="running", leased_until__isnull=False) | (~Q(state="running") & Q(leased_until__isnull=True)),
                name="core_job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["waiting", "running"], finished_at__isnull=True),
                name="core_job_finished_at_end",
            ),
        ]
        indexes = [models.Index(fields=["state", "leased_until"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in self.OPEN

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Who asked for it, and who asked for the same while it was open."""
        watched = cls.watchers.through.objects.filter(user_id=viewer.user_id).values("job_id")
        return Q(asked_by=viewer.user_id) | Q(pk__in=watched)


class Mail(models.Model):
    """The ledger of letters: one person, one cause, one kind, sent at most once (security R8)."""

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mail")
    kind = models.CharField(max_length=60)
    cause = models.CharField(max_length=120, help_text="What it is about, as a key: meeting:12.")
    subject = models.CharField(max_length=150)
    text = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "kind", "cause"], name="core_mail_once")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id}"


class ReadKey(models.Model):
    """What a program reads with, for one person and one kind of page (cpboard/core/keys.py). Its secret is kept nowhere."""

    class Kind(models.TextChoices):
        FIGURES = "figures", "figures"
        CALENDAR = "calendar", "meetings"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=80, help_text="What reads with it.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its secret.")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [in_order("made_at", "ended_at")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """One's own: nobody sees what others read with."""
        return Q(user=viewer.user_id)


class Council(models.Model):
    """The council itself: its name, whom to ring, its colours. One row (docs/start)."""

    name = models.CharField(max_length=80, default="Our council")
    place = models.CharField(max_length=80, default="our area")
    team = models.CharField(max_length=80, default="Democratic Services")
    contact_name = models.CharField(max_length=80, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=160, blank=True)
    out_of_hours = models.CharField("who answers at night", max_length=160, blank=True)
    question = models.CharField(max_length=120, default="Would this be good enough for my child?", blank=True)
    brand_colour = models.CharField(max_length=7, default="#3b2f63")
    link_colour = models.CharField(max_length=7, default="#43348c")
    child_colour = models.CharField(max_length=7, default="#0f5c63")
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="core_council_one_row"),
            *[
                models.CheckConstraint(condition=Q(**{f"{colour}__regex": "^#[0-9a-f]{6}$"}), name=f"core_council_{colour}")
                for colour in ("brand_colour", "link_colour", "child_colour")
            ],
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def here(cls) -> Council:
        """The council of this installation; unsaved defaults before it is set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
