"""Questions about what leaves the house."""

from __future__ import annotations

from typing import Self

from cpboard.core.access import SealedVisibleQuerySet, VisibleQuerySet


class PublicationQuerySet(SealedVisibleQuerySet):
    """Publications: the only rows that the public reads."""

    def out(self) -> Self:
        """Those that are public now: released and not taken down."""
        return self.filter(withdrawal__isnull=True)

    def of_kind(self, kind: str) -> Self:
        """Those of one kind, newest first."""
        return self.filter(kind=kind)

    def of_meeting(self, meeting: str) -> Self:
        """Papers and minutes of one meeting, named by its key: meetings.meeting:12."""
        return self.filter(kind__in=["pack", "minutes"], statement__meeting=meeting)


class ReleaseRequestQuerySet(VisibleQuerySet):
    """Requests to make something public."""

    def undecided(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(decided_at__isnull=True)
