"""Reports: asked for, written, handed in, returned, cleared. Open papers only."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from meetings import completeness, policies
from meetings.faults import Refused, Stale
from meetings.form_of_report import Cover
from meetings.models import AgendaItem, Report, ReportSection
from meetings.operations.giving import report_added
from meetings.operations.locking import locked_item, locked_report


@transaction.atomic
def ask_report(*, item: AgendaItem, author: User, due_on: dt.date, by: Viewer, now: dt.datetime, young_wanted: bool = False) -> Report:
    """Ask somebody to write on an item by a day; asked again, it is another author or another day.

    A new report has the headings of the council's list as they are now (requirements 000-30, 004-29).
    """
    item = locked_item(item)
    require(policies.may_ask_report(by, item))
    asked = {"author": author, "due_on": due_on, "young_wanted": young_wanted}
    begun = {"sections": list(ReportSection.objects.values_list("heading", flat=True))}
    report, _ = Report.objects.update_or_create(item=item, defaults=asked, create_defaults={**asked, **begun})
    events.record("meetings.ask_report", subject=report, by=by, at=now, author=author.pk, due_on=due_on.isoformat())
    return report


@transaction.atomic
def save_report(
    *,
    report: Report,
    asks: str,
    summary: str,
    text: str,
    version: int,
    by: Viewer,
    now: dt.datetime,
    young_text: str = "",
    cover: Cover | None = None,
) -> Report:
    """Keep what is written so far; without a `cover` that stays. Raises Stale unless `version` is the one that the writer began from."""
    report = locked_report(report)
    require(policies.may_save_report(by, report))
    if version != report.version:
        raise Stale
    report.asks, report.summary, report.text, report.version = asks, summary, text, version + 1
    report.young_text = young_text
    for name, value in vars(cover).items() if cover else ():
        setattr(report, name, value)
    report.save()
    events.record("meetings.save_report", subject=report, by=by, at=now, version=report.version)
    return report


@transaction.atomic
def submit_report(*, report: Report, by: Viewer, now: dt.datetime) -> Report:
    """Hand it in. Raises Refused while a part of it is empty, ValidationError with every gap that is left in it."""
    report = locked_report(report)
    require(policies.may_submit_report(by, report))
    _check_whole(report)
    return _move(report, Report.State.SUBMITTED, "meetings.submit_report", by, now)


@transaction.atomic
def return_report(*, report: Report, why: str, by: Viewer, now: dt.datetime) -> Report:
    """Send it back to its author, who reads why."""
    report = locked_report(report)
    require(policies.may_return_report(by, report))
    report.returned_why = why
    return _move(report, Report.State.RETURNED, "meetings.return_report", by, now)


@transaction.atomic
def clear_report(*, report: Report, by: Viewer, now: dt.datetime) -> Report:
    """It is ready: whoever sees the item may read it now. Raises as `submit_report`: nobody clears a gap by mistake."""
    report = locked_report(report)
    require(policies.may_clear_report(by, report))
    _check_whole(report)
    report_added(report, by=by, now=now)
    return _move(report, Report.State.CLEARED, "meetings.clear_report", by, now)


def _check_whole(report: Report) -> None:
    missing = completeness.empty_parts(report)
    if missing:
        raise Refused(f"Write {' and '.join(missing)} first.")
    faults = completeness.faults_of(report)
    if faults:
        raise ValidationError([str(fault) for fault in faults])


def _move(report: Report, state: str, verb: str, by: Viewer, now: dt.datetime) -> Report:
    report.state = state
    report.save()
    events.record(verb, subject=report, by=by, at=now, version=report.version)
    return report
