"""Which terms of reference a body served in a year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import require
from cpboard.core.http import SignedIn
from meetings import policies
from meetings.terms import terms_of


def terms_of_reference(request: SignedIn, body: int, year: int) -> HttpResponse:
    """Each clause with the items that served it; those with nothing say so."""
    of: Body = get_object_or_404(Body.objects.visible_to(request.viewer), pk=body)
    when: MunicipalYear = get_object_or_404(MunicipalYear.objects.visible_to(request.viewer), pk=year)
    require(policies.may_read_programme(request.viewer, of))
    versions = terms_of(of, when, request.viewer)
    served, clauses = (sum(count) for count in ([each.served for each in versions], [len(each.clauses) for each in versions]))
    return render(request, "meetings/terms.html", {"body": of, "year": when, "versions": versions, "served": served, "clauses": clauses})
