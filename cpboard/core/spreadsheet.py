"""Tables for spreadsheets: no cell starts a formula (security AC22)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from cpboard.core.uploads import XLSX

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


WIDEST, ROOM = 48, 2  # characters of a column


def as_xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "Figures") -> HttpResponse:
    """The same as a workbook of one sheet, its head in bold and kept in sight."""
    book = Workbook()
    sheet = cast(Worksheet, book.active)
    sheet.title = title
    table: list[list[Any]] = [list(head), *([safe_cell(cell) for cell in row] for row in rows)]
    for line in table:
        sheet.append(line)
    for place in range(len(head)):
        longest = max(len(str(line[place])) for line in table)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(longest, WIDEST) + ROOM
        sheet.cell(1, place + 1).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    save_workbook(book, held)
    response = HttpResponse(held.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
