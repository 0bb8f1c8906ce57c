"""The rows for another program, as CSV and as JSON. A key opens them (cpboard/core/keys.py), or the sign-in of its owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, JsonResponse

from cpboard.core import keys
from cpboard.core.access import Viewer, require
from cpboard.core.models import ReadKey
from cpboard.core.spreadsheet import as_csv
from performance import policies
from performance.feed import rows


@keys.opens(ReadKey.Kind.FIGURES)
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Every standing figure, a row each."""
    return as_csv("figures", rows.FIGURES_HEAD, rows.figures(_reader(request)))


@keys.opens(ReadKey.Kind.FIGURES)
def figures_json(request: HttpRequest) -> HttpResponse:
    """The same as a list of objects."""
    return _as_json(rows.FIGURES_HEAD, rows.figures(_reader(request)))


@keys.opens(ReadKey.Kind.FIGURES)
def comparators_csv(request: HttpRequest) -> HttpResponse:
    """Every published figure beside ours, a row each."""
    return as_csv("comparators", rows.COMPARATORS_HEAD, rows.comparators(_reader(request)))


@keys.opens(ReadKey.Kind.FIGURES)
def comparators_json(request: HttpRequest) -> HttpResponse:
    """The same as a list of objects."""
    return _as_json(rows.COMPARATORS_HEAD, rows.comparators(_reader(request)))


def _reader(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_feed(viewer))
    return viewer


def _as_json(head: Sequence[str], found: Iterable[rows.Row]) -> JsonResponse:
    """A list of objects with the names of the columns. An empty cell is null, so that a column has one type."""
    return JsonResponse([dict(zip(head, map(_plain, row), strict=True)) for row in found], safe=False)


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else cell
