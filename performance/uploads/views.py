"""Pages of files on their way in: send, what is wrong, what would change, take in, throw away, and what came before."""

from __future__ import annotations

import datetime as dt
from textwrap import wrap
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer, require
from cpboard.core.files import FileMissing
from cpboard.core.spreadsheet import as_csv, as_xlsx
from cpboard.core.templatetags.cpb import count_words, moment
from performance import policies
from performance.importing import columns
from performance.importing.reading import Refused
from performance.models import ColumnMatch, Upload
from performance.uploads import due, operations
from performance.uploads.forms import MatchColumnsForm, SendFiguresForm, SendFileForm

PAGE = 30
WORDED = 9  # numbers up to here are written out


def uploads(request: HttpRequest) -> HttpResponse:
    """Every file that was sent, newest first: who, when, what was in it, what became of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_send_file(viewer))
    sent = Upload.objects.visible_to(viewer).select_related("file", "sent_by", "ended_by")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "waiting": sent.filter(ending="", sound=True).count(),
        "missing": due.missing(viewer),
    }
    return render(request, "performance/uploads/list.html", context)


def _row(upload: Upload) -> dict[str, Any]:
    found, read = upload.report, _read(upload) if upload.sound else ""
    wrong = found["sentence"].removesuffix(".") if upload.sound is False else ""
    return {"upload": upload, "line": read or wrong or "Not looked at yet", "state": _state(upload), "hash": upload.file.sha256[:12]}


def _read(upload: Upload) -> str:
    """120 rows held, 0 refused."""
    held, passed = upload.report["held"], upload.report["passed"]
    return f"{held:,} {'row' if held == 1 else 'rows'} held, {passed:,} refused"


def _state(upload: Upload) -> str:
    if upload.ending:
        return upload.get_ending_display().capitalize()
    if upload.is_unmatched:
        return "Waits for its columns"
    return "Waits for you" if upload.sound else "Being looked at"


def send_file(request: HttpRequest) -> HttpResponse:
    """Send a file; what it would change is shown before anything is taken in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_send_file(viewer))
    form = SendFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = operations.send_file(file=form.upload, by=viewer, now=timezone.now(), **form.names())
        return redirect("performance:upload", pk=sent.pk)
    return render(request, "performance/uploads/send_file.html", {"form": form, "cancel_url": reverse("performance:uploads")})


def send_figures(request: HttpRequest) -> HttpResponse:
    """Send a file of our own figures; what it would change is shown before anything is taken in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_send_figures(viewer))
    form = SendFiguresForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = operations.send_figures(file=form.upload, source=form.cleaned_data["source"], by=viewer, now=timezone.now())
        return redirect("performance:upload", pk=sent.pk)
    context = {"form": form, "cancel_url": reverse("performance:uploads"), "remembered": ColumnMatch.objects.visible_to(viewer).exists()}
    return render(request, "performance/uploads/send_figures.html", context)


def template_csv(request: HttpRequest) -> HttpResponse:
    """The table to fill in, with the indicators that are on the scorecard, as CSV."""
    return as_csv("figures-to-fill-in", columns.HEAD, _to_fill_in(request))


def template_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return as_xlsx("figures-to-fill-in", columns.HEAD, _to_fill_in(request))


def _to_fill_in(request: HttpRequest) -> list[list[object]]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_send_figures(viewer))
    return due.to_fill_in(viewer)


def match_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column of a file is. Headings are read from the file each time, and only those that are matched are kept."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _upload(viewer, pk)
    require(policies.may_match_columns(viewer, one))
    try:
        headings, known = columns.headings(one.file.name, files.read(one.file))
    except (Refused, FileMissing):
        return redirect("performance:upload", pk=one.pk)
    form = MatchColumnsForm(request.POST or None, headings=headings, known=known)
    if request.method == "POST" and form.is_valid():
        operations.match_columns(upload=one, columns=form.columns(), by=viewer, now=timezone.now())
        messages.success(request, "The columns are remembered. The file is looked at with them.")
        return redirect("performance:upload", pk=one.pk)
    return render(request, "performance/uploads/match_columns.html", {"upload": one, "form": form, "cancel_url": _url(one)})


def forget_columns(request: HttpRequest) -> HttpResponse:
    """Forget which heading is which column."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_forget_columns(viewer))
    if request.method == "POST":
        operations.forget_columns(by=viewer, now=timezone.now())
        messages.success(request, "What was remembered of columns is forgotten.")
        return redirect("performance:send_figures")
    known = ColumnMatch.objects.visible_to(viewer)
    facts = [{"name": f"“{each.heading.replace('_', ' ')}”", "text": each.get_column_display()} for each in known]
    context = {
        "facts": facts,
        "button": "Forget these columns",
        "cancel_url": reverse("performance:send_figures"),
        "cancel_text": "Keep them",
    }
    return render(request, "performance/uploads/forget_columns.html", context)


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what is wrong in it, or what it would change, or what it changed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _upload(viewer, pk)
    context = {
        "upload": one,
        "found": one.report,
        "title": _title(one),
        "facts": _facts(one),
        "changes": [{**each, "ends_on": dt.date.fromisoformat(each["ends_on"])} for each in one.report.get("changes", [])],
        "may_match": policies.may_match_columns(viewer, one),
        "may_take": one.sound and one.report["new"] > 0 and policies.may_take_upload(viewer, one),
        "may_drop": policies.may_drop_upload(viewer, one),
    }
    return render(request, "performance/uploads/upload.html", context)


