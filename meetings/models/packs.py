"""Papers that were uploaded for open items, and packs: all papers of a meeting's open part as one frozen file.

Private papers are in `meetings.closed`, where no pack of this file can reach them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import SealedVisibleQuerySet, Viewer, VisibleQuerySet
from cpboard.core.models import Job, StoredFile, User
from cpboard.core.records import SealedModel, both_or_neither
from cpboard.core.roles import May
from meetings.models.agenda import AgendaItem, Meeting, Session, SessionReader


class Paper(models.Model):
    """A PDF that somebody uploaded for an open item, made anew by us from its pages."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=160)
    for_young = models.BooleanField(default=False, help_text="A version for young people, for their pack.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    tagged = models.BooleanField(help_text="Whether readers for the blind find their way in it.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [both_or_neither("removed_at", "removed_by")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever sees the open item, until the paper is taken off."""
        item = Q(item__in=AgendaItem.objects.visible_to(viewer).values("pk"))
        return item & Q(removed_at__isnull=True, item__session__privacy=Session.Privacy.PUBLIC)


class Pack(SealedModel):
    """A finished pack of the open part of a meeting for one audience. Written by the worker, never changed.

    What comes later is a supplement: a pack of its own that adds to this one and goes on with its page numbers.
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", "the public"
        MEMBERS = "members", "members"
        YOUNG = "young", "young people"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    version = models.PositiveSmallIntegerField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    contents = models.JSONField(help_text="What is in it, with its first and last page.")
    adds_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supplements")
    supplement = models.PositiveSmallIntegerField(default=0, help_text="0 for a whole pack, else which addition to it this is.")
    pages_before = models.PositiveSmallIntegerField(default=0, help_text="How many pages there were before its first.")
    built_at = models.DateTimeField()
    unexplained = models.JSONField(default=list, help_text="Figures off track without a signed report, by key and name (001-32).")
    unexplained_why = models.CharField(max_length=250, blank=True, help_text="Why it goes out without those reports. It prints.")

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["meeting", "audience", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "audience", "version"], name="meetings_pack_version_once"),
            models.UniqueConstraint(fields=["adds_to", "supplement"], name="meetings_supplement_once"),
            models.CheckConstraint(
                condition=Q(adds_to__isnull=True, supplement=0, pages_before=0) | Q(adds_to__isnull=False, supplement__gt=0),
                name="meetings_supplement_adds_to_a_pack",
            ),
            models.CheckConstraint(condition=Q(unexplained=[]) | ~Q(unexplained_why=""), name="meetings_pack_red_has_reason"),
        ]

    def __str__(self) -> str:
        if self.supplement:
            return f"Supplement {self.supplement} to the pack for {self.get_audience_display()}"
        return f"Pack for {self.get_audience_display()}, version {self.version}"

    @property
    def last_page(self) -> int:
        """The number that stands on its last page."""
        return self.pages_before + self.pages

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Those for whom it is, until it is taken back."""
        return _readers_q(viewer) & Q(withdrawal__isnull=True)


class PackWithdrawal(SealedModel):
    """A pack was taken back: from then on nobody gets it, and its file is gone from the store."""

    pack = models.OneToOneField(Pack, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=250)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Withdrawn: {self.pack}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever could see the pack reads that it is gone and why."""
        return _readers_q(viewer, "pack__")


def _readers_q(viewer: Viewer, path: str = "") -> Q:
    """The clerk; once the agenda is out, members, and young members of an open session that names them for their own pack."""
    clerk = viewer.q_body(May.RUN_MEETINGS, f"{path}meeting__body")
    out, audience = Q(**{f"{path}meeting__agenda_out_at__isnull": False}), f"{path}audience"
    members = viewer.q_body(May.READ_MEETINGS, f"{path}meeting__body") & ~Q(**{audience: Pack.Audience.PUBLIC})
    named = SessionReader.objects.filter(user=viewer.user_id, session__privacy=Session.Privacy.PUBLIC).values("session__meeting")
    young = viewer.q_body(May.READ_NAMED, f"{path}meeting__body") & Q(**{audience: Pack.Audience.YOUNG, f"{path}meeting__in": named})
    return clerk | (out & (members | young))
