"""Private papers and the private record. Events name keys and versions, never words."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from meetings.closed import policies
from meetings.closed.models import ClosedNote, ClosedPaper
from meetings.faults import Stale
from meetings.models import AgendaItem, PublicSummary
from meetings.operations.locking import locked_item


@transaction.atomic
def write_paper(*, item: AgendaItem, title: str, text: str, version: int, by: Viewer, now: dt.datetime) -> ClosedPaper:
    """The paper of a private item. Raises Stale unless `version` is the one that the writer began from (0 for none)."""
    item = locked_item(item)
    require(policies.may_write_paper(by, item))
    paper = ClosedPaper.objects.open_to(by).filter(item=item).first() or ClosedPaper(item=item, version=0)
    if version != paper.version:
        raise Stale
    paper.title, paper.text, paper.version = title, text, version + 1
    paper.written_by, paper.written_at = by.user, now
    paper.save()
    events.record("closed.write_paper", subject=paper, by=by, at=now, version=paper.version)
    return paper


@transaction.atomic
def add_note(*, item: AgendaItem, text: str, by: Viewer, now: dt.datetime) -> ClosedNote:
    """What was said and settled in private. Notes are added, never changed."""
    item = locked_item(item)
    require(policies.may_add_note(by, item))
    note = ClosedNote(item=item, text=text, by=by.user, at=now)
    note.save()
    events.record("closed.add_note", subject=note, by=by, at=now)
    return note


@transaction.atomic
def write_summary(*, item: AgendaItem, text: str, version: int, by: Viewer, now: dt.datetime) -> PublicSummary:
    """What the public may know of a private item; empty takes it back. Raises Stale unless `version` is the one begun from (0 for none).

    The words leave the room here, by a person who reads what stays in it (LGA 1972, s.100C(2)).
    """
    item = locked_item(item)
    require(policies.may_write_summary(by, item))
    row = PublicSummary.objects.filter(item=item).first() or PublicSummary(item=item, version=0)
    if version != row.version:
        raise Stale
    row.text, row.version, row.written_by, row.written_at = text, version + 1, by.user, now
    row.save()
    events.record("closed.write_summary", subject=row, by=by, at=now, version=row.version)
    return row
