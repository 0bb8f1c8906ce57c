"""Pages about figures, for reading: the scorecard, one indicator, both as tables to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cpboard.core.access import Viewer, require
from cpboard.core.models import Council
from cpboard.core.spreadsheet import as_csv, as_xlsx
from performance import cards, charting, controlling, figures, hidden, others, pages, policies, tables, telling
from performance.disclosing import Verdicts
from performance.forms import ScorecardFilter
from performance.models import Commentary, Comparator, ExceptionReport, Indicator, Rating, Value

CHARTED = 24  # periods on one chart
LISTED = 20  # rows of each history
ENDS_OFFERED = 40
HIDDEN_SHOWN = 60


def scorecard(request: HttpRequest) -> HttpResponse:
    """All figures at once, reds first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    form = ScorecardFilter(request.GET or None, ends=_ends(viewer))
    on = form.day(viewer.on)
    found = _figures(viewer, on)
    shown = [f for f in found if not form.colour() or f.result == form.colour()]
    context = {
        "form": form,
        "on": on,
        "is_today": on == viewer.on,
        "title": cards.title(found),
        "lead": cards.lead(found, viewer.on),
        "groups": cards.groups_by(shown, viewer.on, form.way()) if form.way() else cards.groups(shown, viewer.on),
        "missing_title": "Nothing loaded yet" if policies.may_read_in_full(viewer) else "Nothing loaded yet, or too few children to show",
        "missing": [f.indicator for f in found if f.value is None],
        "there": any(f.value for f in found),
        "query": request.GET.urlencode(),
        "may_load": policies.may_add_indicator(viewer),
        "may_read_card": policies.may_read_card(viewer),
        "may_read_exceptions": policies.may_read_exceptions(viewer),
    }
    return render(request, "performance/scorecard.html", context)


def _figures(viewer: Viewer, on: dt.date) -> list[figures.Figure]:
    """The scorecard of a day as this viewer may have it."""
    found = figures.figures_at(viewer, on)
    verdicts = others.verdicts_for(viewer, [each.indicator for each in found])
    return [others.as_told(each, verdicts) for each in found]


def _ends(viewer: Viewer) -> list[dt.date]:
    return list(Value.objects.visible_to(viewer).ends_of_periods()[:ENDS_OFFERED])


def scorecard_csv(request: HttpRequest) -> HttpResponse:
    """The scorecard as a table, one row an indicator, for the same day and colour as the page."""
    name, rows = _table(request)
    return as_csv(name, tables.SCORECARD_HEAD, rows)


def scorecard_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    name, rows = _table(request)
    return as_xlsx(name, tables.SCORECARD_HEAD, rows)


def _table(request: HttpRequest) -> tuple[str, list[list[object]]]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    form = ScorecardFilter(request.GET or None, ends=_ends(viewer))
    on = form.day(viewer.on)
    rows = [f for f in _figures(viewer, on) if f.value and form.colour() in ("", f.result)]
    return f"figures-{on.isoformat()}", [tables.scorecard_row(f) for f in rows]


def hidden_figures(request: HttpRequest) -> HttpResponse:
    """What the public does not get, and which rule hides it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_hidden(viewer))
    lines = hidden.log(viewer)
    context = {"page": Paginator(lines, HIDDEN_SHOWN).get_page(request.GET.get("page")), "number": len(lines)}
    return render(request, "performance/hidden.html", context)


def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: how it stands and why, what was before, what people said of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    verdicts = others.verdicts_for(viewer, [one])
    figure = others.as_told(figures.figures_at(viewer, viewer.on, [one], kept=CHARTED)[0], verdicts)
    context = {
        "indicator": one,
        "figure": figure,
        "value": figure.value,
        "definition": pages.definition(one),
        "targets": pages.targets(figure),
        "report": ExceptionReport.objects.visible_to(viewer).standing().filter(indicator=one).first(),
        "in_full": verdicts is None,
        "commentaries": _commentaries(viewer, one, verdicts),
        "rights": pages.rights(viewer, one, figure.value),
        "may_read_board": one.promise is not None and pages.may_follow(viewer, one.promise),
        **(_read(viewer, one, figure, verdicts) if figure.value else {}),
    }
    return render(request, "performance/indicator.html", context)


def _indicator(viewer: Viewer, pk: int) -> Indicator:
    one: Indicator = get_object_or_404(Indicator.objects.visible_to(viewer).with_people(), pk=pk)
    return one


def _commentaries(viewer: Viewer, one: Indicator, verdicts: Verdicts | None) -> Sequence[Commentary]:
    said = Commentary.objects.visible_to(viewer).filter(value__indicator=one).select_related("by", "value")
    said = said if verdicts is None else said.filter(value__in=others.told(verdicts))
    return [(each, pages.about(one, each.value)) for each in said[:LISTED]]  # type: ignore[misc]


def _read(viewer: Viewer, one: Indicator, figure: figures.Figure, verdicts: Verdicts | None) -> dict[str, Any]:
    """What the page shows once there is a figure."""
    comparators = list(Comparator.objects.visible_to(viewer).filter(indicator=one).ending_by(viewer.on))
    chart = charting.chart(figure, comparators, Council.here().place)
    history = Rating.objects.visible_to(viewer).filter(value__indicator=one).select_related("value", "comparator")
    history = history if verdicts is None else history.filter(value__in=others.told(verdicts))
    corrected = Value.objects.visible_to(viewer).filter(indicator=one, replaced_by__isnull=False).select_related("replaced_by")
    return {
        "chart": chart,
        "table": chart.table(),
        "history": [pages.rated(one, rating) for rating in history[:LISTED]],
        "corrected": [pages.corrected(one, old) for old in corrected.order_by("-loaded_at", "-pk")[:LISTED]] if verdicts is None else [],
        "control": controlling.chart_of(figure),
        "control_rules": controlling.RULES,
        **pages.standing(figure, viewer.on),
        **pages.surety(figure, comparators, telling.for_members(figure)),
    }


def indicator_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every standing value of one indicator as a table, newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = _indicator(viewer, pk)
    verdicts = others.verdicts_for(viewer, [one])
    values = Value.objects.visible_to(viewer).filter(indicator=one).standing().order_by("-period_ends_on", "-pk")
    rows = [tables.value_row(one, value) for value in values if others.is_told(value, verdicts)]
    return as_csv(f"{one.code.lower()}-{viewer.on.isoformat()}", tables.VALUE_HEAD, rows)