def _upload(viewer: Viewer, pk: int) -> Upload:
    found = Upload.objects.visible_to(viewer).select_related("file", "sent_by", "ended_by", "job")
    one: Upload = get_object_or_404(found, pk=pk)
    return one


def _title(one: Upload) -> str:
    """How it stands, in a sentence."""
    if one.is_unmatched:
        return "Say what its columns are"
    if one.sound is None:
        return "The file was not looked at" if one.ending else "The file is being looked at"
    if not one.sound:
        return "The file cannot be taken in"
    new = one.report["new"]
    word = "figure" if one.is_our_own else "row"
    rows = f"{new:,} {word}s" if new > WORDED else count_words(new, f"{word},{word}s").capitalize()
    if one.ending == Upload.Ending.TAKEN:
        return f"{rows} came in" if new else f"Nothing changed: every {word} was there already"
    if one.ending:
        return "The file was thrown away"
    return f"{rows} would come in" if new else f"Nothing would change: every {word} is there already"


def _facts(one: Upload) -> list[dict[str, str]]:
    ended = f"{one.get_ending_display().capitalize()} on {moment(one.ended_at)}{f' by {one.ended_by.name}' if one.ended_by else ''}"
    rows = {
        "What it is": one.report.get("what", ""),
        "Where they come from": one.source,
        "Sent": f"{moment(one.sent_at)} by {one.sent_by.name}",
        "What became of it": ended if one.ending else "",
        "Rows": f"{one.report['rows']:,} in: {one.report['held']:,} held, {one.report['passed']:,} refused" if one.sound else "",
        "Fingerprint": " ".join(wrap(one.file.sha256, 8)),
    }
    return [{"name": name, "text": text} for name, text in rows.items() if text]


def take_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a file is taken in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _upload(viewer, pk)
    require(policies.may_take_upload(viewer, one))
    if request.method == "POST":
        job = operations.take_upload(upload=one, by=viewer, now=timezone.now())
        return redirect("job", pk=job.pk)
    context = {"upload": one, "facts": _facts(one), "button": "Take these figures in", "cancel_url": _url(one), "cancel_text": "Not yet"}
    return render(request, "performance/uploads/take_upload.html", context)


def drop_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a file away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _upload(viewer, pk)
    require(policies.may_drop_upload(viewer, one))
    if request.method == "POST":
        operations.drop_upload(upload=one, by=viewer, now=timezone.now())
        messages.success(request, f"{one.file.name} is thrown away. Nothing of it was taken in.")
        return redirect("performance:uploads")
    context = {"upload": one, "facts": _facts(one), "button": "Throw the file away", "cancel_url": _url(one), "cancel_text": "Keep it"}
    return render(request, "performance/uploads/drop_upload.html", context)


def _url(one: Upload) -> str:
    return reverse("performance:upload", args=[one.pk])
