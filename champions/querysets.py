"""Questions about champions."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Q

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import current_q


class AreaQuerySet(VisibleQuerySet):
    """Areas of focus."""

    def carried(self, *, on: dt.date) -> Self:
        """Those that the board has on this day: not retired by then."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on))


class AppointmentQuerySet(VisibleQuerySet):
    """Who carries an area, from when to when."""

    def current(self, *, on: dt.date) -> Self:
        """Those that run on this day."""
        return self.filter(current_q(on))

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Those that run on any day from start to end."""
        return self.filter(starts_on__lte=end).exclude(ends_on__lt=start)

    def with_people(self) -> Self:
        """With area, body and the three people at hand."""
        return self.select_related("area__body", "champion", "officer_lead", "operational_champion")


class CycleQuerySet(VisibleQuerySet):
    """Times between two meetings."""

    def holding(self, *, day: dt.date) -> Self:
        """Those in which this day lies; of one body there is at most one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def begun(self, *, on: dt.date) -> Self:
        """Those that had begun by this day, the newest first."""
        return self.filter(starts_on__lte=on).order_by("body_id", "-starts_on")
