"""Pages of frozen scorecards: all of them, one, take one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer, require
from performance import policies
from performance.checking import WrongFigure
from performance.figures import figures_at
from performance.models import Snapshot, SnapshotPaper, SnapshotRow
from performance.snapshots import operations, owing, reading
from performance.snapshots.forms import SnapshotForm

PAGE = 30


def snapshots(request: HttpRequest) -> HttpResponse:
    """Every frozen scorecard, the newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_snapshots(viewer))
    found = Snapshot.objects.visible_to(viewer).select_related("taken_by")
    context = {"page": Paginator(found, PAGE).get_page(request.GET.get("page")), "may_take": policies.may_take_snapshot(viewer)}
    return render(request, "performance/snapshots/list.html", context)


def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen scorecard, with what became of its figures since beside it. It prints as it reads."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one: Snapshot = get_object_or_404(Snapshot.objects.visible_to(viewer).select_related("taken_by", "paper"), pk=pk)
    rows = list(SnapshotRow.objects.visible_to(viewer).filter(snapshot=one).select_related("indicator", "value"))
    context = {"snapshot": one, "title": reading.title(rows), "groups": reading.groups(rows, viewer), "has_paper": hasattr(one, "paper")}
    return render(request, "performance/snapshots/snapshot.html", context)


def ask_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the PDF made, and see how far it is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one: Snapshot = get_object_or_404(Snapshot.objects.visible_to(viewer).select_related("paper"), pk=pk)
    require(policies.may_ask_paper(viewer, one))
    if request.method == "POST":
        job = operations.ask_paper(snapshot=one, by=viewer, now=timezone.now())
        return redirect("job", pk=job.pk)
    context = {
        "snapshot": one,
        "button": "Make the PDF",
        "cancel_url": reverse("performance:snapshot", args=[one.pk]),
        "cancel_text": "Not now",
    }
    return render(request, "performance/snapshots/ask_paper.html", context)


def snapshot_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of a frozen scorecard."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    paper: SnapshotPaper = get_object_or_404(SnapshotPaper.objects.visible_to(viewer).select_related("file", "snapshot"), snapshot=pk)
    return files.respond(paper.file, name=f"scorecard-{paper.snapshot.on.isoformat()}.pdf")


def take_snapshot(request: HttpRequest) -> HttpResponse:
    """Freeze the scorecard as things stand on a day."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_take_snapshot(viewer))
    form = SnapshotForm(request.POST or None, initial={"on": viewer.on})
    if request.method == "POST" and form.is_valid():
        try:
            taken = operations.take_snapshot(by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, "The scorecard is frozen. Nothing in it changes any more.")
            return redirect("performance:snapshot", pk=taken.pk)
    found = figures_at(viewer, viewer.on)
    context = {
        "form": form,
        "owed": owing.owed(found),
        "no_outcome": owing.tells_no_outcome(found),
        "cancel_url": reverse("performance:snapshots"),
    }
    return render(request, "performance/snapshots/take_snapshot.html", context)
