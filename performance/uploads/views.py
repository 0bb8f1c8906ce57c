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

from cpboard.core.access import Viewer, require
from cpboard.core.templatetags.cpb import count_words, moment
from performance import policies
from performance.models import Upload
from performance.uploads import operations
from performance.uploads.forms import SendFileForm

PAGE = 30
WORDED = 9  # numbers up to here are written out


def uploads(request: HttpRequest) -> HttpResponse:
    """Every file that was sent, newest first: who, when, what was in it, what became of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_send_file(viewer))
    sent = Upload.objects.visible_to(viewer).select_related("file", "sent_by", "ended_by")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    waiting = sent.filter(ending="", sound=True).count()
    return render(request, "performance/uploads/list.html", {"page": page, "rows": [_row(each) for each in page], "waiting": waiting})


def _row(upload: Upload) -> dict[str, Any]:
    found, read = upload.report, f"{upload.report['held']:,} rows held, {upload.report['passed']:,} refused" if upload.sound else ""
    wrong = found["sentence"].removesuffix(".") if upload.sound is False else ""
    return {"upload": upload, "line": read or wrong or "Not looked at yet", "state": _state(upload), "hash": upload.file.sha256[:12]}


def _state(upload: Upload) -> str:
    if upload.ending:
        return upload.get_ending_display().capitalize()
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
    if one.sound is None:
        return "The file was not looked at" if one.ending else "The file is being looked at"
    if not one.sound:
        return "The file cannot be taken in"
    new = one.report["new"]
    rows = f"{new:,} rows" if new > WORDED else count_words(new, "row,rows").capitalize()
    if one.ending == Upload.Ending.TAKEN:
        return f"{rows} came in" if new else "Nothing changed: every row was there already"
    if one.ending:
        return "The file was thrown away"
    return f"{rows} would come in" if new else "Nothing would change: every row is there already"


def _facts(one: Upload) -> list[dict[str, str]]:
    ended = f"{one.get_ending_display().capitalize()} on {moment(one.ended_at)}{f' by {one.ended_by.name}' if one.ended_by else ''}"
    rows = {
        "What it is": one.report.get("what", ""),
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
