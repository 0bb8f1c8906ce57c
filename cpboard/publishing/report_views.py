"""The annual report: its years, its chapters, its builds, its agreement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer, require
from cpboard.core.models import Job
from cpboard.core.roles import May
from cpboard.publishing import operations, policies, record
from cpboard.publishing.chapters import BY_KEY
from cpboard.publishing.drafting import draft_one
from cpboard.publishing.models import AnnualReport, ReportBuild, ReportSection
from cpboard.publishing.report_forms import AgreeReportForm, ChapterForm, StartReportForm


def _seen(viewer: Viewer) -> QuerySet[AnnualReport]:
    builds = ReportBuild.objects.select_related("pdf", "html", "manifest", "job").prefetch_related("agreements__by")
    return AnnualReport.objects.visible_to(viewer).select_related("body", "year").prefetch_related(Prefetch("builds", queryset=builds))


def reports(request: HttpRequest) -> HttpResponse:
    """The annual reports of the viewer's bodies, newest year first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.READ_ANNUAL_REPORT))
    rows = [{"report": report, "state": _state(report)} for report in _seen(viewer)]
    return render(request, "publishing/reports.html", {"rows": rows, "may_start": viewer.can(May.WRITE_ANNUAL_REPORT)})


def _state(report: AnnualReport) -> str:
    newest = next(iter(report.builds.all()), None)
    if newest is None:
        return "Being written"
    return "Agreed by the board" if newest.agreements.all() else f"Version {newest.version} is built"


def start(request: HttpRequest) -> HttpResponse:
    """Begin the report of a year."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.WRITE_ANNUAL_REPORT))
    form = StartReportForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        report = operations.start_report(by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Every chapter is there. What the record says is filled in.")
        return redirect("annual_report", pk=report.pk)
    return render(request, "publishing/report_start.html", {"form": form})


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what stands in each chapter, its builds, what comes next."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(_seen(viewer), pk=pk)
    spoken = record.spoken_of(found, viewer)
    builds = list(found.builds.all())
    newest = builds[0] if builds else None
    agreed = newest is not None and bool(newest.agreements.all())
    context = {
        "report": found,
        "chapters": [_chapter(section, spoken) for section in found.sections.order_by("position")],
        "builds": builds,
        "newest": newest,
        "agreed": agreed,
        "job": Job.objects.filter(kind=operations.BUILD, key=f"report:{pk}").order_by("-pk").first(),
        "may_write": policies.may_write_annual_report(viewer, found.body_id),
        "may_agree": newest is not None and not agreed and policies.may_agree_annual_report(viewer, found),
        "may_ask": agreed and policies.may_ask_release(viewer, found.body_id),
    }
    return render(request, "publishing/report.html", context)


def _chapter(section: ReportSection, spoken: frozenset[str]) -> dict[str, Any]:
    chapter = BY_KEY[section.key]
    from_record = section.key in spoken
    written = bool(section.officer_text.strip())
    if from_record and written:
        state = "From the record, with an officer's words"
    elif from_record:
        state = "From the record"
    elif written:
        state = "An officer's words"
    else:
        state = "Standing words" if chapter.standing else "Empty: it will not be printed"
    return {"section": section, "chapter": chapter, "state": state, "empty": state.startswith("Empty")}


def chapter(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What the record says in one chapter, and an officer's words beside it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(_seen(viewer), pk=pk)
    require(policies.may_write_annual_report(viewer, found.body_id))
    section = get_object_or_404(found.sections, key=key)
    form = ChapterForm(request.POST or None, initial={"officer_text": section.officer_text, "version": section.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_chapter(section, by=viewer, now=timezone.now(), **form.cleaned_data)
        except operations.Stale as fault:
            theirs = fault.current
            form = _against(form, theirs)
        else:
            messages.success(request, f"“{section.heading}” is saved.")
            return redirect("annual_report", pk=pk)
    draft = draft_one(found, key, viewer)
    context = {"report": found, "section": section, "chapter": BY_KEY[key], "draft": draft, "form": form, "theirs": theirs}
    return render(request, "publishing/report_chapter.html", context)


def _against(form: ChapterForm, theirs: ReportSection) -> ChapterForm:
    """The same typing, ready to be saved over what the other person wrote once it was read."""
    data = {"officer_text": form.cleaned_data["officer_text"], "version": theirs.version}
    again = ChapterForm(data)
    again.is_valid()
    again.add_error("officer_text", STALE)
    return again


def build(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker to build it, then watch how far it has come."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(_seen(viewer), pk=pk)
    require(policies.may_write_annual_report(viewer, found.body_id))
    if request.method == "POST":
        job = operations.ask_build(found, by=viewer, now=timezone.now())
        return redirect("job", pk=job.pk)
    return render(request, "publishing/report_build.html", {"report": found})


def agree(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The chair agrees this version for the board."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(_seen(viewer), pk=pk)
    require(policies.may_agree_annual_report(viewer, found))
    made = get_object_or_404(found.builds, version=version)
    form = AgreeReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.agree_report(made, by=viewer, now=timezone.now(), **form.cleaned_data)
        except operations.NotReady as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, "The board has agreed the report. It can go to those who receive it.")
        return redirect("annual_report", pk=pk)
    facts = [{"name": "Version", "text": str(version)}, {"name": "It goes to", "text": found.goes_to}]
    return render(request, "publishing/report_agree.html", {"report": found, "form": form, "facts": facts})


def read(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """A built version as a web page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(_seen(viewer), pk=pk)
    made = get_object_or_404(found.builds.select_related("html"), version=version)
    fragment = files.read(made.html).decode()
    return render(request, "publishing/report_read.html", {"report": found, "build": made, "fragment": fragment})


STALE = "Somebody else saved this chapter while you wrote. Their words stand above, yours are here: join the two and save."
FILES = {"pdf": "pdf", "manifest": "json"}


def download(request: HttpRequest, pk: int, version: int, kind: str) -> HttpResponseBase:
    """A file of a built version: whole, or not there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if kind not in FILES:
        raise Http404
    found = get_object_or_404(_seen(viewer), pk=pk)
    made = get_object_or_404(found.builds.select_related("pdf", "manifest"), version=version)
    name = f"annual-report-{found.year.label.replace('/', '-')}-version-{version}.{FILES[kind]}"
    return files.respond(getattr(made, kind), name=name)
