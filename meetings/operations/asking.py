"""Reports asked for in one go: every author has one letter with the day, however many reports it is (ux C6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from cpboard.core import events, mail
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Meeting, Report
from meetings.operations.locking import locked_meeting
from meetings.operations.reports import ask_report

LETTER = "report_asked"


@transaction.atomic
def ask_reports(
    *,
    meeting: Meeting,
    authors: Mapping[AgendaItem, User],
    due_on: dt.date,
    by: Viewer,
    now: dt.datetime,
    young: frozenset[int] = frozenset(),
) -> list[Report]:
    """Ask for the reports of these items, due on one day; `young`: keys of items that need a version for young people.

    Raises Refused when nobody is asked, or an item is of another meeting.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_ask_reports(by, meeting))
    if not authors:
        raise Refused("Choose who writes at least one report.")
    if any(item.session.meeting_id != meeting.pk for item in authors):
        raise Refused("One of these items is not on this agenda.")
    asked: dict[str, Any] = {"due_on": due_on, "by": by, "now": now}
    made = [ask_report(item=item, author=author, young_wanted=item.pk in young, **asked) for item, author in authors.items()]
    for author in {report.author for report in made}:
        mail.write(to=author, kind=LETTER, cause=f"meeting:{meeting.pk}:{due_on}", link=reverse("meetings:my_reports"), day=due_on, now=now)
    events.record("meetings.ask_reports", subject=meeting, by=by, at=now, reports=len(made))
    return made
