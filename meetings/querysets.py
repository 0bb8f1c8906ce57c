"""Questions about meetings, their items and their reports."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Exists, OuterRef, Q

from cpboard.core.access import Viewer, VisibleQuerySet


class ProgrammeQuerySet(VisibleQuerySet):
    """How many meetings a body means to hold."""

    def of(self, body: object, year: object) -> Self:
        """The one of this body and year, if there is one."""
        return self.filter(body=body, year=year)


class MeetingQuerySet(VisibleQuerySet):
    """Meetings of a body."""

    def of_year(self, year: object) -> Self:
        """Those of one municipal year."""
        return self.filter(year=year)

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(held_at__isnull=False)

    def to_come(self, *, now: dt.datetime) -> Self:
        """Those that lie ahead and were not called off, soonest first."""
        return self.filter(starts_at__gte=now, called_off_at__isnull=True).order_by("starts_at")

    def with_papers(self, viewer: Viewer) -> Self:
        """With `minutes_seen` and `draft_seen`: whether this viewer may read minutes of it, approved or out as a draft."""
        minutes = self.model._meta.get_field("minutes").related_model.objects.visible_to(viewer).filter(meeting=OuterRef("pk"))
        approved, out = minutes.filter(approval__isnull=False), minutes.filter(out__isnull=False, approval__isnull=True)
        return self.annotate(minutes_seen=Exists(approved), draft_seen=Exists(out))


class ItemQuerySet(VisibleQuerySet):
    """Agenda items."""

    def in_order(self) -> Self:
        """As the agenda has them: session by session."""
        return self.order_by("session__position", "position")

    def without_reason(self) -> Self:
        """Private items that do not say yet under which paragraph and why."""
        return self.filter(Q(exempt_paragraph__isnull=True) | Q(privacy_reason=""), session__privacy="private")


class ReportQuerySet(VisibleQuerySet):
    """Reports asked for."""

    def unfinished(self) -> Self:
        """Those not handed in, or sent back."""
        return self.filter(state__in=["asked", "returned"])

    def handed_in(self) -> Self:
        """Those handed in, the newest meeting first."""
        return self.filter(state__in=["submitted", "cleared"]).order_by("-item__session__meeting__starts_at", "pk")

    def due(self, *, by: dt.date) -> Self:
        """Those not handed in that are due on or before this day."""
        return self.filter(due_on__lte=by, state__in=["asked", "returned"])


class TopicQuerySet(VisibleQuerySet):
    """Topics of a year."""

    def of(self, body: object, year: object) -> Self:
        """Those of this body and year."""
        return self.filter(body=body, year=year)


class SlotQuerySet(VisibleQuerySet):
    """What is planned for a year."""

    def of(self, body: object, year: object) -> Self:
        """Those of this body and year."""
        return self.filter(body=body, year=year)

    def with_outcome(self) -> Self:
        """With `decided`: whether something was decided on its item."""
        decisions = self.model._meta.get_field("item").related_model._meta.get_field("decisions").related_model
        return self.annotate(decided=Exists(decisions.objects.filter(item=OuterRef("item"))))
