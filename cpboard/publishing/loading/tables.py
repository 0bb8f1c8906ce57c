"""The files of a year, column by column, and how each cell is read (docs/data/README.md says it to people)."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils import timezone

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file: where it stands and how to mend it. Row 1 holds the column names."""

    file: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}" + (f", row {self.row}" if self.row else "") + (f", {self.column}" if self.column else "")
        return f"{place}: {self.what}"


class Unreadable(ValueError):
    """A cell that cannot be read; the message says what it should be."""


Read = Callable[[str], Any]


def text(longest: int = 4000) -> Read:
    """Words, at most so long."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Unreadable(f"This is {len(cell)} characters long. Use {longest} or fewer.")
        if "\x00" in cell:
            raise Unreadable("This holds a character that is not text. Type it again.")
        return cell

    return read


def day(cell: str) -> dt.date:
    """A day as 2021-03-31."""
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise Unreadable(f"“{cell}” is not a day. Write it as 2021-03-31.") from None


def moment(cell: str) -> dt.datetime:
    """A day and a time of our clocks as 2021-03-31 17:30."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", cell):
            raise ValueError(cell)
        return timezone.make_aware(dt.datetime.fromisoformat(cell))
    except ValueError:
        raise Unreadable(f"“{cell}” is not a day and time. Write it as 2021-03-31 17:30.") from None


def whole(cell: str) -> int:
    """A whole number, nought or more."""
    if not re.fullmatch(r"\d{1,9}", cell):
        raise Unreadable(f"“{cell}” is not a whole number. Write it in figures, as 131.")
    return int(cell)


def number(cell: str) -> Decimal:
    """A number with a point, nought or more."""
    try:
        found = Decimal(cell)
    except InvalidOperation:
        raise Unreadable(f"“{cell}” is not a number. Write it in figures, as 67.9.") from None
    if not found.is_finite() or found < 0 or found >= 1_000_000 or len(cell) > 14:
        raise Unreadable(f"“{cell}” is not a number from 0 to 999999. Write it in figures, as 67.9.")
    return found


def address(cell: str) -> str:
    """An e-mail address, in lower case."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell) or len(cell) > 254:
        raise Unreadable(f"“{cell}” is not an e-mail address.")
    return cell.lower()


def yes_or_no(cell: str) -> bool:
    """Yes or no."""
    if cell.lower() not in ("yes", "no"):
        raise Unreadable(f"“{cell}” is neither yes nor no.")
    return cell.lower() == "yes"


def choice(*allowed: str) -> Read:
    """One of these words."""

    def read(cell: str) -> str:
        if cell not in allowed:
            raise Unreadable(f"“{cell}” is not one of: {', '.join(allowed)}.")
        return cell

    return read


@dataclass(frozen=True)
class Column:
    """A column: how its cells are read, and whether one may be empty."""

    name: str
    read: Read = field(default_factory=text)
    required: bool = True


@dataclass(frozen=True)
class Table:
    """A file: its columns, whether the year needs it, how many rows it needs."""

    name: str
    columns: tuple[Column, ...]
    required: bool = True
    only_one_row: bool = False

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"


@dataclass(frozen=True)
class Row:
    """A row that could be read: its number in the file and its cells by column; an empty cell is None."""

    number: int
    cells: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


C = Column
TABLES: tuple[Table, ...] = (
    Table(
        "year",
        (
            C("label", text(7)),
            C("starts_on", day),
            C("ends_on", day),
            C("council", text(80)),
            C("place", text(80)),
            C("body", text(100)),
            C("body_kind", choice("board", "panel", "sub_group", "quartet")),
            C("purpose", text(), required=False),
            C("regime", choice("part_va", "voluntary_public", "private")),
            C("appointed_by", text(160)),
            C("formal_target", whole),
            C("informal_target", whole),
            C("shortfall_reason", text(), required=False),
            C("topics", text(200), required=False),
            C("report_title", text(160)),
            C("goes_to", text(160)),
            C("entered_by", address),
        ),
        only_one_row=True,
    ),
    Table(
        "people",
        (
            C("email", address),
            C("name", text(120)),
            C("job", text(120), required=False),
            C("organisation", text(120), required=False),
            C("role", choice("clerk", "officer", "partner", "performance", "participation"), required=False),
            C("seat", choice("councillor", "co_opted", "partner", "foster_carer", "young", "officer"), required=False),
            C("post", choice("member", "chair", "vice_chair", "co_chair"), required=False),
            C("group", text(60), required=False),
            C("starts_on", day),
            C("ends_on", day, required=False),
        ),
    ),
    Table(
        "meetings",
        (
            C("kind", choice("formal", "informal")),
            C("starts_at", moment),
            C("ends_at", moment),
            C("place", text(160)),
            C("theme", text(100), required=False),
            C("held", yes_or_no),
        ),
    ),
    Table(
        "champions",
        (
            C("area", text(100)),
            C("champion", address),
            C("officer_lead", address),
            C("starts_on", day),
            C("ends_on", day, required=False),
        ),
    ),
    Table(
        "outcomes",
        (
            C("kind", choice("policy", "service", "co_produced", "advocacy", "evidence", "inspection")),
            C("text", text(2000)),
            C("difference", choice("yes", "some", "none", "unknown")),
        ),
    ),
    Table(
        "indicators",
        (
            C("code", text(10)),
            C("name", text(160)),
            C("plain_name", text(160)),
            C("numerator_is", text(200), required=False),
            C("denominator_is", text(200), required=False),
            C("unit", choice("percent", "count")),
            C("decimals", whole),
            C("polarity", choice("high", "low", "neutral")),
        ),
    ),
    Table(
        "figures",
        (
            C("code", text(10)),
            C("period_starts_on", day),
            C("period_ends_on", day),
            C("numerator", whole, required=False),
            C("denominator", whole, required=False),
            C("value", number, required=False),
            C("source", text(160)),
            C("commentary", text(2000), required=False),
        ),
    ),
    Table(
        "comparators",
        (
            C("code", text(10)),
            C("area", choice("neighbours", "region", "england")),
            C("period_ends_on", day),
            C("value", number),
            C("decimals", whole),
            C("release", text(80)),
            C("method", text(20), required=False),
        ),
    ),
    Table(
        "groups",
        (
            C("name", text(100)),
            C("about", text(), required=False),
            C("meets", text(80), required=False),
            C("usual_number", whole, required=False),
            C("says_about_board", text(), required=False),
        ),
        required=False,
    ),
    Table("activities", (C("group", text(100)), C("text", text(300))), required=False),
    Table("chapters", (C("key", text(40)), C("text", text(20_000))), required=False),
)
BY_NAME = {table.name: table for table in TABLES}


def read_folder(folder: Path) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Every row of every file that can be read, and every fault found on the way."""
    rows: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    if not folder.is_dir():
        return {}, [Fault(folder.name, 0, "", "There is no such folder.")]
    known = {table.file for table in TABLES}
    strays = (path.name for path in sorted(folder.glob("*.csv")) if path.name not in known)
    faults.extend(Fault(name, 0, "", f"This file is not known. The files are: {', '.join(sorted(known))}.") for name in strays)
    for table in TABLES:
        rows[table.name], found = _read_table(table, folder / table.file)
        faults.extend(found)
    return rows, faults


