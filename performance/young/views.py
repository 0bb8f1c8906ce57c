"""Pages of the young people's card: read it, say whether a figure fits."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from performance import policies
from performance.young import operations, reading
from performance.young.forms import JudgementForm


def card(request: HttpRequest) -> HttpResponse:
    """Ten figures in young people's words, with what they say of them beside the colour."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_card(viewer))
    lines = [{"line": each, "may_judge": _may_judge(viewer, each)} for each in reading.card(viewer, viewer.on)]
    return render(request, "performance/young/card.html", {"lines": lines})


def _may_judge(viewer: Viewer, line: reading.CardLine) -> bool:
    return line.value is not None and policies.may_speak_of_figures(viewer)


def judge_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a figure feels right."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_speak_of_figures(viewer))
    line = next((each for each in reading.card(viewer, viewer.on) if each.value and each.value.pk == pk), None)
    if line is None or line.value is None:
        raise Http404
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.judge_figure(value=line.value, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Thank you. It stands beside what the grown-ups say.")
        return redirect("performance:card")
    return render(request, "performance/young/judge_figure.html", {"form": form, "line": line, "cancel_url": reverse("performance:card")})
