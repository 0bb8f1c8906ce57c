"""What leaves the house: publications, requests to release them, the annual report and its builds.

No foreign key of `Publication` points into the apps: it is a frozen copy (lock 4).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer, VisibleQuerySet
from cpboard.core.models import Job, StoredFile, User
from cpboard.core.records import SealedModel, both_or_neither
from cpboard.core.roles import May
from cpboard.publishing.querysets import PublicationQuerySet, ReleaseRequestQuerySet


class PublicationKind(models.TextChoices):
    """What can be made public in this version."""

    YOU_SAID = "you_said", "You said, we did"
    MEETING = "meeting", "Meeting"
    MINUTES = "minutes", "Minutes"
    ANNUAL_REPORT = "annual_report", "Annual report"
    ABOUT = "about", "About the board"
    PACK = "pack", "Papers of a meeting"


class ReleaseRequest(models.Model):
    """Somebody asks that exactly these words become public; a second person agrees or refuses.

    `statement` is the frozen, allow-listed copy (publishing/statements.py).
    """

    class Decision(models.TextChoices):
        RELEASED = "released", "released"
        REFUSED = "refused", "refused"

    kind = models.CharField(max_length=14, choices=PublicationKind.choices)
    source = models.CharField(max_length=60, help_text="What it was made from, as a key: voice.theme:12.")
    body_id = models.BigIntegerField(null=True)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    statement = models.JSONField()
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = models.CharField(max_length=250, blank=True)

    objects = ReleaseRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            both_or_neither("decided_at", "decided_by"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="") | Q(decided_at__isnull=False, decision__in=["released", "refused"]),
                name="publishing_request_decision_with_moment",
            ),
            models.CheckConstraint(
                condition=~Q(decision="released") | ~Q(decided_by=F("asked_by")),
                name="publishing_request_two_people",
                violation_error_message="Somebody else has to agree.",
            ),
            models.UniqueConstraint(fields=["source", "kind"], condition=Q(decided_at__isnull=True), name="publishing_request_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those who may ask or agree, for their bodies."""
        return viewer.q_body(May.ASK_RELEASE, "body_id") | viewer.q_body(May.RELEASE, "body_id")


class Publication(SealedModel):
    """What the public reads: a frozen copy that a second person released. Never edited; withdrawn as a whole."""

    kind = models.CharField(max_length=14, choices=PublicationKind.choices)
    slug = models.SlugField(max_length=80)
    source = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    statement = models.JSONField()
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sorts_on = models.DateField(help_text="The day of the meeting, the answer, the report.")
    released_at = models.DateTimeField()
    request = models.OneToOneField(ReleaseRequest, on_delete=models.PROTECT, related_name="publication")

    objects = PublicationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-sorts_on", "-pk"]
        indexes = [models.Index(fields=["kind", "-sorts_on"]), models.Index(fields=["slug"])]

    def __str__(self) -> str:
        return self.title


class Withdrawal(SealedModel):
    """A publication was taken down: everywhere, in the next request. A tombstone stays."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=250, help_text="Public words.")
    replaced_by = models.ForeignKey(Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Withdrawn: {self.publication}"


class AnnualReport(models.Model):
    """The board's yearly account of what it did and what changed, for scrutiny and council."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.ForeignKey(MunicipalYear, on_delete=models.PROTECT, related_name="annual_reports")
    title = models.CharField(max_length=160)
    goes_to = models.CharField(max_length=160, help_text="The committee or council that receives it.")
    history = HistoricalRecords()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["-year__starts_on", "body"]
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="publishing_report_once")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those who may read the report before it is public, for their bodies."""
        return viewer.q_body(May.READ_ANNUAL_REPORT, "body")


class ReportSection(models.Model):
    """One section: its key says what the record gives; the officer's words stand beside it."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=160)
    officer_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; a stale save is refused.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="publishing_section_once")]

    def __str__(self) -> str:
        return self.heading


class ReportAgreement(SealedModel):
    """The board agreed the report, as built, on a day."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="agreements")
    build = models.ForeignKey("ReportBuild", on_delete=models.PROTECT, related_name="agreements")
    comment = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Agreed: {self.report}"


class ReportBuild(SealedModel):
    """A finished build: web page, PDF and manifest, each by hash. Written by the worker in one transaction."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="builds")
    version = models.PositiveSmallIntegerField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    html = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    manifest = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="publishing_build_version_once")]

    def __str__(self) -> str:
        return f"{self.report} version {self.version}"
