"""Who we are: bodies and their dated constitutions, seats and members, years, principles, promises."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cpboard.board.querysets import BodyQuerySet, DatedQuerySet, PromiseQuerySet, SeatQuerySet
from cpboard.core.access import Viewer, VisibleQuerySet, everything, nothing
from cpboard.core.models import DateRange, User, no_overlap
from cpboard.core.records import in_order
from cpboard.core.roles import May


class MunicipalYear(models.Model):
    """From one annual meeting of the council to the next. The dates are stored, never worked out.

    Source: Local Government Act 1972, Schedule 12 paragraph 1 (reference: meetings §2.6).
    """

    label = models.CharField(max_length=7, unique=True, help_text="2025/26")
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            in_order("starts_on", "ends_on"),
            models.CheckConstraint(condition=Q(label__regex=r"^\d{4}/\d{2}$"), name="board_year_label_shape"),
            ExclusionConstraint(
                name="board_year_no_overlap",
                expressions=[(DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                violation_error_message="These dates overlap with another municipal year.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Every year, for everybody who has a role: a calendar is no secret."""
        return everything() if viewer.standings else nothing()


class Body(models.Model):
    """The board itself, the children's panel, a sub-group, the strategic quartet."""

    class Kind(models.TextChoices):
        BOARD = "board", "board"
        PANEL = "panel", "children's panel"
        SUB_GROUP = "sub_group", "sub-group"
        QUARTET = "quartet", "strategic quartet"

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    purpose = models.TextField(blank=True)
    vision = models.CharField(max_length=250, blank=True)
    history = HistoricalRecords()

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The bodies about which this viewer may read."""
        return viewer.q_body(May.READ_BOARD, "pk")


class Regime(models.TextChoices):
    """Which law a meeting is under (reference: meetings §2.1)."""

    PART_VA = "part_va", "Committee: Part VA of the Local Government Act 1972 applies"
    VOLUNTARY_PUBLIC = "voluntary_public", "Not a committee, but it chooses to meet in public"
    PRIVATE = "private", "Private: nothing is published unless somebody releases it"

    @property
    def manner(self) -> str:
        """How it meets, in four words or so, for a list."""
        return {"part_va": "a committee, in public", "voluntary_public": "in public, by choice", "private": "in private"}[self.value]

    @property
    def in_words(self) -> str:
        """What the regime means for those who want to read or come."""
        return REGIME_WORDS[self.value]


REGIME_WORDS = {
    "part_va": (
        "It is a committee of the council. By law its agenda and papers are open to everybody five clear days before "
        "a meeting, and everybody may come, but for what the law allows to be kept back."
    ),
    "voluntary_public": (
        "It is not a committee, so the law does not open its meetings. It chooses to meet in public and to keep the same rules."
    ),
    "private": "It meets in private. Nothing of it is published unless a person releases it and a second person agrees.",
}


class Constitution(models.Model):
    """A dated version of what a body is: its regime, its power, its size. Never edited once it ran."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="constitutions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    regime = models.CharField(max_length=20, choices=Regime.choices, default=Regime.PRIVATE)
    appointed_by = models.CharField(max_length=160, help_text="Who appointed it, under what power.")
    meetings_a_year = models.PositiveSmallIntegerField(default=6)
    quorum = models.PositiveSmallIntegerField(default=3)
    terms = models.TextField("terms of reference", blank=True, help_text="One numbered clause a line.")
    review_on = models.DateField(null=True, blank=True, help_text="When the terms are to be looked at again.")
    approval = models.CharField(max_length=250, blank=True, help_text="Who agreed that it meets in private, and when.")
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-starts_on"]
        constraints = [
            in_order("starts_on", "ends_on"),
            no_overlap("board_constitution_once", "body"),
        ]

    def __str__(self) -> str:
        return f"{self.body} from {self.starts_on}"

    @property
    def manner(self) -> str:
        """How it meets, in a few words."""
        return Regime(self.regime).manner

    @property
    def regime_in_words(self) -> str:
        """What its regime means for those who want to read or come."""
        return Regime(self.regime).in_words

    @property
    def clauses(self) -> list[str]:
        """The terms of reference, a clause each, as they were typed."""
        return [line.strip() for line in self.terms.splitlines() if line.strip()]

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies about which this viewer may read."""
        return viewer.q_body(May.READ_BOARD, "body")


class Seat(models.Model):
    """A place on a body, filled or vacant."""

    class Kind(models.TextChoices):
        COUNCILLOR = "councillor", "councillor"
        CO_OPTED = "co_opted", "co-opted member"
        PARTNER = "partner", "partner"
        FOSTER_CARER = "foster_carer", "foster carer"
        YOUNG = "young", "care-experienced young person"
        OFFICER = "officer", "officer in attendance"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    title = models.CharField(max_length=120, blank=True)
    voting = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True, help_text="From this day the seat is no more.")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "kind", "pk"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies about which this viewer may read."""
        return viewer.q_body(May.READ_BOARD, "body")


