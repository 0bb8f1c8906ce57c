"""Which items of a meeting wait for somebody to write; who may still have the letter that asks for it."""

from __future__ import annotations

from cpboard.core import mail
from cpboard.core.access import Viewer
from cpboard.core.models import Mail
from meetings.models import AgendaItem, Meeting, Report, Session
from meetings.operations.asking import LETTER
from meetings.sheet import NO_REPORT_NEEDED


def to_ask(meeting: Meeting, viewer: Viewer) -> list[AgendaItem]:
    """The open items that need a report for which nobody was asked, in the order of the agenda."""
    items = AgendaItem.objects.visible_to(viewer).filter(session__meeting=meeting, session__privacy=Session.Privacy.PUBLIC, report=None)
    return list(items.exclude(kind__in=NO_REPORT_NEEDED).in_order().select_related("session", "presenter"))


@mail.rechecked(LETTER)
def may_be_asked(letter: Mail, viewer: Viewer) -> bool:
    """Whoever still owes a report of that meeting."""
    mine = Report.objects.visible_to(viewer).filter(author=viewer.user_id, item__session__meeting=letter.cause.split(":")[1])
    return bool(mine.unfinished().filter(item__session__meeting__called_off_at=None).exists())
