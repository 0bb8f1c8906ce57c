"""Invented private papers for the invented council."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cpboard.core.access import Viewer
from cpboard.core.demonstration import People, fills_demo
from meetings.closed import operations
from meetings.models import AgendaItem, Session

PAPER = (
    "One home was visited twice this term.\n\n"
    "The letter asks for three things: a second adult at night, a new fire door, and that children are asked each week. "
    "Two are done. The door comes in spring.\n\n"
    "The home could be known by this paper. It stays in this room."
)
NOTE = "Members asked who had spoken with the children. The director had. The chair visits next week."


@fills_demo
def fill(people: People, today: dt.date) -> None:
    """A paper for each private item, and a note on those of meetings that were held."""
    clerk = Viewer(people["ruth"], today)
    private = AgendaItem.objects.visible_to(clerk).filter(session__privacy=Session.Privacy.PRIVATE)
    for item in private.select_related("session__meeting").order_by("pk"):
        now = min(item.session.meeting.starts_at, timezone.now())
        operations.write_paper(item=item, title=item.title, text=PAPER, version=0, by=clerk, now=now - dt.timedelta(days=5))
        if item.session.meeting.held_at:
            operations.add_note(item=item, text=NOTE, by=clerk, now=item.session.meeting.ends_at)
