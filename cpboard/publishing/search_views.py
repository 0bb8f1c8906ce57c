"""Find a paper, a decision or an action again (ux S3)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from cpboard.core import policies
from cpboard.core.access import require
from cpboard.core.http import SignedIn
from cpboard.core.search import Results
from cpboard.publishing.search_forms import SearchForm

A_PAGE = 20


def search(request: SignedIn) -> HttpResponse:
    """What this viewer may see and has these words in it, the newest first."""
    viewer = request.viewer
    require(policies.may_search(viewer))
    form = SearchForm(request.GET or None, viewer=viewer)
    asked = form.asked() if form.is_valid() else None
    results: Any = Results(asked, viewer) if asked and asked.words else None
    page: Any = Paginator(results, A_PAGE).get_page(request.GET.get("page")) if results is not None else None
    narrowed = asked is not None and (asked.kind or asked.body or asked.first)
    context = {"form": form, "asked": asked, "page": page, "narrowed": narrowed, "query": _query(request)}
    return render(request, "publishing/search.html", context)


def _query(request: SignedIn) -> str:
    """What was asked, for the links to the other pages."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
