"""Groups of young people and what they did; municipal years."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.board import operations, policies
from cpboard.board.forms import ActivityForm, GroupForm, YearForm
from cpboard.board.models import MunicipalYear, YoungGroup
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out


def groups(request: SignedIn) -> HttpResponse:
    """The groups in which young people meet."""
    require(policies.may_read_board(request.viewer))
    found = list(YoungGroup.objects.visible_to(request.viewer))
    return render(request, "board/groups.html", {"groups": found, "may_add": policies.may_add_group(request.viewer)})


def group(request: SignedIn, pk: int) -> HttpResponse:
    """One group: who they are, what they did in each year, what they say about the board."""
    viewer = request.viewer
    found = get_object_or_404(YoungGroup.objects.visible_to(viewer), pk=pk)
    lines = found.activities.visible_to(viewer).select_related("year").order_by("-year__starts_on", "pk")
    years = [(year.label, list(each)) for year, each in groupby(lines, key=lambda line: line.year)]
    return render(request, "board/group.html", {"group": found, "years": years, "may_change": policies.may_change_group(viewer, found)})


def _about(form: GroupForm) -> dict[str, Any]:
    """What the deed takes: the yes of the group was only asked for."""
    return {name: value for name, value in form.cleaned_data.items() if name != "said_yes"}


def add_group(request: SignedIn) -> HttpResponse:
    """A new group of young people."""
    require(policies.may_add_group(request.viewer))
    form = GroupForm(posted(request))
    made = carried_out(form, lambda: operations.add_group(**_about(form), by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"{made.name} is added.")
        return redirect("board:group", made.pk)
    return render(request, "board/add_group.html", {"form": form, "cancel_url": reverse("board:groups")})


def change_group(request: SignedIn, pk: int) -> HttpResponse:
    """What is said about a group."""
    found = get_object_or_404(YoungGroup.objects.visible_to(request.viewer), pk=pk)
    require(policies.may_change_group(request.viewer, found))
    names = ("name", "about", "meets", "usual_number", "says_about_board")
    form = GroupForm(posted(request), initial={**{n: getattr(found, n) for n in names}, "said_yes": bool(found.says_about_board)})
    if carried_out(form, lambda: operations.change_group(group=found, **_about(form), by=request.viewer, now=timezone.now())):
        messages.success(request, "Your changes are saved.")
        return redirect("board:group", found.pk)
    return render(request, "board/change_group.html", {"group": found, "form": form, "cancel_url": reverse("board:group", args=[pk])})


def add_activity(request: SignedIn, pk: int) -> HttpResponse:
    """One line about what a group did."""
    found = get_object_or_404(YoungGroup.objects.visible_to(request.viewer), pk=pk)
    require(policies.may_add_activity(request.viewer, found))
    form = ActivityForm(
        posted(request), initial={"year": MunicipalYear.objects.visible_to(request.viewer).current(on=request.viewer.on).first()}
    )
    if carried_out(form, lambda: operations.add_activity(group=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, "The line is added.")
        return redirect("board:group", found.pk)
    return render(request, "board/add_activity.html", {"group": found, "form": form, "cancel_url": reverse("board:group", args=[pk])})


def years(request: SignedIn) -> HttpResponse:
    """The municipal years, the newest first."""
    viewer = request.viewer
    require(policies.may_read_board(viewer))
    found = list(MunicipalYear.objects.visible_to(viewer))
    now = next((year for year in found if year.starts_on <= viewer.on <= year.ends_on), None)
    return render(request, "board/years.html", {"years": found, "now": now, "may_add": policies.may_add_year(viewer)})


def add_year(request: SignedIn) -> HttpResponse:
    """A new municipal year."""
    require(policies.may_add_year(request.viewer))
    form = YearForm(posted(request))
    made = carried_out(form, lambda: operations.add_year(**form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"The municipal year {made.label} is added.")
        return redirect("board:years")
    return render(request, "board/add_year.html", {"form": form, "cancel_url": reverse("board:years")})
