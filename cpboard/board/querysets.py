"""Questions about bodies, seats, years and promises."""

from __future__ import annotations

import datetime as dt
from typing import Self

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import current_q


class DatedQuerySet(VisibleQuerySet):
    """Rows with `starts_on` and `ends_on`."""

    def current(self, *, on: dt.date) -> Self:
        """Those that run on this day."""
        return self.filter(current_q(on))

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Those that run on any day from start to end, both counted."""
        return self.filter(starts_on__lte=end).exclude(ends_on__lt=start)


class PromiseQuerySet(VisibleQuerySet):
    """Promises made to children."""

    def kept_up(self, *, on: dt.date) -> Self:
        """Those that stand on this day: adopted and not retired."""
        return self.filter(adopted_on__lte=on).exclude(retired_on__lte=on)
