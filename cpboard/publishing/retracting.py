"""What follows when a pack is taken back: its public copy comes down, and a request to release it is sent back."""

from __future__ import annotations

import datetime as dt

from cpboard.core.access import Viewer
from cpboard.publishing import door
from cpboard.publishing.models import Publication, ReleaseRequest
from cpboard.publishing.papers import KIND, pack_key
from meetings.models import Pack
from meetings.taking_back import follows_pack

TAKEN_BACK = "It was taken back before anybody agreed."


@follows_pack
def take_down(pack: Pack, *, reason: str, by: Viewer, now: dt.datetime) -> None:
    """The tombstone has the reason of whoever took the pack back. A release that is going on just now is waited for."""
    asked = ReleaseRequest.objects.select_for_update(of=("self",)).filter(kind=KIND, source=pack_key(pack))
    for request in asked.order_by("pk"):
        if request.decided_at is None:
            door.refuse(request, reason=TAKEN_BACK, by=by, now=now)
    for publication in Publication.objects.out().filter(kind=KIND, source=pack_key(pack)).select_related("request"):
        door.withdraw(publication, reason=reason, by=by, now=now)
