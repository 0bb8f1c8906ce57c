"""Questions about messages. Every one of them runs only after `open_to` (lock 3)."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from cpboard.core.access import GuardedQuerySet, Viewer
from voice.postbox.readers import CodeHolder


class RoomQuerySet(GuardedQuerySet):
    """Opens to a viewer, or to whoever holds the code of one message."""

    def open_to(self, viewer: Viewer | CodeHolder) -> Self:
        """The rows that this reader may read; only now does the query run."""
        return super().open_to(viewer)  # type: ignore[arg-type]


class SubmissionQuerySet(RoomQuerySet):
    """Messages."""

    def unread(self) -> Self:
        """Those that nobody has read."""
        return self.filter(read_at__isnull=True)

    def undecided(self) -> Self:
        """Those of which nobody has decided whether somebody is in danger."""
        return self.filter(decided_at__isnull=True)

    def unanswered(self) -> Self:
        """Those whose writer waits for an answer."""
        return self.exclude(state="answered")

    def answered(self) -> Self:
        """Those with an answer, the newest first."""
        return self.filter(state="answered").order_by("-received_on", "-pk")

    def worrying(self) -> Self:
        """Those whose writer does not feel safe, or over which somebody worried."""
        return self.filter(Q(feels_unsafe=True) | Q(concern=True))


class UnsealRequestQuerySet(RoomQuerySet):
    """Requests to open a sealed message."""

    def open_requests(self) -> Self:
        """Those that wait for the custodian."""
        return self.filter(decided_at__isnull=True)
