"""Tables for spreadsheets: no cell starts a formula (security AC22)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(cell: object) -> object:
    """A cell that a spreadsheet shows and does not run. Numbers and days stay what they are."""
    if cell is None:
        return ""
    if isinstance(cell, int | float | Decimal | dt.date):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS) else text


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download in UTF-8 with one header row and ISO dates."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return response
