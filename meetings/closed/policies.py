"""Who may do what in the closed room: plain predicates, one for each deed."""

from __future__ import annotations

from cpboard.core.access import Viewer
from cpboard.core.roles import May
from meetings.closed.models import ClosedPaper
from meetings.closed.querysets import enterable
from meetings.models import AgendaItem
from meetings.policies import may_record_decision


def may_enter(by: Viewer, item: AgendaItem) -> bool:
    """Named readers of the session whose term runs, and the clerk. Nobody else learns that the room is there."""
    return enterable(by).filter(pk=item.pk).exists()


def may_write_paper(by: Viewer, item: AgendaItem) -> bool:
    """The clerk, and whoever presents the item if they are named; a paper that was considered no longer changes."""
    if not may_enter(by, item):
        return False
    if item.session.meeting.held_at is not None and ClosedPaper.objects.open_to(by).filter(item=item).exists():
        return False
    return _runs(by, item) or item.presenter_id == by.user_id


def may_add_note(by: Viewer, item: AgendaItem) -> bool:
    """The clerk keeps the private record."""
    return may_enter(by, item) and _runs(by, item)


def may_write_summary(by: Viewer, item: AgendaItem) -> bool:
    """The clerk writes what the public may know, once the meeting is held and until the minutes are out."""
    return may_enter(by, item) and may_record_decision(by, item)


def _runs(by: Viewer, item: AgendaItem) -> bool:
    return by.can(May.RUN_MEETINGS, item.session.meeting.body_id)
