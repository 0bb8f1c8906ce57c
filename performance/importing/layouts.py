"""Which layout a file has: its head is looked for in the first rows, by the names of its columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from performance.importing import lait, neighbours, shipped, tidy
from performance.importing.reading import Fault, Reading, Refused, Table, plain
from performance.importing.sheets import Rows, digest, rows_of

DEEPEST_HEAD = 10
OF_A_CHILD = {
    *("child", "child_id", "childid", "la_child_id", "child_la_code", "pupil_id", "person_id", "unique_id"),
    *("dob", "date_of_birth", "birth_date", "dobdate", "upn", "uln", "nhs_number", "mother_dob", "mc_dob"),
    *("surname", "forename", "first_name", "last_name", "child_name", "full_name", "initials"),
    *("home_post", "pl_post", "postcode", "home_postcode", "placement_postcode", "home_address"),
}


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


def read(name: str, content: bytes, *, today: dt.date, said: str = "", series: str = "") -> tuple[Table, Reading]:
    """A file, read whole by its layout. Raises Refused for an unknown one, for a file about single children, for faults."""
    rows = rows_of(name, content)
    layout, head = _recognised(name, rows)
    heads = tuple(cell.strip() for cell in rows[head][1])
    table = Table(name, heads, rows[head + 1 :], digest(content), said, series)
    found = layout.read(table)
    found.faults += [
        Fault(row.line, "time_period", f"This period is not over: it ends on {row.ends_on}.") for row in found.rows if row.ends_on > today
    ]
    found.require_sound(name, len(table.rows))
    return table, found


def _recognised(name: str, rows: Rows) -> tuple[Layout, int]:
    for place, (_, cells) in enumerate(rows[:DEEPEST_HEAD]):
        names = {plain(cell) for cell in cells}
        _require_no_child(name, cells)
        for layout, _ in LAYOUTS:
            if layout.fits(names):
                return layout, place
    there = ", ".join(cell.strip() for cell in rows[0][1][:12]) if rows else "nothing"
    wanted = "; ".join(looked_for for _, looked_for in LAYOUTS)
    raise Refused(name, f"its columns fit no layout that is known here. Looked for: {wanted}. Found: {there}.")


def _require_no_child(name: str, cells: Sequence[str]) -> None:
    found = [cell.strip() for cell in cells if plain(cell) in OF_A_CHILD]
    if found:
        raise Refused(
            name,
            f"it has a column “{found[0]}”, so its rows are about single children. "
            "A board looks at figures, not at children's records: nothing of it was read. Load counts instead.",
        )
