"""The first sheet of an XLSX as rows of text, read a row at a time and never larger than we can hold.

A workbook can be small and unpack to gigabytes, hide a sheet, or show a figure that a formula made. What it says of
its own size is looked at first, then what it really unpacks to; only then is it opened.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
from defusedxml import ElementTree as ET
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter

from performance.importing.reading import Fault, Refused, Sheet

MOST_BYTES = 64 * 1024 * 1024
MOST_COLUMNS = 400
CHUNK = 1024 * 1024
MERGED = "}mergeCell"
DAMAGED = "this is no XLSX that can be read. Save it again, or as CSV UTF-8."


def sheet_of(name: str, content: bytes, most_rows: int) -> Sheet:
    """The rows of the first sheet, and where formulas stand. Raises Refused."""
    try:
        _require_small(name, content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        first = _first_sheet(name, book)
        sheet = _rows(name, first, most_rows)
        _require_no_merges(name, content, first)
        return sheet
    except Refused:
        raise
    except DefusedXmlException:
        raise Refused(name, "the file declares entities, which no spreadsheet needs.") from None
    except Exception:  # whatever a damaged file makes the library say, it says nothing to a person
        raise Refused(name, DAMAGED) from None


def _require_small(name: str, content: bytes) -> None:
    """Refuse a bomb: by the sizes that the file declares, then by those that it has."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > MOST_BYTES:
            raise _too_large(name)
        unpacked = 0
        for part in parts:
            with packed.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_BYTES:
                        raise _too_large(name)
                    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                        raise Refused(name, "the file declares entities, which no spreadsheet needs.")


def _too_large(name: str) -> Refused:
    return Refused(name, f"unpacked, the file is larger than {MOST_BYTES // 1024**2} MB.")


def _first_sheet(name: str, book: Any) -> Any:
    """The first sheet. Raises Refused where any is hidden, without saying its name: a name is written by somebody."""
    hidden = [place for place, sheet in enumerate(book.worksheets, start=1) if sheet.sheet_state != "visible"]
    if hidden:
        raise Refused(name, f"sheet {hidden[0]} of {len(book.worksheets)} is hidden. Show it or take it out.")
    return book.worksheets[0]


def _rows(name: str, sheet: Any, most_rows: int) -> Sheet:
    sheet.reset_dimensions()
    rows: list[tuple[int, list[str]]] = []
    formulas: list[tuple[int, int]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > most_rows:
            raise Refused(name, f"the file has more than {most_rows:,} rows, which is the most that are taken.")
        texts = [_text(cell) for cell in cells]
        formulas += [(number, place) for place, cell in enumerate(cells) if cell.data_type == "f"]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise Refused(name, f"row {number} has more than {MOST_COLUMNS} columns, which is the most that are taken.")
        rows.append((number, texts))
    return _filled(rows, formulas)


def _text(cell: Any) -> str:
    """A cell as a person reads it: a share that is formatted as per cent by its figure in per cent, a day by its date."""
    value = cell.value
    if value is None or cell.data_type == "f":
        return "" if value is None else "="
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return _number(value * 100 if "%" in (cell.number_format or "") else value)
    if isinstance(value, int) and "%" in (cell.number_format or ""):
        return str(value * 100)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _number(value: float) -> str:
    """A number without an exponent and without what binary arithmetic added."""
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _filled(rows: list[tuple[int, list[str]]], formulas: list[tuple[int, int]]) -> Sheet:
    """Rows of equal length, without the empty ones at the end."""
    while rows and not rows[-1][1]:
        rows.pop()
    width = max((len(cells) for _, cells in rows), default=0)
    return Sheet([(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows], tuple(formulas))


def _require_no_merges(name: str, content: bytes, sheet: Any) -> None:
    """Refuse merged cells, with where they stand: which column a merged head belongs to cannot be told."""
    merged = list(_merged(content, sheet._worksheet_path))  # read row by row, the library says it nowhere else
    if merged:
        faults = [Fault(row, f"column {column}", "These cells are merged. Give each column its own cell.") for row, column in merged]
        raise Refused(name, "the sheet holds merged cells. Take the merging out, one cell for each.", faults)


def _merged(content: bytes, path: str) -> Iterator[tuple[int, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(path) as stream:
        for _, element in ET.iterparse(stream, forbid_dtd=True):
            if element.tag.endswith(MERGED):
                start = element.get("ref", "").partition(":")[0]
                letters = start.rstrip("0123456789")
                yield int(start[len(letters) :] or 0), letters
            element.clear()


def column_name(place: int) -> str:
    """The letters of a column, from nought: A, B, AA."""
    return get_column_letter(place + 1)
