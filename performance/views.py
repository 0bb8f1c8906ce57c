"""Pages about figures, for reading: the scorecard, one indicator, both as tables to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cpboard.core.access import Viewer, require
from cpboard.core.models import Council
from cpboard.core.spreadsheet import as_csv
from performance import cards, charting, figures, pages, policies, tables, telling
from performance.forms import ScorecardFilter
from performance.models import Commentary, Comparator, ExceptionReport, Indicator, Rating, Value

CHARTED = 24  # periods on one chart
LISTED = 20  # rows of each history
ENDS_OFFERED = 40


def scorecard(request: HttpRequest) -> HttpResponse:
    """All figures at once, reds first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    form = ScorecardFilter(request.GET or None, ends=_ends(viewer))
    on = form.day(viewer.on)
    found = figures.figures_at(viewer, on)
    shown = [f for f in found if not form.colour() or f.result == form.colour()]
    context = {
        "form": form,
        "on": on,
        "is_today": on == viewer.on,
        "title": cards.title(found),
        "lead": cards.lead(found, viewer.on),
        "groups": cards.groups(shown, viewer.on),
        "missing": [f.indicator for f in found if f.value is None],
        "there": any(f.value for f in found),
        "query": request.GET.urlencode(),
        "may_load": policies.may_add_indicator(viewer),
        "may_read_exceptions": policies.may_read_exceptions(viewer),
    }
    return render(request, "performance/scorecard.html", context)


def _ends(viewer: Viewer) -> list[dt.date]:
    return list(Value.objects.visible_to(viewer).ends_of_periods()[:ENDS_OFFERED])


def scorecard_csv(request: HttpRequest) -> HttpResponse:
    """The scorecard as a table, one row an indicator, for the same day and colour as the page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    form = ScorecardFilter(request.GET or None, ends=_ends(viewer))
    on = form.day(viewer.on)
    rows = [f for f in figures.figures_at(viewer, on) if f.value and form.colour() in ("", f.result)]
    return as_csv(f"figures-{on.isoformat()}", tables.SCORECARD_HEAD, [tables.scorecard_row(f) for f in rows])


def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: how it stands and why, what was before, what people said of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    figure = figures.figures_at(viewer, viewer.on, [one], kept=CHARTED)[0]
    context = {
        "indicator": one,
        "figure": figure,
        "value": figure.value,
        "definition": pages.definition(one),
        "targets": pages.targets(figure),
        "report": ExceptionReport.objects.visible_to(viewer).standing().filter(indicator=one).first(),
        "commentaries": _commentaries(viewer, one),
        "rights": pages.rights(viewer, one, figure.value),
        "may_read_board": one.promise is not None and pages.may_follow(viewer, one.promise),
        **(_read(viewer, one, figure) if figure.value else {}),
    }
    return render(request, "performance/indicator.html", context)


def _indicator(viewer: Viewer, pk: int) -> Indicator:
    one: Indicator = get_object_or_404(Indicator.objects.visible_to(viewer).with_people(), pk=pk)
    return one


def _commentaries(viewer: Viewer, one: Indicator) -> Sequence[Commentary]:
    said = Commentary.objects.visible_to(viewer).filter(value__indicator=one).select_related("by", "value")
    return [(each, pages.about(one, each.value)) for each in said[:LISTED]]  # type: ignore[misc]


def _read(viewer: Viewer, one: Indicator, figure: figures.Figure) -> dict[str, Any]:
    """What the page shows once there is a figure."""
    comparators = list(Comparator.objects.visible_to(viewer).filter(indicator=one).ending_by(viewer.on))
    chart = charting.chart(figure, comparators, Council.here().place)
    history = Rating.objects.visible_to(viewer).filter(value__indicator=one).select_related("value", "comparator")
    corrected = Value.objects.visible_to(viewer).filter(indicator=one, replaced_by__isnull=False).select_related("replaced_by")
    return {
        "chart": chart,
        "table": chart.table(),
        "history": [pages.rated(one, rating) for rating in history[:LISTED]],
        "corrected": [pages.corrected(one, old) for old in corrected.order_by("-loaded_at", "-pk")[:LISTED]],
        **pages.standing(figure, viewer.on),
        **pages.surety(figure, comparators, telling.for_members(figure)),
    }


def indicator_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every standing value of one indicator as a table, newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    values = Value.objects.visible_to(viewer).filter(indicator=one).standing().order_by("-period_ends_on", "-pk")
    return as_csv(f"{one.code.lower()}-{viewer.on.isoformat()}", tables.VALUE_HEAD, [tables.value_row(one, v) for v in values])
