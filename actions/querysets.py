"""Questions about actions."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Exists, OuterRef

from cpboard.core.access import VisibleQuerySet


class ActionQuerySet(VisibleQuerySet):
    """Actions of the board."""

    def _related(self, name: str) -> Exists:
        field = self.model._meta.get_field(name)
        return Exists(field.related_model.objects.filter(action=OuterRef("pk")))

    def still_open(self) -> Self:
        """Those that the board has not closed."""
        return self.filter(~self._related("closure"))

    def closed(self) -> Self:
        """Those that the board has closed."""
        return self.filter(self._related("closure"))

    def overdue(self, *, on: dt.date) -> Self:
        """Open, not delivered, and past their day."""
        return self.still_open().filter(due_on__lt=on).exclude(status__in=["delivered", "stopped"])

    def owned_by(self, user_id: int) -> Self:
        """Those of one person."""
        return self.filter(owner=user_id)
