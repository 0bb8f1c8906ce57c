"""Which councils are like which: the tables of 2021 and 2025, ten for each, the nearest first (scorecard handbook §3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from performance.importing import places
from performance.importing.reading import Fault, Near, Place, Reading, Table, plain, told

NAME = "similar councils"
LOOKED_FOR = "a table of statistical neighbours: a number for each council, SN1 to SN10 with how close each is"
TEN = range(1, 11)
NONE = "-"
CODES = ("old_la_code", "la_number", "la_num")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def fits(names: set[str]) -> bool:
    """Whether these are the columns of a table of neighbours."""
    return any(code in names for code in CODES) and all({f"sn{n}", f"sn_{n}"} & names for n in TEN)


def read(table: Table) -> Reading:
    """The ten of each council. Closeness stands in the column after each: its head is repeated, so it has no name."""
    found = Reading(NAME, "neighbours", table.said or _year(table.file))
    if not found.release:
        found.faults.append(Fault(1, "", "The table does not say its year: put it in the name of the file, or give it as the release."))
    bare = [plain(name) for name in table.names]
    code = next(bare.index(name) for name in CODES if name in bare)
    tens = [next(bare.index(name) for name in (f"sn{n}", f"sn_{n}") if name in bare) for n in TEN]
    for line, cells in table.rows:
        _take(found, table, line, cells, (code, tens))
    return found


def _year(file: str) -> str:
    years = YEAR.findall(file)
    return years[-1] if years else ""


def _take(found: Reading, table: Table, line: int, cells: Sequence[str], at: tuple[int, Sequence[int]]) -> None:
    code, tens = at
    number = cells[code].strip()
    if not places.is_council(number):
        why = "This is a heading." if any(cell.strip() for cell in cells) else "The row is empty."
        found.passed.append(Fault(line, table.names[code], why))
        return
    if all(cells[place].strip() == NONE for place in tens):
        found.passed.append(Fault(line, table.names[tens[0]], f"Council {number} has no neighbours in this model."))
        return
    name, region = table.column("la_name"), table.column("region_name", "goreg")
    found.places[number] = Place(
        cells[name].strip() if name is not None else number, "authority", places.region_by_name(cells[region]) if region is not None else ""
    )
    near = [Near(line, number, n, cells[at].strip(), _closeness(cells[at + 1])) for n, at in zip(TEN, tens, strict=True)]
    found.faults += [
        Fault(line, table.names[at], f"{told(each.neighbour)} is no number of a council.")
        for each, at in zip(near, tens, strict=True)
        if not places.is_council(each.neighbour) or each.neighbour == number
    ]
    if number in {each.area for each in found.near}:
        found.faults.append(Fault(line, table.names[code], f"Council {number} stands in the table twice."))
    found.near += near
    found.held += 1


def _closeness(cell: str) -> str:
    """Very close, not close: one way of writing it."""
    return " ".join(cell.split()).capitalize()[:20]
