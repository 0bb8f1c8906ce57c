"""The way into the papers of a meeting, in one tap, and the way through them: what comes before, what after."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from cpboard.core.access import Viewer
from meetings.models import AgendaItem, Meeting, ReadingPlace, Session
from meetings.querysets import MeetingQuerySet
from meetings.sheet import Part, Row


@dataclass(frozen=True)
class WayIn:
    """The button on a page of a meeting: what it says, where it leads, and where the person stopped."""

    label: str
    url: str
    stopped_at: str = ""


def first_to_read(meeting: Meeting, viewer: Viewer) -> AgendaItem | None:
    """The open item where this person stopped (its `stopped` is true), else the first one; None where there is none for them."""
    items = AgendaItem.objects.visible_to(viewer).filter(session__meeting=meeting, session__privacy=Session.Privacy.PUBLIC)
    own = ReadingPlace.objects.visible_to(viewer).filter(item=OuterRef("pk"))
    ordered = items.annotate(stopped=Exists(own)).order_by("-stopped", "session__position", "position")
    found: AgendaItem | None = ordered.first()
    return found


def way_in(meeting: Meeting | None, viewer: Viewer) -> WayIn | None:
    """`Start reading`, or `Continue reading` where they stopped; None where there is nothing open for them to read."""
    item = first_to_read(meeting, viewer) if meeting is not None and meeting.called_off_at is None else None
    if meeting is None or item is None:
        return None
    return _way(meeting, item.title if getattr(item, "stopped", False) else "")


def with_way_in(meetings: MeetingQuerySet, viewer: Viewer) -> MeetingQuerySet:
    """These meetings, each with what `known_way_in` needs, in the query that fetches them."""
    items = AgendaItem.objects.visible_to(viewer).filter(session__meeting=OuterRef("pk"), session__privacy=Session.Privacy.PUBLIC)
    places = ReadingPlace.objects.visible_to(viewer).filter(meeting=OuterRef("pk"))
    return meetings.annotate(to_read=Exists(items), stopped_at=Subquery(places.values("item__title")[:1]))


def known_way_in(meeting: Meeting | None) -> WayIn | None:
    """As `way_in`, of a meeting that `with_way_in` fetched."""
    if meeting is None or not getattr(meeting, "to_read", False):
        return None
    return _way(meeting, getattr(meeting, "stopped_at", None) or "")


def _way(meeting: Meeting, stopped_at: str) -> WayIn:
    return WayIn("Continue reading" if stopped_at else "Start reading", reverse("meetings:read", args=[meeting.pk]), stopped_at)


@dataclass(frozen=True)
class Step:
    """One item in the contents of the reader: an open one leads to its text, a private one to its room."""

    row: Row
    url: str
    closed: bool
    current: bool
    notes: int = 0


def steps_of(parts: list[Part], current: AgendaItem, noted: dict[int, int]) -> list[Step]:
    """The items of a meeting that the viewer may see, in order; `noted` says how many notes they have on each."""
    return [
        Step(row, _url(row, part), row.item.session.is_private, row.item == current, noted.get(row.item.pk, 0))
        for part in parts
        for row in part.rows
    ]


def _url(row: Row, part: Part) -> str:
    if not row.item.session.is_private:
        return reverse("meetings:read_item", args=[row.item.pk])
    return reverse("closed:paper" if part.session else "meetings:item", args=[row.item.pk])


def beside(steps: list[Step]) -> tuple[Step | None, Step | None]:
    """What comes before the current item, and what after."""
    at = next(place for place, step in enumerate(steps) if step.current)
    return (steps[at - 1] if at else None), (steps[at + 1] if at + 1 < len(steps) else None)
