"""Questions about meetings, their items and their reports."""

from __future__ import annotations

import datetime as dt
from typing import Self

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import SealedQuerySet


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


class ItemQuerySet(VisibleQuerySet):
    """Agenda items."""


class ReportQuerySet(VisibleQuerySet):
    """Reports asked for."""

    def due(self, *, by: dt.date) -> Self:
        """Those not handed in that are due on or before this day."""
        return self.filter(due_on__lte=by, state__in=["asked", "returned"])


class DecisionQuerySet(SealedQuerySet, VisibleQuerySet):
    """Decisions of the board."""
