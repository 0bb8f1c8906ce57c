"""Two people at once take turns: every deed begins from the rows as they are now, locked until it ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from meetings.models import AgendaItem, Meeting, Report, Session

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row, *related: str) -> Row:
    """The row as it is now, locked, with what stands beside it."""
    rows = type(row)._default_manager.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=row.pk)


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting, locked, with its body and year."""
    return locked(meeting, "body", "year")


def locked_session(session: Session) -> Session:
    """The session, after its meeting: whoever changes an agenda waits for whoever is changing it."""
    locked(Meeting(pk=session.meeting_id))
    return locked(session, "meeting__body")


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item, after its meeting."""
    locked(Meeting(pk=Session.objects.values_list("meeting_id", flat=True).get(pk=item.session_id)))
    return locked(item, "session__meeting__body")


def locked_report(report: Report) -> Report:
    """The report with its item and meeting."""
    return locked(report, "author", "item__session__meeting__body")
