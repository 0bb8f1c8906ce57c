"""How many members have opened the papers: one number for the clerk and the chair, never a name (ux J2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from cpboard.board.models import Membership
from cpboard.core.access import Viewer
from cpboard.core.records import current_q
from meetings import policies
from meetings.models import Meeting, ReadingPlace

FEWEST = 5  # below this many members a count would say who


@dataclass(frozen=True)
class Opened:
    """So many of so many members."""

    count: int
    members: int


def opened(meeting: Meeting, viewer: Viewer) -> Opened | None:
    """The count; None for whoever may not know it, before the agenda is out, and on a body so small that it would name people."""
    if meeting.agenda_out_at is None or not policies.may_count_opened(viewer, meeting):
        return None
    seats = Membership.objects.filter(current_q(viewer.on), seat__body=meeting.body_id, user__is_active=True)
    place = ReadingPlace.objects.filter(meeting=meeting, user=OuterRef("user"))
    members = dict(seats.annotate(opened=Exists(place)).values_list("user_id", "opened"))  # by person: some hold two seats
    return Opened(sum(members.values()), len(members)) if len(members) >= FEWEST else None
