"""Questions about actions."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cpboard.core.access import VisibleQuerySet

DONE = ("delivered", "stopped")


class ActionQuerySet(VisibleQuerySet):
    """Actions of the board."""

    def _rows(self, name: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._meta.get_field(name).related_model.objects.filter(action=OuterRef("pk"))
        return rows

    def still_open(self) -> Self:
        """Those that the board has not closed."""
        return self.filter(~Exists(self._rows("closure")))

    def closed(self) -> Self:
        """Those that the board has closed."""
        return self.filter(Exists(self._rows("closure")))

    def overdue(self, *, on: dt.date) -> Self:
        """Open, not done, and past their day."""
        return self.still_open().filter(due_on__lt=on).exclude(status__in=DONE)

    def to_judge(self) -> Self:
        """Done, and nobody has said yet whether it made a difference."""
        judged = self._rows("outcomes").exclude(difference="too_early")
        return self.still_open().filter(~Exists(judged), status="delivered")

    def to_tell(self) -> Self:
        """Done or stopped, and somebody whose words it answers has not been told."""
        links = self._rows("theme_links")
        told = self._rows("told_backs").filter(theme=OuterRef("theme"))
        untold = links.filter(~Exists(told.filter(action=OuterRef("action"))))
        return self.still_open().filter(Exists(untold), status__in=DONE)

    def to_close(self) -> Self:
        """Done, judged and told: only the board has still to close them."""
        waits = self.to_tell().values("pk"), self.to_judge().values("pk")
        told = Exists(self._rows("told_backs"))
        return self.still_open().filter(told, status__in=DONE).exclude(pk__in=waits[0]).exclude(pk__in=waits[1])

    def owned_by(self, user_id: int) -> Self:
        """Those of one person."""
        return self.filter(owner=user_id)

    def moved(self) -> Self:
        """Those whose day is not the one that was first agreed."""
        return self.exclude(due_on=F("first_due_on"))

    def matching(self, words: str) -> Self:
        """Those whose reference, title or purpose holds these words."""
        return self.filter(Q(reference__icontains=words) | Q(title__icontains=words) | Q(so_that__icontains=words))

    def shown(self, show: str, *, on: dt.date) -> Self:
        """Those of one heading of the list."""
        match show:
            case "late":
                return self.overdue(on=on)
            case "to_judge":
                return self.to_judge()
            case "to_tell":
                return self.to_tell()
            case "to_close":
                return self.to_close()
            case "closed":
                return self.closed()
            case "all":
                return self
            case _:
                return self.still_open()
