"""Questions about champions."""

from __future__ import annotations

import datetime as dt
from typing import Self

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import current_q


class AreaQuerySet(VisibleQuerySet):
    """Areas of focus."""


class AppointmentQuerySet(VisibleQuerySet):
    """Who carries an area, from when to when."""

    def current(self, *, on: dt.date) -> Self:
        """Those that run on this day."""
        return self.filter(current_q(on))

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Those that run on any day from start to end."""
        return self.filter(starts_on__lte=end).exclude(ends_on__lt=start)


class ReportBackQuerySet(VisibleQuerySet):
    """Reports of champions to the board."""