def _read_table(table: Table, path: Path) -> tuple[list[Row], list[Fault]]:
    if not path.exists():
        missing = [Fault(table.file, 0, "", "This file is missing.")]
        return [], missing if table.required else []
    if path.stat().st_size > LARGEST_FILE:
        return [], [Fault(table.file, 0, "", "This file is larger than 5 MB.")]
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(table.file, 0, "", "This file is not UTF-8 text. Save it as “CSV UTF-8”.")]
    return _read_lines(table, content)


def _read_lines(table: Table, content: str) -> tuple[list[Row], list[Fault]]:
    try:
        lines = list(csv.reader(content.splitlines(keepends=True), strict=True))
    except csv.Error as fault:
        return [], [Fault(table.file, 0, "", f"This is not a CSV file: {fault}.")]
    if not lines:
        return [], [Fault(table.file, 1, "", "This file is empty. Its first row holds the names of the columns.")]
    head = [name.strip() for name in lines[0]]
    if faults := list(_wrong_head(table, head)):
        return [], faults
    return _read_rows(table, head, lines[1:])


def _wrong_head(table: Table, head: list[str]) -> Iterator[Fault]:
    names = [column.name for column in table.columns]
    for column in table.columns:
        if column.required and column.name not in head:
            yield Fault(table.file, 1, column.name, "This column is missing.")
    for name in head:
        if name not in names:
            yield Fault(table.file, 1, name, f"This column is not known. The columns are: {', '.join(names)}.")
        elif head.count(name) > 1:
            yield Fault(table.file, 1, name, "This column stands there twice.")


def _read_rows(table: Table, head: list[str], lines: list[list[str]]) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for place, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(head):
            faults.append(Fault(table.file, place, "", f"This row has {len(cells)} cells. It needs {len(head)}."))
            continue
        row, found = _read_row(table, place, dict(zip(head, cells, strict=True)))
        rows.append(row)
        faults.extend(found)
    if table.only_one_row and len(lines) and len(rows) != 1:
        faults.append(Fault(table.file, 0, "", f"This file needs exactly one row. It has {len(rows)}."))
    if table.required and not rows and not faults:
        faults.append(Fault(table.file, 0, "", "This file has no rows."))
    if len(rows) > MOST_ROWS:
        faults.append(Fault(table.file, 0, "", f"This file has more than {MOST_ROWS} rows."))
    return rows, faults


def _read_row(table: Table, place: int, cells: dict[str, str]) -> tuple[Row, list[Fault]]:
    read: dict[str, Any] = {}
    faults = []
    for column in table.columns:
        cell = cells.get(column.name, "").strip()
        read[column.name] = None
        if not cell:
            if column.required:
                faults.append(Fault(table.file, place, column.name, "This cell is empty."))
            continue
        try:
            read[column.name] = column.read(cell)
        except Unreadable as fault:
            faults.append(Fault(table.file, place, column.name, str(fault)))
    return Row(place, read), faults