class Membership(models.Model):
    """Who holds a seat, from when to when, and whether they chair. The term decides what they may see."""

    class Post(models.TextChoices):
        MEMBER = "member", "member"
        CHAIR = "chair", "chair"
        VICE_CHAIR = "vice_chair", "vice-chair"
        CO_CHAIR = "co_chair", "young co-chair"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    post = models.CharField(max_length=12, choices=Post.choices, default=Post.MEMBER)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    political_group = models.CharField(max_length=60, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["seat__body", "seat__kind", "user__name"]
        constraints = [
            in_order("starts_on", "ends_on"),
            no_overlap("board_membership_one_per_seat", "seat"),
            no_overlap("board_membership_one_seat_each", "user", "seat"),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.seat.body}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies about which this viewer may read."""
        return viewer.q_body(May.READ_BOARD, "seat__body")


class Principle(models.Model):
    """One of the seven needs of section 1(1) of the Children and Social Work Act 2017, in its exact words."""

    letter = models.CharField(max_length=1, unique=True)
    label = models.CharField(max_length=60)
    words = models.TextField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["letter"]

    def __str__(self) -> str:
        return f"({self.letter}) {self.label}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """All seven, for everybody who has a role: they are the law."""
        return everything() if viewer.standings else nothing()


class Promise(models.Model):
    """What the council tells children it will do. The words for children are the first words."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, help_text="As children read it.")
    you_said = models.TextField(blank=True)
    we_will = models.TextField()
    how_we_will_know = models.TextField(blank=True)
    principles = models.ManyToManyField(Principle, blank=True, related_name="promises")
    adopted_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.CharField(max_length=250, blank=True, help_text="As children read it.")
    history = HistoricalRecords()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["body", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], condition=Q(retired_on__isnull=True), name="board_promise_number_once"),
            in_order("adopted_on", "retired_on"),
        ]

    def __str__(self) -> str:
        return f"Promise {self.number}: {self.title}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those of the bodies about which this viewer may read."""
        return viewer.q_body(May.READ_BOARD, "body")


class YoungGroup(models.Model):
    """A group of young people: the Children in Care Council, a younger group, a drop-in."""

    name = models.CharField(max_length=100, unique=True)
    about = models.TextField(blank=True)
    meets = models.CharField(max_length=80, blank=True, help_text="monthly, every other week")
    usual_number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many usually come.")
    says_about_board = models.TextField(blank=True, help_text="Their words on working with the board, with their yes.")
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """All of them, for everybody who may read about a board: they belong to no one body."""
        return everything() if viewer.can(May.READ_BOARD) else nothing()


class GroupActivity(models.Model):
    """What a group of young people did, in one line."""

    group = models.ForeignKey(YoungGroup, on_delete=models.PROTECT, related_name="activities")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["group", "pk"]
        verbose_name_plural = "group activities"

    def __str__(self) -> str:
        return self.text

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the groups."""
        return everything() if viewer.can(May.READ_BOARD) else nothing()
