"""The standing agenda: what every meeting begins from (meetings §5.1 M1, ux J1)."""

from __future__ import annotations

from typing import NamedTuple

from meetings.models import AgendaItem, Meeting

Kind = AgendaItem.Kind
Purpose = AgendaItem.Purpose


class Standing(NamedTuple):
    """One standing item."""

    title: str
    kind: str
    purpose: str
    minutes: int


WELCOME = Standing("Welcome, and who is here", Kind.PROCEDURAL, Purpose.RECEIVE, 5)
HEARD = Standing("What children told us", Kind.VOICE, Purpose.HEAR, 20)
DONE = Standing("Actions: done, late, and waiting to be told", Kind.ACTIONS, Purpose.DECIDE, 15)
SEEN = Standing("What the champions saw", Kind.CHAMPION, Purpose.RECEIVE, 15)
CLOSE = Standing("Anything else, and close", Kind.PROCEDURAL, Purpose.RECEIVE, 5)
FORMAL = (
    WELCOME,
    Standing("Minutes of the last meeting", Kind.PROCEDURAL, Purpose.DECIDE, 5),
    HEARD,
    DONE,
    Standing("How we are doing: the scorecard", Kind.PERFORMANCE, Purpose.SOLVE, 20),
    SEEN,
    CLOSE,
)
INFORMAL = (WELCOME, HEARD, SEEN, DONE, CLOSE)


def standing_items(meeting: Meeting) -> list[Standing]:
    """The standing items for a kind of meeting; a theme gets an item of its own before the close."""
    items = list(FORMAL if meeting.kind == Meeting.Kind.FORMAL else INFORMAL)
    if meeting.theme:
        items.insert(-1, Standing(meeting.theme, Kind.ISSUE, Purpose.SOLVE, 30))
    return items
