"""Questions about what children told us."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db.models import Count, Exists, OuterRef, Q

from cpboard.core.access import VisibleQuerySet


class ThemeQuerySet(VisibleQuerySet):
    """Themes: what children told us, with names taken out."""

    def answered(self) -> Self:
        """Those to which a reply was given."""
        return self.filter(self._has_reply())

    def unanswered(self) -> Self:
        """Those that still wait for a reply."""
        return self.filter(~self._has_reply())

    def late(self, *, on: dt.date) -> Self:
        """Those whose promised day of answer is past and that have no reply."""
        return self.unanswered().filter(answer_by__lt=on)

    def due(self, *, by: dt.date) -> Self:
        """Those without a reply whose promised day is this day or before it."""
        return self.unanswered().filter(answer_by__lte=by)

    def heard_during(self, start: dt.date, end: dt.date) -> Self:
        """Those heard from start to end, both days counted."""
        return self.filter(heard_on__range=(start, end))

    def saying(self, words: str) -> Self:
        """Those with these words in what they say."""
        return self.filter(Q(title__icontains=words) | Q(words__icontains=words) | Q(said_by__icontains=words))

    def with_replies(self) -> Self:
        """With everything a list or a page shows, in a fixed number of queries."""
        return self.select_related("promise", "group", "body").prefetch_related("replies")

    def tally(self, *, on: dt.date) -> dict[str, int]:
        """How many there are (`all`), wait for an answer (`waiting`), and wait too long (`late`)."""
        waiting = Q(answered=False)
        return self.annotate(answered=self._has_reply()).aggregate(
            all=Count("pk"),
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(answer_by__lt=on)),
        )

    def _has_reply(self) -> Exists:
        reply = self.model._meta.get_field("replies").related_model
        return Exists(reply.objects.filter(theme=OuterRef("pk")))
