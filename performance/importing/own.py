"""A file of our own figures, read: which column is which, and every row that cannot be right (scorecard handbook §7).

Nothing is loaded here. A word that somebody wrote into a cell is never repeated: it could be a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from performance import checking, periods
from performance.checking import Given, WrongFigure
from performance.importing import columns, heads
from performance.importing.columns import DEEPEST_HEAD, day_of, number_of
from performance.importing.reading import Fault, Refused, told
from performance.importing.sheets import sheet_of
from performance.importing.workbooks import column_name
from performance.models import Indicator

FIGURES = ("numerator", "denominator", "value")
MOST_ROWS, LONGEST_SOURCE = 5_000, 160
EARLIEST = dt.date(2000, 1, 1)
STATUSES = {"": "final", "final": "final", "f": "final", "provisional": "provisional", "p": "provisional", "prov": "provisional"}


@dataclass(frozen=True)
class OwnRow:
    """One figure of ours as a file gives it."""

    line: int
    indicator: Indicator
    starts_on: dt.date
    ends_on: dt.date
    status: str
    source: str
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None


@dataclass
class OwnFigures:
    """A file, read: figures to load, rows passed over with the reason."""

    rows: list[OwnRow] = field(default_factory=list)
    passed: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Wrong(Exception):
    """What is wrong in one cell: the column by our name, and a sentence."""

    def __init__(self, column: str, why: str) -> None:
        self.column, self.why = column, why
        super().__init__(why)


@dataclass(frozen=True)
class _File:
    """What reading a row needs: where each column stands, the indicators by code and name, the day, the source."""

    places: Mapping[str, int]
    indicators: Mapping[str, Indicator]
    today: dt.date
    source: str

    def cell(self, cells: Sequence[str], column: str) -> str:
        """What stands in a column; empty where the file has none."""
        place = self.places.get(column)
        return "" if place is None else cells[place].strip()

    def named(self, column: str) -> str:
        """A column as a message names it: numerator (column E)."""
        place = self.places.get(column)
        return column if place is None else f"{column} (column {column_name(place)})"


def read(
    name: str, content: bytes, *, matched: Mapping[str, str], indicators: Iterable[Indicator], source: str, today: dt.date
) -> OwnFigures:
    """The figures of a file. `matched` says of headings that are not ours which of our columns they are.

    Raises Unmatched where the columns are not known, Refused for a file about single children and for wrong rows.
    """
    sheet = sheet_of(name, content)
    if len(sheet.rows) > MOST_ROWS + DEEPEST_HEAD:
        raise Refused(name, f"the file has more than {MOST_ROWS:,} rows, which is the most that are taken of our own figures.")
    head, places = columns.find(name, sheet.rows, matched)
    heads.require_no_formulas(name, sheet, head, set(places.values()))
    file = _File(places, _by_name(indicators), today, source)
    found = OwnFigures()
    for line, cells in sheet.rows[head + 1 :]:
        _read_row(file, line, cells, found)
    found.faults += _twice(found.rows)
    _require_sound(name, found)
    return found


# One row -----------------------------------------------------------------------------------------------------------


def _read_row(file: _File, line: int, cells: Sequence[str], found: OwnFigures) -> None:
    if not any(file.cell(cells, column) for column in FIGURES):
        empty = not any(cell.strip() for cell in cells)
        found.passed.append(Fault(line, "", "The row is empty." if empty else "No figure is given."))
        return
    try:
        found.rows.append(_row(file, line, cells))
    except _Wrong as wrong:
        found.faults.append(Fault(line, file.named(wrong.column), wrong.why))
    except WrongFigure as wrong:
        found.faults.append(Fault(line, file.named(wrong.field), str(wrong)))


def _by_name(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """The indicators by code, plain name and full name; where two share a name, the one that is in use."""
    found: dict[str, Indicator] = {}
    for each in sorted(indicators, key=lambda one: one.retired_on is None):
        found |= {" ".join(name.casefold().split()): each for name in (each.name, each.plain_name, each.code)}
    return found


def _row(file: _File, line: int, cells: Sequence[str]) -> OwnRow:
    """A row that can be right. Raises _Wrong or WrongFigure."""
    indicator = _indicator(file, cells)
    ends_on = _required_day(file, cells, "period_ends_on")
    starts_on = _start(file, cells, indicator, ends_on)
    _require_period(indicator, starts_on, ends_on, file.today)
    counts = {column: _whole(file, cells, column) for column in ("numerator", "denominator")}
    value = _decimal(file, cells, "value")
    checking.checked(Given(indicator.unit, value=value, **counts))
    status = STATUSES.get(file.cell(cells, "status").casefold())
    if status is None:
        raise _Wrong("status", "Write final or provisional.")
    source = checking.named("source", file.cell(cells, "source") or file.source, LONGEST_SOURCE)
    return OwnRow(line, indicator, starts_on, ends_on, status, source, value=value, **counts)


def _indicator(file: _File, cells: Sequence[str]) -> Indicator:
    found = file.indicators.get(" ".join(file.cell(cells, "code").casefold().split()))
    if found is None:
        raise _Wrong("code", "No indicator has this code or name. Take it from the template, or add the indicator first.")
    if found.retired_on:
        raise _Wrong("code", f"{found.code} is retired, so no more figures are taken for it.")
    return found


def _start(file: _File, cells: Sequence[str], indicator: Indicator, ends_on: dt.date) -> dt.date:
    """The first day: as given; else worked out from how often we count, where the period ends with a month."""
    if file.cell(cells, "period_starts_on"):
        return _required_day(file, cells, "period_starts_on")
    months = periods.MONTHS.get(indicator.cadence)
    if months is None or not periods.whole_months(ends_on.replace(day=1), ends_on):
        raise _Wrong("period_starts_on", "Give the first day of the period too.")
    return periods.start_of(ends_on, months)


def _required_day(file: _File, cells: Sequence[str], column: str) -> dt.date:
    cell = file.cell(cells, column)
    found = day_of(cell)
    if found is None:
        raise _Wrong(column, f"{told(cell) if cell else 'What stands here'} is no date. Write it as 31/03/2026 or 2026-03-31.")
    return found


def _require_period(indicator: Indicator, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    checking.require_period(starts_on, ends_on, today)
    most = max(12, indicator.rolling_months)
    if starts_on < EARLIEST:
        raise _Wrong("period_starts_on", "This day is before 2000. Check the year.")
    if periods.months_between(starts_on, ends_on + dt.timedelta(days=1)) > most:
        raise _Wrong("period_starts_on", f"This period is longer than {most} months, the most for {indicator.code}. Check both days.")


def _whole(file: _File, cells: Sequence[str], column: str) -> int | None:
    found = _decimal(file, cells, column)
    if found is not None and found != found.to_integral_value():
        raise _Wrong(column, f"{found} is no whole number of children.")
    return None if found is None else int(found)


def _decimal(file: _File, cells: Sequence[str], column: str) -> Decimal | None:
    cell = file.cell(cells, column)
    if not cell:
        return None
    found = number_of(cell)
    if found is None:
        raise _Wrong(column, f"{told(cell)} is no number. Write figures alone, or leave the cell empty.")
    return found


# The whole ---------------------------------------------------------------------------------------------------------


def _twice(rows: Iterable[OwnRow]) -> list[Fault]:
    seen: dict[Any, int] = {}
    found = []
    for row in rows:
        first = seen.setdefault((row.indicator.pk, row.starts_on, row.ends_on), row.line)
        if first != row.line:
            found.append(Fault(row.line, "", f"This is the second row for the same figure: see row {first}."))
    return found


def _require_sound(name: str, found: OwnFigures) -> None:
    if found.faults:
        number = len(found.faults)
        faults = sorted(found.faults, key=lambda fault: fault.row)
        raise Refused(name, f"{number:,} {'row is' if number == 1 else 'rows are'} wrong, so nothing was taken in.", faults)
    if not found.rows:
        raise Refused(name, "there is no figure in it to take in.", found.passed)
