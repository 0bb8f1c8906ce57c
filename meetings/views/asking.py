"""Reports asked for in one go; the council's own list of what a report speaks of."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.templatetags.cpb import count_words
from meetings import operations, policies
from meetings.asking import to_ask
from meetings.counting import rules_of_the_house
from meetings.forms import AskReportsForm, SectionOfReportForm
from meetings.models import ReportSection
from meetings.views.common import asked, confirming, done, meeting_of


def ask_reports(request: SignedIn, pk: int) -> HttpResponse:
    """Who writes on each item that needs a report, and one day for all."""
    meeting = meeting_of(request, pk)
    require(policies.may_ask_reports(request.viewer, meeting))
    items = to_ask(meeting, request.viewer)
    drafts = rules_of_the_house().deadlines(meeting.day).first_drafts
    form = AskReportsForm(posted(request), items=items, on=request.viewer.on, initial={"due_on": drafts})
    made = carried_out(form, lambda: operations.ask_reports(meeting=meeting, **form.asked(), by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "ask_reports", form, back=meeting, meeting=meeting, items=items)
    sentence = f"{count_words(len(made), 'report is,reports are').capitalize()} asked for. Each author has a letter."
    return done(request, sentence, "meetings:meeting", meeting.pk)


def report_sections(request: SignedIn) -> HttpResponse:
    """The headings that every report has from now on."""
    require(policies.may_keep_sections(request.viewer))
    sections = ReportSection.objects.visible_to(request.viewer)
    return render(request, "meetings/report_sections.html", {"sections": sections})


def begin_sections(request: SignedIn) -> HttpResponse:
    """Begin from the usual headings."""
    require(policies.may_keep_sections(request.viewer))
    form = confirming(request, "Use the usual headings")
    carried_out(form, lambda: operations.begin_sections(by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return _asked(request, "begin_sections", form)
    return done(request, "The usual headings are there. Take off what you do not need.", "meetings:report_sections")


def add_section_of_report(request: SignedIn) -> HttpResponse:
    """One heading more."""
    require(policies.may_keep_sections(request.viewer))
    form = SectionOfReportForm(posted(request))
    if carried_out(form, lambda: operations.add_section_of_report(**form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The heading is on the list.", "meetings:report_sections")
    return _asked(request, "add_section_of_report", form)


def change_section_of_report(request: SignedIn, pk: int) -> HttpResponse:
    """Other words, another place."""
    section = _section(request, pk)
    form = SectionOfReportForm(posted(request), initial=SectionOfReportForm.answers_of(section))
    said: dict[str, Any] = {"section": section, "by": request.viewer, "now": timezone.now()}
    if carried_out(form, lambda: operations.change_section_of_report(**form.cleaned_data, **said)):
        return done(request, "The heading is saved.", "meetings:report_sections")
    return _asked(request, "change_section_of_report", form, section=section)


def remove_section_of_report(request: SignedIn, pk: int) -> HttpResponse:
    """No report asked for from now on has it."""
    section = _section(request, pk)
    form = confirming(request, "Take it off the list")
    carried_out(form, lambda: operations.remove_section_of_report(section=section, by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return _asked(request, "remove_section_of_report", form, section=section)
    return done(request, "The heading is off the list.", "meetings:report_sections")


def _section(request: SignedIn, pk: int) -> ReportSection:
    require(policies.may_keep_sections(request.viewer))
    found: ReportSection = get_object_or_404(ReportSection.objects.visible_to(request.viewer), pk=pk)
    return found


def _asked(request: SignedIn, deed: str, form: Any, **context: Any) -> HttpResponse:
    return render(request, f"meetings/{deed}.html", {"form": form, "cancel_url": reverse("meetings:report_sections"), **context})
