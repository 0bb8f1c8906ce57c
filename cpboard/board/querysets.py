"""Questions about bodies, seats, years and promises."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Count, Max, Q

from cpboard.core.access import VisibleQuerySet
from cpboard.core.records import current_q


def open_q(on: dt.date, prefix: str = "") -> Q:
    """Seats that are there on a day: not closed by then."""
    return Q(**{f"{prefix}closed_on__isnull": True}) | Q(**{f"{prefix}closed_on__gt": on})


class DatedQuerySet(VisibleQuerySet):
    """Rows with `starts_on` and `ends_on`."""

    def current(self, *, on: dt.date) -> Self:
        """Those that run on this day."""
        return self.filter(current_q(on))

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Those that run on any day from start to end, both counted."""
        return self.filter(starts_on__lte=end).exclude(ends_on__lt=start)

    def not_over(self, *, on: dt.date) -> Self:
        """Those that run on this day or will run later."""
        return self.exclude(ends_on__lt=on)


class BodyQuerySet(VisibleQuerySet):
    """Boards, panels, sub-groups."""

    def counted(self, *, on: dt.date) -> Self:
        """With `seats_there` and `seats_filled`, as they are on this day."""
        there = open_q(on, "seats__") & Q(seats__isnull=False)
        held = there & current_q(on, "seats__memberships__")
        return self.annotate(
            seats_there=Count("seats", filter=there, distinct=True),
            seats_filled=Count("seats", filter=held, distinct=True),
        )


class SeatQuerySet(VisibleQuerySet):
    """Places on bodies."""

    def standing(self, *, on: dt.date) -> Self:
        """Those that are there on this day."""
        return self.filter(open_q(on))

    def vacant(self, *, on: dt.date) -> Self:
        """Those that are there and that nobody holds on this day."""
        taken = self.model.objects.filter(current_q(on, "memberships__"))
        return self.standing(on=on).exclude(pk__in=taken.values("pk"))

    def last_held(self, *, on: dt.date) -> Self:
        """With `last_held_on`: the last day of the term that ended last before this day, None if there was none."""
        return self.annotate(last_held_on=Max("memberships__ends_on", filter=Q(memberships__ends_on__lt=on)))


class PromiseQuerySet(VisibleQuerySet):
    """Promises made to children."""

    def kept_up(self, *, on: dt.date) -> Self:
        """Those that stand on this day: adopted and not retired."""
        return self.filter(adopted_on__lte=on).exclude(retired_on__lte=on)
