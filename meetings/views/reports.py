"""Reports: mine to write, asked for, written, read, handed in, returned, cleared."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from meetings import completeness, operations, policies, reading, sheet
from meetings.counting import rules_of_the_house
from meetings.difference import difference
from meetings.form_of_report import cover_of
from meetings.forms import AskForm, ReportForm, ReturnForm
from meetings.models import Report, ReportSection
from meetings.views.common import asked, confirming, done, item_of, newest, report_of


def my_reports(request: SignedIn) -> HttpResponse:
    """What I owe, soonest first, and what I have written."""
    require(request.viewer.can(May.WRITE_REPORTS))
    mine = Report.objects.visible_to(request.viewer).filter(author=request.viewer.user_id)
    shown = mine.select_related("item__session__meeting__body")
    context = {"waiting": shown.unfinished(), "written": shown.handed_in()[:20], "today": request.viewer.on}
    return render(request, "meetings/my_reports.html", context)


def report(request: SignedIn, pk: int) -> HttpResponse:
    """The reader: what the board is asked first, the summary second, the report third."""
    found = report_of(request, pk)
    viewer = request.viewer
    rows = [row for part in sheet.agenda_of(found.item.session.meeting, viewer) for row in part.rows]
    at = [row.item for row in rows].index(found.item)
    number = rows[at].number
    context = {
        "report": found,
        "item": found.item,
        "meeting": found.item.session.meeting,
        "number": number,
        "count": len(rows),
        "cover": cover_of(found, found.item, number),
        "before": rows[at - 1] if at else None,
        "after": rows[at + 1] if at + 1 < len(rows) else None,
        "paragraphs": reading.paragraphs(found.text, before=number),
        "minutes": reading.minutes_to_read(found.asks, found.summary, found.text),
        "evening": "evening" in request.GET,
        "may_write": policies.may_save_report(viewer, found),
        "faults": completeness.faults_of(found) if found.state != Report.State.CLEARED else [],
        "may_return": policies.may_return_report(viewer, found),
        "may_clear": policies.may_clear_report(viewer, found),
    }
    return render(request, "meetings/report.html", context)


def ask_report(request: SignedIn, pk: int) -> HttpResponse:
    """Ask somebody to write on an item, by a day."""
    item = item_of(request, pk)
    require(policies.may_ask_report(request.viewer, item))
    there = sheet.report_of(item)
    drafts = rules_of_the_house().deadlines(item.session.meeting.day).first_drafts
    answers = {"author": item.presenter_id, "due_on": drafts}
    if there:
        answers = {"author": there.author_id, "due_on": there.due_on, "young_wanted": there.young_wanted}
    form = AskForm(posted(request), on=request.viewer.on, initial=answers)
    if carried_out(form, lambda: operations.ask_report(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The report is asked for. It stands on their page.", "meetings:item", item.pk)
    return asked(request, "ask_report", form, back=item, item=item, meeting=item.session.meeting)


def save_report(request: SignedIn, pk: int) -> HttpResponse:
    """Write the report. When somebody else has saved meanwhile, both texts stand on the page."""
    found = report_of(request, pk)
    require(policies.may_save_report(request.viewer, found))
    form = ReportForm(posted(request), initial=ReportForm.answers_of(found))
    if carried_out(form, lambda: operations.save_report(report=found, **form.report(), by=request.viewer, now=timezone.now())):
        return done(request, "Your report is saved. It is not handed in yet.", "meetings:report", found.pk)
    theirs = newest(form, lambda: report_of(request, pk))
    differ = difference(theirs.text, str(form.data.get("text", ""))) if theirs else []
    meeting = found.item.session.meeting
    hints = ReportSection.objects.visible_to(request.viewer).filter(heading__in=found.sections)
    shown = {"report": found, "item": found.item, "meeting": meeting, "theirs": theirs, "differ": differ, "hints": hints}
    return asked(request, "save_report", form, back=found, **shown)


def submit_report(request: SignedIn, pk: int) -> HttpResponse:
    """Hand it in."""
    found = report_of(request, pk)
    require(policies.may_submit_report(request.viewer, found))
    form = confirming(request, "Hand in the report")
    if carried_out(form, lambda: operations.submit_report(report=found, by=request.viewer, now=timezone.now())):
        return done(request, "Your report is handed in. The clerk reads it next.", "meetings:report", found.pk)
    return asked(request, "submit_report", form, back=found, report=found, meeting=found.item.session.meeting)


def return_report(request: SignedIn, pk: int) -> HttpResponse:
    """Send it back with the reason."""
    found = report_of(request, pk)
    require(policies.may_return_report(request.viewer, found))
    form = ReturnForm(posted(request))
    if carried_out(form, lambda: operations.return_report(report=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The report is back with its author.", "meetings:meeting", found.item.session.meeting_id)
    return asked(request, "return_report", form, back=found, report=found, meeting=found.item.session.meeting)


def clear_report(request: SignedIn, pk: int) -> HttpResponse:
    """It is ready for the board."""
    found = report_of(request, pk)
    require(policies.may_clear_report(request.viewer, found))
    form = confirming(request, "Clear the report")
    if carried_out(form, lambda: operations.clear_report(report=found, by=request.viewer, now=timezone.now())):
        return done(request, "The report is cleared.", "meetings:meeting", found.item.session.meeting_id)
    return asked(request, "clear_report", form, back=found, report=found, meeting=found.item.session.meeting)
