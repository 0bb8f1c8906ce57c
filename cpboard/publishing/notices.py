"""What the certificate of notice asks of this app: which copies of a meeting's agenda anybody could read, and until when."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from cpboard.publishing.models import Publication, PublicationKind
from meetings.certificate import MadePublic, made_public_from
from meetings.models import Meeting


@made_public_from
def public_copies(meeting: Meeting) -> Iterator[MadePublic]:
    """Every publication of this agenda, taken down ones too. One query."""
    copies = Publication.objects.filter(kind=PublicationKind.MEETING, source=f"meetings.meeting:{meeting.pk}")
    for copy in copies.select_related("withdrawal"):
        gone = getattr(copy, "withdrawal", None)
        yield MadePublic(copy.title, reverse("publication", args=[copy.slug]), copy.sha256, copy.released_at, gone.at if gone else None)
