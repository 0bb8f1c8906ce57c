"""Pages on which something is done with figures: load, compare, rate, comment, say what is counted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from performance import operations, pages, policies
from performance.checking import WrongFigure
from performance.forms import CommentForm, ComparatorForm, IndicatorForm, ValueForm
from performance.models import Indicator, Value


def add_indicator(request: HttpRequest) -> HttpResponse:
    """Put an indicator on the scorecard."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_add_indicator(viewer))
    form = IndicatorForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            added = operations.add_indicator(by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, f"“{added.plain_name}” is on the scorecard. Load its first figure.")
            return redirect("performance:indicator", pk=added.pk)
    return render(request, "performance/add_indicator.html", {"form": form, "cancel_url": reverse("performance:scorecard")})


def change_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew what an indicator is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_change_indicator(viewer, one))
    form = IndicatorForm(request.POST or None, viewer=viewer, initial=_facts(one))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_indicator(indicator=one, by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, f"“{form.cleaned_data['plain_name']}” is changed.")
            return redirect("performance:indicator", pk=one.pk)
    return render(request, "performance/change_indicator.html", {"form": form, "indicator": one, "cancel_url": _url(one)})


def _facts(one: Indicator) -> dict[str, Any]:
    return {name: getattr(one, name) for name in IndicatorForm.base_fields}


def retire_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator off the scorecard."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_retire_indicator(viewer, one))
    if request.method == "POST":
        operations.retire_indicator(indicator=one, by=viewer, now=timezone.now())
        messages.success(request, f"“{one.plain_name}” is off the scorecard. Its figures stay.")
        return redirect("performance:scorecard")
    facts = [{"name": "What stays", "text": "Its figures, its colours and what was said, on its own page."}]
    context = {"indicator": one, "facts": facts, "button": "Retire the indicator", "cancel_url": _url(one), "cancel_text": "Not yet"}
    return render(request, "performance/retire_indicator.html", context)


def load_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in our figure for one period, by hand."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_load_value(viewer, one))
    form = ValueForm(request.POST or None, indicator=one)
    if request.method == "POST" and form.is_valid():
        try:
            loaded = operations.load_value(indicator=one, by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, _loaded(one, loaded))
            return redirect("performance:indicator", pk=one.pk)
    return render(request, "performance/load_value.html", {"form": form, "indicator": one, "cancel_url": _url(one)})


def _loaded(one: Indicator, value: Value) -> str:
    before = f" It replaces {pages.about(one, value.replaces)}, which stays in the history." if value.replaces else ""
    return f"Loaded: {pages.about(one, value)}.{before}"


def load_comparator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a published figure to compare with, by hand."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    require(policies.may_load_comparator(viewer, one))
    form = ComparatorForm(request.POST or None, indicator=one)
    if request.method == "POST" and form.is_valid():
        try:
            loaded = operations.load_comparator(indicator=one, by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, f"Loaded: {loaded.get_area_display()}, from {loaded.release}.")
            return redirect("performance:indicator", pk=one.pk)
    return render(request, "performance/load_comparator.html", {"form": form, "indicator": one, "cancel_url": _url(one)})


def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out the colour of a figure once more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    value = _value(viewer, pk)
    require(policies.may_rate(viewer, value))
    if request.method == "POST":
        new = operations.rate(value=value, by=viewer, now=timezone.now())
        messages.success(request, "The colour is worked out anew." if new else "Nothing changed: the colour is what the rule gives.")
        return redirect("performance:indicator", pk=value.indicator_id)
    facts = [
        {"name": "Figure", "text": pages.about(value.indicator, value)},
        {"name": "What stays", "text": "Every earlier colour, with its day and its reason."},
    ]
    context = {"value": value, "facts": facts, "button": "Work out the colour", "cancel_url": _url(value.indicator)}
    return render(request, "performance/rate.html", context)


def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a figure means and why."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    value = _value(viewer, pk)
    require(policies.may_comment(viewer, value))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.comment(value=value, text=form.cleaned_data["text"], by=viewer, now=timezone.now())
        messages.success(request, "Your words stand beside the figure.")
        return redirect("performance:indicator", pk=value.indicator_id)
    context = {"form": form, "value": value, "about": pages.about(value.indicator, value), "cancel_url": _url(value.indicator)}
    return render(request, "performance/comment.html", context)


def _url(one: Indicator) -> str:
    return reverse("performance:indicator", args=[one.pk])


def _indicator(viewer: Viewer, pk: int) -> Indicator:
    one: Indicator = get_object_or_404(Indicator.objects.visible_to(viewer), pk=pk)
    return one


def _value(viewer: Viewer, pk: int) -> Value:
    one: Value = get_object_or_404(Value.objects.visible_to(viewer).standing().select_related("indicator"), pk=pk)
    return one
