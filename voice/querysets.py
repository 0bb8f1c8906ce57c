"""Questions about what children told us."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Exists, OuterRef

from cpboard.core.access import VisibleQuerySet


class ThemeQuerySet(VisibleQuerySet):
    """Themes: what children told us, with names taken out."""

    def answered(self) -> Self:
        """Those to which a reply was given."""
        return self.filter(Exists(self._replies()))

    def unanswered(self) -> Self:
        """Those that still wait for a reply."""
        return self.filter(~Exists(self._replies()))

    def late(self, *, on: dt.date) -> Self:
        """Those whose promised day of answer is past and that have no reply."""
        return self.unanswered().filter(answer_by__lt=on)

    def heard_during(self, start: dt.date, end: dt.date) -> Self:
        """Those heard from start to end, both days counted."""
        return self.filter(heard_on__range=(start, end))

    def _replies(self) -> object:
        reply = self.model._meta.get_field("replies").related_model
        return reply.objects.filter(theme=OuterRef("pk"))
