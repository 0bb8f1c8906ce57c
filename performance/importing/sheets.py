"""From a file to rows of text: CSV with or without a byte-order mark and with any line ends, or the first sheet of an XLSX."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree import ElementTree as ET

from performance.importing.reading import Refused

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 999_999
CELL = re.compile(r"([A-Z]{1,3})(\d+)")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[tuple[int, list[str]]]


def rows_of(name: str, content: bytes) -> Rows:
    """The rows of a file, each with its number from 1. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(name, f"the file is larger than {MOST_BYTES // 1024**2} MB.")
    found = _workbook(name, content) if content[:2] == b"PK" else _text(name, content)
    if len(found) > MOST_ROWS:
        raise Refused(name, f"the file has more than {MOST_ROWS:,} rows, which is the most that are taken.")
    return found


def digest(content: bytes) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(content).hexdigest()


def _text(name: str, content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(name, f"this is not text in UTF-8 (byte {fault.start:,}). Save it as CSV UTF-8.") from None
    if "\x00" in text:
        raise Refused(name, "this is not text: it holds a null character.")
    try:
        return list(islice(enumerate(csv.reader(io.StringIO(text, newline="")), start=1), MOST_ROWS + 1))
    except csv.Error as fault:
        raise Refused(name, f"the rows cannot be told apart ({fault}).") from None


def _workbook(name: str, content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise Refused(name, f"unpacked, the file is larger than {MOST_BYTES // 1024**2} MB.")
            return _sheet(name, packed)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, IndexError):
        raise Refused(name, "this is no XLSX that can be read. Save it again, or as CSV UTF-8.") from None


def _sheet(name: str, packed: zipfile.ZipFile) -> Rows:
    hidden = [sheet for sheet in _xml(name, packed, "xl/workbook.xml").iter(f"{MAIN}sheet") if sheet.get("state", "visible") != "visible"]
    if hidden:
        raise Refused(name, f"the sheet “{hidden[0].get('name')}” is hidden. Show it or take it out.")
    shared = [_words(item) for item in _xml(name, packed, "xl/sharedStrings.xml").iter(f"{MAIN}si")] if _shares(packed) else []
    sheet = _xml(name, packed, "xl/worksheets/sheet1.xml")
    for part, said in ((f"{MAIN}f", "a formula"), (f"{MAIN}mergeCell", "merged cells")):
        if sheet.find(f".//{part}") is not None:
            raise Refused(name, f"the sheet holds {said}. Paste values only, one cell for each.")
    return _filled([(int(row.get("r", "0")), dict(_cells(row, shared))) for row in sheet.iter(f"{MAIN}row")])


def _shares(packed: zipfile.ZipFile) -> bool:
    return "xl/sharedStrings.xml" in packed.namelist()


def _xml(name: str, packed: zipfile.ZipFile, part: str) -> ET.Element:
    content = packed.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(name, "the file declares entities, which no spreadsheet needs.")
    return ET.fromstring(content)  # noqa: S314 - without declarations there is nothing to expand


def _words(item: ET.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{MAIN}t"))


def _cells(row: ET.Element, shared: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The cells of a row by the number of their column, from nought."""
    for cell in row.iter(f"{MAIN}c"):
        place = CELL.fullmatch(cell.get("r", ""))
        if place:
            yield _column(place[1]), _value(cell, shared)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ET.Element, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _words(cell)
    raw = cell.findtext(f"{MAIN}v") or ""
    return shared[int(raw)] if cell.get("t") == "s" and raw else raw


def _filled(rows: list[tuple[int, dict[int, str]]]) -> Rows:
    """Rows of equal length, without the empty ones at the end and the empty columns at the right."""
    width = max((place + 1 for _, cells in rows for place, text in cells.items() if text), default=0)
    found = [(number, [cells.get(place, "") for place in range(width)]) for number, cells in rows]
    while found and not any(found[-1][1]):
        found.pop()
    return found
