"""The catalogue of indicators itself, when somebody gives it along with the statistics."""

from __future__ import annotations

from performance import catalogue
from performance.importing.reading import Fault, Reading, Table, told

NAME = "catalogue"
LOOKED_FOR = "the catalogue of indicators: code, title, polarity, national_file"


def fits(names: set[str]) -> bool:
    """Whether these are the columns of the catalogue."""
    return names >= {"code", "title", "polarity", "national_file"}


def read(table: Table) -> Reading:
    """The codes that the shipped catalogue holds; any other is passed over."""
    found, known = Reading(NAME), {entry.code for entry in catalogue.entries()}
    code = next(place for place, name in enumerate(table.names) if name.casefold() == "code")
    for line, cells in table.rows:
        if cells[code] in known:
            found.codes.append(cells[code])
            found.held += 1
        else:
            found.passed.append(Fault(line, "code", f"{told(cells[code])} is not in the shipped catalogue. Add it on its own page."))
    return found
