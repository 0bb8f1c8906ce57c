"""Pages of frozen scorecards: all of them, one, take one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from performance import policies
from performance.checking import WrongFigure
from performance.models import Snapshot, SnapshotRow
from performance.snapshots import operations, reading
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
    one: Snapshot = get_object_or_404(Snapshot.objects.visible_to(viewer).select_related("taken_by"), pk=pk)
    rows = list(SnapshotRow.objects.visible_to(viewer).filter(snapshot=one).select_related("indicator", "value"))
    context = {"snapshot": one, "title": reading.title(rows), "groups": reading.groups(rows, viewer)}
    return render(request, "performance/snapshots/snapshot.html", context)


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
    context = {"form": form, "cancel_url": reverse("performance:snapshots")}
    return render(request, "performance/snapshots/take_snapshot.html", context)
