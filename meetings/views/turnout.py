"""Who came over the year, as a page and as a table to take away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import require
from cpboard.core.http import SignedIn
from cpboard.core.spreadsheet import as_csv
from meetings import policies
from meetings.turnout import HEAD, turnout_of


def turnout(request: SignedIn, body: int, year: int) -> HttpResponse:
    """By person, by kind of seat, by political group; partners and questions meeting by meeting."""
    of, when = _body_and_year(request, body, year)
    years = MunicipalYear.objects.visible_to(request.viewer)
    context = {"body": of, "year": when, "years": years, "turnout": turnout_of(of, when, request.viewer)}
    return render(request, "meetings/turnout.html", context)


def turnout_csv(request: SignedIn, body: int, year: int) -> HttpResponse:
    """The table by person."""
    of, when = _body_and_year(request, body, year)
    name = f"attendance-{of.slug}-{when.label.replace('/', '-')}"
    return as_csv(name, HEAD, [each.cells() for each in turnout_of(of, when, request.viewer).people])


def _body_and_year(request: SignedIn, body: int, year: int) -> tuple[Body, MunicipalYear]:
    of: Body = get_object_or_404(Body.objects.visible_to(request.viewer), pk=body)
    require(policies.may_read_programme(request.viewer, of))
    when: MunicipalYear = get_object_or_404(MunicipalYear.objects.visible_to(request.viewer), pk=year)
    return of, when
