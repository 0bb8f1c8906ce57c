"""Which layout a file has: its head is looked for in the first rows, by the names of its columns."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from performance.importing import heads, lait, neighbours, shipped, tidy
from performance.importing.reading import Fault, Reading, Refused, Sheet, Table, plain
from performance.importing.sheets import digest, sheet_of

DEEPEST_HEAD = 10


class Layout(Protocol):
    """What can be read: whether the columns fit, and what the rows say."""

    def fits(self, names: set[str]) -> bool: ...
    def read(self, table: Table) -> Reading: ...


LAYOUTS: tuple[tuple[Layout, str], ...] = (
    (tidy, tidy.LOOKED_FOR),
    (neighbours, neighbours.LOOKED_FOR),
    (lait.Store, lait.Store.LOOKED_FOR),
    (lait.Areas, lait.Areas.LOOKED_FOR),
    (lait.Dictionary, lait.Dictionary.LOOKED_FOR),
    (lait.Download, lait.Download.LOOKED_FOR),
    (shipped, shipped.LOOKED_FOR),
)


KNOWN = tidy.FIXED | {"la_number", "la_name", "la_and_regions", "region", "short_desc", "years", "values", "measure_short", "code", "title"}


def read(name: str, content: bytes, *, today: dt.date, said: str = "", series: str = "") -> tuple[Table, Reading]:
    """A file, read whole by its layout. Raises Refused for an unknown one, for a file about single children, for faults."""
    sheet = sheet_of(name, content)
    layout, head = _recognised(name, sheet)
    names = tuple(cell.strip() for cell in sheet.rows[head][1])
    heads.require_no_formulas(name, sheet, head, {place for place, each in enumerate(names) if each})
    table = Table(name, names, sheet.rows[head + 1 :], digest(content), said, series)
    found = layout.read(table)
    found.faults += [
        Fault(row.line, "time_period", f"This period is not over: it ends on {row.ends_on}.") for row in found.rows if row.ends_on > today
    ]
    found.require_sound(name, len(table.rows))
    return table, found


def _recognised(name: str, sheet: Sheet) -> tuple[Layout, int]:
    for place, (_, cells) in enumerate(sheet.rows[:DEEPEST_HEAD]):
        names = {plain(cell) for cell in cells}
        heads.require_no_child(name, cells)
        for layout, _ in LAYOUTS:
            if layout.fits(names):
                return layout, place
    wanted = "; ".join(looked_for for _, looked_for in LAYOUTS)
    raise Refused(name, f"its columns fit no layout that is known here. Looked for: {wanted}. Found: {heads.found(sheet, KNOWN)}.")
