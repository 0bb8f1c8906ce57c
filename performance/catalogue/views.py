"""Pages of the list of indicators: find one, switch it on or off, put it in its place, set a target for a year (ux D6)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from cpboard.core.templatetags.cpb import count_words
from performance import policies
from performance.catalogue import operations
from performance.catalogue.forms import IndicatorFilter, TargetForm
from performance.models import Indicator

PAGE = 60


def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator, those off the scorecard and the retired ones too."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    every = Indicator.objects.visible_to(viewer)
    themes = list(every.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct())
    form = IndicatorFilter(request.GET or None, themes=themes)
    found = every.with_people().as_in(form.asked("state")).saying(form.asked("q"))
    found = found.filter(**{name: form.asked(name) for name in ("theme", "measures") if form.asked(name)})
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [_row(each) for each in page],
        "title": _title(every.as_in("on").count(), every.as_in("off").count()),
        "query": query.urlencode(),
        "narrowed": bool(request.GET),
        "may_change": policies.may_add_indicator(viewer),
    }
    return render(request, "performance/catalogue/indicators.html", context)


def _title(on: int, off: int) -> str:
    """33 of 56 indicators are on the scorecard."""
    if not on + off:
        return "There is no indicator yet"
    number = count_words(on).capitalize() if on else "None"
    return f"{number} of {count_words(on + off, 'indicator')} {'is' if on == 1 else 'are'} on the scorecard"


def _row(one: Indicator) -> dict[str, Any]:
    measures = f"measures {one.get_measures_display()}" if one.measures else ""
    serves = f"serves “{one.promise}”" if one.promise else ""
    owner = f"{one.owner.name} answers for it" if one.owner else "nobody answers for it yet"
    state = f"Retired on {one.retired_on.day} {one.retired_on:%B %Y}" if one.retired_on else "On" if one.on_scorecard else "Off"
    parts = (one.code, one.theme, one.get_cadence_display(), measures, serves, owner)
    return {"indicator": one, "line": " · ".join(part for part in parts if part), "state": state}


def order(request: HttpRequest) -> HttpResponse:
    """The indicators in their order, with a button up and a button down at each."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_add_indicator(viewer))
    rows = Indicator.objects.visible_to(viewer).filter(retired_on__isnull=True)
    return render(request, "performance/catalogue/order.html", {"rows": rows})


def move_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down; asked without a deed, it shows the order."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_move_indicator(viewer, one))
    if request.method == "POST":
        operations.move_indicator(indicator=one, up="up" in request.POST, by=viewer, now=timezone.now())
        messages.success(request, "The order has changed.")
        return redirect(f"{reverse('performance:order')}#indicator-{one.pk}")
    return order(request)


def switch_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an indicator on the scorecard, or take it off."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_switch_indicator(viewer, one))
    if request.method == "POST":
        held = operations.switch_indicator(indicator=one, on=not one.on_scorecard, by=viewer, now=timezone.now())
        messages.success(request, f"“{held.plain_name}” is {'on' if held.on_scorecard else 'off'} the scorecard.")
        return redirect("performance:indicator", pk=held.pk)
    facts = [{"name": "What stays", "text": "Its figures, its colours and what was said, on its own page."}]
    button = "Take it off the scorecard" if one.on_scorecard else "Put it on the scorecard"
    context = {"indicator": one, "facts": facts, "button": button, "cancel_url": _url(one), "cancel_text": "Not now"}
    return render(request, "performance/catalogue/switch_indicator.html", context)


def set_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the council aims at in a municipal year."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_set_target(viewer, one))
    form = TargetForm(request.POST or None, viewer=viewer, indicator=one)
    if request.method == "POST" and form.is_valid():
        said = operations.set_target(indicator=one, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"The target for {said.year.label} is set. Figures of that year are rated with it.")
        return redirect("performance:indicator", pk=one.pk)
    return render(request, "performance/catalogue/set_target.html", {"form": form, "indicator": one, "cancel_url": _url(one)})


def _url(one: Indicator) -> str:
    return reverse("performance:indicator", args=[one.pk])


def _indicator(viewer: Viewer, pk: int) -> Indicator:
    one: Indicator = get_object_or_404(Indicator.objects.visible_to(viewer), pk=pk)
    return one
