"""Several items at once: a list of titles becomes as many items (ux J1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Session
from meetings.operations.agenda import add_item
from meetings.operations.locking import locked_session

MOST = 30


@transaction.atomic
def add_items(
    *,
    session: Session,
    titles: Sequence[str],
    by: Viewer,
    now: dt.datetime,
    kind: str = AgendaItem.Kind.REPORT,
    purpose: str = AgendaItem.Purpose.RECEIVE,
    minutes_planned: int = 10,
) -> list[AgendaItem]:
    """An open item for each title, in their order, before the close. Raises Refused for none, or for too many at once."""
    session = locked_session(session)
    require(policies.may_add_items(by, session))
    if not 0 < len(titles) <= MOST:
        raise Refused(f"Write from one to {MOST} titles, each on a line of its own.", "titles")
    shape = {"kind": kind, "purpose": purpose, "minutes_planned": minutes_planned}
    made = [add_item(session=session, title=title, **shape, by=by, now=now) for title in titles]  # type: ignore[arg-type]
    events.record("meetings.add_items", subject=session, by=by, at=now, items=len(made))
    return made
