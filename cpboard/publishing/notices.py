"""What the certificate of notice asks of this app: which copies of a meeting's agenda anybody could read, and until when."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from cpboard.publishing.models import Publication, PublicationKind
from cpboard.publishing.statements import meeting_key
from meetings.certificate import MadePublic, made_public_from
from meetings.models import Meeting


@made_public_from
def public_copies(meeting: Meeting) -> Iterator[MadePublic]:
    """Every publication of this agenda and its papers, taken down ones too. One query."""
    key = meeting_key(meeting)
    agenda = Q(kind=PublicationKind.MEETING, source=key)
    copies = Publication.objects.filter(agenda | Q(kind=PublicationKind.PACK, statement__meeting=key))
    for copy in copies.select_related("withdrawal"):
        gone = getattr(copy, "withdrawal", None)
        yield MadePublic(copy.title, reverse("publication", args=[copy.slug]), copy.sha256, copy.released_at, gone.at if gone else None)
