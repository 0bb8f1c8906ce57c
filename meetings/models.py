"""What the board decides: meetings, sessions, items, reports, decisions, minutes.

Everything here may be read aloud in the street: public titles, reasons for privacy, decisions in the
words that a person wrote for it. Private papers and private discussion live in `meetings.closed`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from champions.models import ReportBack
from cpboard.board.models import Body, MunicipalYear, Promise, Regime
from cpboard.core.access import Viewer, VisibleQuerySet, nothing
from cpboard.core.models import User
from cpboard.core.records import SealedModel, both_or_neither, exactly_one, in_order
from cpboard.core.roles import May
from meetings.querysets import DecisionQuerySet, ItemQuerySet, MeetingQuerySet, ReportQuerySet
from performance.models import Indicator
from voice.models import Theme


class Programme(models.Model):
    """How many meetings a body means to hold in a year, and why it held fewer (requirement 003-10)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="programmes")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="programmes")
    formal_target = models.PositiveSmallIntegerField(default=4)
    informal_target = models.PositiveSmallIntegerField(default=0)
    themes = models.CharField(max_length=200, blank=True, help_text="The year's main topics, with commas.")
    shortfall_reason = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "-year__starts_on"]
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="meetings_programme_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"


class Meeting(models.Model):
    """A meeting of a body on a day. It carries its own regime, so a board can alternate (meetings §2.1)."""

    class Kind(models.TextChoices):
        FORMAL = "formal", "formal"
        INFORMAL = "informal", "informal"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FORMAL)
    regime = models.CharField(max_length=20, choices=Regime.choices)
    theme = models.CharField(max_length=100, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160)
    agenda_out_at = models.DateTimeField(null=True, blank=True)
    agenda_out_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
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
        return f"{self.body}, {self.starts_at:%-d %B %Y}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Meetings of the viewer's bodies; for others those with a session or an item that names them."""
        q = viewer.q_body(May.READ_MEETINGS, "body")
        if viewer.can(May.READ_NAMED):
            q |= Q(pk__in=SessionReader.objects.filter(user=viewer.user_id).values("session__meeting"))
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

    class Meta:
        ordering = ["session", "user__name"]
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="meetings_reader_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.session}"


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
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    exempt_paragraph = models.PositiveSmallIntegerField(null=True, blank=True, choices=Exempt.choices)
    privacy_reason = models.CharField(max_length=250, blank=True, help_text="Why it is private, in public words.")
    history = HistoricalRecords()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["session__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exempt_paragraph__isnull=True) | Q(exempt_paragraph__range=(1, 7)),
                name="meetings_item_exempt_1_to_7",
            ),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="meetings_item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title

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

    class Meta:
        constraints = [
            exactly_one("theme", "report_back", "indicator"),
            models.UniqueConstraint(fields=["item", "theme"], name="meetings_source_theme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} from {self.theme or self.report_back or self.indicator}"


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
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; a stale save is refused.")
    history = HistoricalRecords()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"Report on {self.item}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Cleared reports with their item; unfinished ones only for their author and the clerk."""
        cleared = Q(state=cls.State.CLEARED, item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        run = viewer.q_body(May.RUN_MEETINGS, "item__session__meeting__body")
        own = Q(author=viewer.user_id) if viewer.can(May.WRITE_REPORTS) else nothing()
        return cleared | run | own


class Attendance(models.Model):
    """Who was there. One row a person and meeting; per item in the full app."""

    class How(models.TextChoices):
        PRESENT = "present", "present"
        APOLOGIES = "apologies", "sent apologies"
        ABSENT = "absent", "absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=10, choices=How.choices)
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meetings_attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"


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

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    text = models.TextField()
    so_that = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="meetings_decision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.text[:60]}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the item."""
        return Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))


class Minutes(models.Model):
    """The minutes of a meeting while they are drafted; `MinutesApproval` makes them immutable."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(blank=True, help_text="What was said, beyond the decisions.")
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; a stale save is refused.")
    sent_to_chair_at = models.DateTimeField(null=True, blank=True)
    sent_to_chair_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-meeting__starts_at"]
        verbose_name_plural = "minutes"
        constraints = [both_or_neither("sent_to_chair_at", "sent_to_chair_by")]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"


class MinutesApproval(SealedModel):
    """The chair approved the minutes: these words, for ever. A correction is a note by a later meeting."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="approval")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Approved: {self.minutes}"
