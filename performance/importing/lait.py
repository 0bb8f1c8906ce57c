"""LAIT, the Department's tool of local figures: its long store, its wide download, its dictionary, its list of areas (§2.2)."""

from __future__ import annotations

import json
from pathlib import PurePath

from performance.importing import periods, places, tokens
from performance.importing.reading import Fault, Place, Reading, Row, Table, once, plain, told

DATASET = "lait"
SIMILAR = "statistical neighbours"


class Store:
    """Long: Short Desc, Years, LA Number, LA and Regions, Values; one row a figure."""

    NAME = "LAIT long"
    LOOKED_FOR = "the long store of LAIT: Short Desc, Years, LA Number, Values"
    NEEDED = frozenset({"short_desc", "years", "la_number", "values"})

    @classmethod
    def fits(cls, names: set[str]) -> bool:
        """Whether these are its columns."""
        return names >= cls.NEEDED

    @classmethod
    def read(cls, table: Table) -> Reading:
        """Every row, by measure, area and year."""
        found = Reading(cls.NAME, DATASET)
        measure, year, code, value = (_at(table, name) for name in ("short_desc", "years", "la_number", "values"))
        name, region = table.column("la_and_regions"), table.column("region")
        for line, cells in table.rows:
            if not any(cells):
                found.passed.append(Fault(line, "", "The row is empty."))
                continue
            area = _area(found, line, cells[code], cells[name] if name is not None else "", cells[region] if region is not None else "")
            row = _row(found, line, (cells[measure], cells[year], area, cells[value]))
            if row:
                found.rows.append(row)
        return _closed(found, table, len(found.rows))


class Download:
    """Wide: LA Number, LA and Regions, a column for each year; one row an area, the whole file one measure."""

    NAME = "LAIT wide"
    LOOKED_FOR = "a download of LAIT: LA Number, LA and Regions, a column for each year"

    @classmethod
    def fits(cls, names: set[str]) -> bool:
        """Whether these are its columns."""
        years = [name for name in names if periods.lait_ends_on(name.replace("_", " "), "")]
        return names >= {"la_number", "la_and_regions"} and bool(years)

    @classmethod
    def read(cls, table: Table) -> Reading:
        """Every row, a figure for each year. The file does not say its measure: it is given, or the name of the file."""
        found = Reading(cls.NAME, DATASET)
        measure = table.series or PurePath(table.file).stem
        code, name = _at(table, "la_number"), _at(table, "la_and_regions")
        years = [(place, head) for place, head in enumerate(table.names) if periods.lait_ends_on(head, measure)]
        held = 0
        for line, cells in table.rows:
            if cells[name].strip().casefold() == SIMILAR:
                found.passed.append(Fault(line, table.names[name], "Similar councils are worked out here, from each of them."))
                continue
            area = _area(found, line, cells[code], cells[name], "")
            rows = [_row(found, line, (measure, head, area, cells[place])) for place, head in years]
            found.rows += [row for row in rows if row]
            held += 1
        return _closed(found, table, held)


def _at(table: Table, name: str) -> int:
    place = table.column(name)
    if place is None:
        raise KeyError(name)
    return place


def _closed(found: Reading, table: Table, held: int) -> Reading:
    found.held = held
    found.faults += once(found.rows)
    found.newest_on = max((row.ends_on for row in found.rows), default=None)
    found.release = table.said or (f"LAIT {found.newest_on.year}" if found.newest_on else "")
    return found


def _row(found: Reading, line: int, given: tuple[str, str, str, str]) -> Row | None:
    """One figure of one measure, year and area; None, and a fault written down, where it cannot be read."""
    measure, year, area, value = given
    ends_on = periods.lait_ends_on(year, measure)
    if ends_on is None:
        found.faults.append(Fault(line, "Years", f"{told(year)} is no year."))
    value = tokens.without_noise(value.strip())
    if not tokens.parse(value).known:
        found.faults.append(Fault(line, "Values", f"{told(value)} is neither a number nor one of the signs -, c, .., or nothing."))
    return Row(line, measure, area, ends_on, _figures(year, value)) if area and ends_on else None


def _figures(year: str, value: str) -> str:
    return json.dumps({"value": value} if year.strip().isdigit() else {"value": value, "year": year.strip()})


def _area(found: Reading, line: int, code: str, name: str, region: str) -> str:
    number = code.strip()
    if number in found.places:
        return number
    place = places.known(number)
    if place is None and places.is_council(number):
        place = Place(name.strip() or number, "authority", places.region_by_name(region))
    if place is None:
        found.faults.append(Fault(line, "LA Number", f"{told(code)} is no number of a council, a region or England."))
        return ""
    found.places[number] = place
    return number


class Areas:
    """The list of areas: LA Number, LA Name, Region, Type."""

    NAME = "LAIT areas"
    LOOKED_FOR = "the list of areas of LAIT: LA Number, LA Name, Region, Type"

    @classmethod
    def fits(cls, names: set[str]) -> bool:
        """Whether these are its columns."""
        return names >= {"la_number", "la_name", "region", "type"}

    @classmethod
    def read(cls, table: Table) -> Reading:
        """Every area; one with a number that no figure uses is passed over."""
        found = Reading(cls.NAME)
        code, name, region = (_at(table, column) for column in ("la_number", "la_name", "region"))
        for line, cells in table.rows:
            number = cells[code].strip()
            place = places.known(number)
            if place is None and places.is_council(number):
                place = Place(cells[name].strip(), "authority", places.region_by_name(cells[region]))
            if place is None:
                found.passed.append(Fault(line, table.names[code], f"{told(number)} is no number of a council, a region or England."))
            else:
                found.places[number] = place
                found.held += 1
        return found


class Dictionary:
    """What each measure is: Measure_short with polarity, decimals and kind of year."""

    NAME = "LAIT dictionary"
    LOOKED_FOR = "the dictionary of LAIT: Measure_short, Polarity, dps, Year_Type"
    KEPT = ("measure", "polarity", "dps", "year_type", "no_quartile", "table_status")

    @classmethod
    def fits(cls, names: set[str]) -> bool:
        """Whether these are its columns."""
        return names >= {"measure_short", "polarity", "dps", "year_type"}

    @classmethod
    def read(cls, table: Table) -> Reading:
        """What is said of each measure; one that is described twice keeps its first description."""
        found = Reading(cls.NAME, DATASET)
        short = _at(table, "measure_short")
        kept = [(plain(head), place) for place, head in enumerate(table.names) if plain(head) in cls.KEPT]
        for line, cells in table.rows:
            measure = cells[short].strip()
            if not measure:
                found.passed.append(Fault(line, table.names[short], "No measure is named."))
                continue
            if measure in found.about:
                found.passed.append(Fault(line, table.names[short], "This measure was described in an earlier row."))
                continue
            found.about[measure] = {name: " ".join(cells[place].split()) for name, place in kept}
            found.held += 1
        return found
