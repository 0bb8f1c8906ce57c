"""Questions about figures."""

from __future__ import annotations

import datetime as dt
from typing import Self

from cpboard.core.access import VisibleQuerySet


class IndicatorQuerySet(VisibleQuerySet):
    """Indicators on the scorecard."""

    def in_use(self) -> Self:
        """Those that were not retired."""
        return self.filter(retired_on__isnull=True)


class ValueQuerySet(VisibleQuerySet):
    """Values of an indicator."""

    def standing(self) -> Self:
        """The newest version of each period: those that no later version replaces."""
        return self.filter(replaced_by__isnull=True)

    def ending_by(self, day: dt.date) -> Self:
        """Those whose period ends on or before this day."""
        return self.filter(period_ends_on__lte=day)
