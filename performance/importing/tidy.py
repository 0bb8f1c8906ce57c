"""The Department's tidy releases: one row for each area, period and set of labels (scorecard handbook §2.1).

Columns are found by name. Whatever is neither one of the fixed columns nor one of the figures is a label; the
labels together name the series. Heads and labels that were renamed between releases are read as the newer one.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from performance.importing import periods, places, tokens
from performance.importing.reading import Fault, Place, Reading, Row, Table, once, plain, told

NAME = "tidy"
LOOKED_FOR = "a release of the Department for Education: time_period, time_identifier, geographic_level and a column of figures"
NEEDED = {"time_period", "time_identifier", "geographic_level"}
WHERE = ("geographic_level", "country_code", "region_code", "old_la_code")
FIXED = NEEDED | {"country_code", "country_name", "region_code", "region_name", "old_la_code", "la_name", "new_la_code"}
ASIDE = {"version"}  # says how final a row is; it names no series
FIGURES = {
    "number": "count", "children_count": "count", "care_leaver_count": "count",
    "percentage": "percent", "children_percent": "percent", "care_leaver_percent": "percent",
    "rate_per_10000": "rate", "population_estimate": "population",
}  # fmt: skip
FIGURE_LIKE = ("t_", "pt_", "avg_", "p8score_")
PERCENT_LIKE = ("percent", "pt_")
RENAMED = (
    (re.compile(r"\bat (\d+ [A-Z][a-z]+)\b"), r"on \1"),
    (re.compile(r"^Aged (\d+) to (\d+)$"), r"\1 to \2 years"),
    (re.compile(r"\bAges (\d)"), r"ages \1"),
)
DATASETS = (  # name, labels' columns, and a label that no other of the same columns has
    ("placement_stability", {"placement_stability"}, ""),
    ("number_and_rate", {"population_type"}, ""),
    ("number_and_rate", {"population_count"}, ""),
    ("ks4", {"social_care_group"}, "ks4"),
    ("adoption_stages", {"stage_of_adoption_process"}, ""),
    ("in_touch", {"in_touch"}, ""),
    ("activity", {"breakdown"}, "total in education, employment or training"),
    ("accommodation", {"breakdown"}, "suitability total"),
    ("health", {"characteristic", "breakdown"}, "had their annual health assessment"),
    ("missing", {"cla_group"}, "missing incident"),
)
SEPARATOR = " / "


def fits(names: set[str]) -> bool:
    """Whether these are the columns of a tidy release."""
    return names >= NEEDED and any(_figure(name) for name in names)


def _figure(name: str) -> str:
    """The name under which a column of figures is held; empty for a column that holds none."""
    return FIGURES.get(name) or (name if name.startswith(FIGURE_LIKE) else "")


def read(table: Table) -> Reading:
    """Every row, by its labels, area and period."""
    return _Tidy(table).read()


@dataclass
class _Part:
    """What some columns of a row say together: read once for each thing they say, since rows say the same again and again."""

    columns: tuple[int, ...]
    work: Callable[[int, Sequence[str]], Any]
    met: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.key: Callable[[Sequence[str]], Any] = itemgetter(*self.columns) if self.columns else lambda _: ""


class _Tidy:
    """One file: where its columns stand, and what was met so far."""

    def __init__(self, table: Table) -> None:
        self.table, self.found = table, Reading(NAME)
        bare = [plain(name) for name in table.names]
        self.at = {name: place for place, name in enumerate(bare) if name in FIXED}
        self.figures = [(place, _figure(name)) for place, name in enumerate(bare) if _figure(name)]
        self.aside = [(place, name) for place, name in enumerate(bare) if name in ASIDE]
        printed = {place for place, _ in self.figures + self.aside}
        self.labels = [(place, name) for place, name in enumerate(bare) if place not in {*self.at.values(), *printed} and name]
        when = (self.at["time_period"], self.at["time_identifier"])
        where = [self.at[name] for name in WHERE if name in self.at]
        self.parts = [
            _Part(tuple(place for place, _ in self.labels), self._labels),
            _Part(tuple(where), self._area),
            _Part(when, self._ends_on),
            _Part(tuple(sorted(printed)), self._printed),
        ]

    def read(self) -> Reading:
        """The rows, then which data set and release they are of."""
        found = self.found
        for line, cells in self.table.rows:
            self._take(line, cells)
        found.held = len(found.rows)
        found.faults += once(found.rows)
        found.dataset = self._dataset()
        found.newest_on = max((row.ends_on for row in found.rows), default=None)
        found.release = self.table.said or (f"DfE {found.newest_on.year}" if found.newest_on else "")
        return found

    def _take(self, line: int, cells: Sequence[str]) -> None:
        if not any(cells):
            self.found.passed.append(Fault(line, "", "The row is empty."))
        elif len(cells) != len(self.table.names):
            self._wrong(line, "", f"The row has {len(cells)} cells, and the head {len(self.table.names)}.")
        else:
            self._hold(line, cells)

    def _hold(self, line: int, cells: Sequence[str]) -> None:
        said = [self._met(part, line, cells) for part in self.parts]
        if None not in said:
            self.found.rows.append(Row(line, *said))

    def _met(self, part: _Part, line: int, cells: Sequence[str]) -> Any:
        """What a part of the row says; None, with the fault written down for each row that has it."""
        key = part.key(cells)
        if key not in part.met:
            faults = len(self.found.faults)
            said = part.work(line, cells)
            if len(self.found.faults) > faults:
                return None
            part.met[key] = said
        return part.met[key]

    def _labels(self, line: int, cells: Sequence[str]) -> str:
        return SEPARATOR.join(newest(cells[place]) for place, _ in self.labels)

    def _printed(self, line: int, cells: Sequence[str]) -> str:
        for place, name in self.figures:
            self._check(line, place, name, cells[place])
        return json.dumps({name: cells[place] for place, name in self.figures + self.aside})

    def _check(self, line: int, place: int, name: str, cell: str) -> None:
        token = tokens.parse(cell)
        if not token.known:
            self._wrong(line, self.table.names[place], f"{told(cell)} is neither a number nor one of the signs c, z, x, k, u, low.")
        elif token.value is not None and token.value > 100 and name.startswith(PERCENT_LIKE):
            self._wrong(line, self.table.names[place], f"A percentage is at most 100. This one is {cell}.")

    def _ends_on(self, line: int, cells: Sequence[str]) -> dt.date | None:
        period, identifier = cells[self.at["time_period"]], cells[self.at["time_identifier"]]
        day = periods.ends_on(period, identifier)
        if day is None:
            self._wrong(line, "time_period", f"{told(period)} is no period of the kind that stands beside it.")
        return day

    def _area(self, line: int, cells: Sequence[str]) -> str:
        level = cells[self.at["geographic_level"]]
        if level == "Local authority":
            return self._council(line, cells)
        code = self._cell(cells, "country_code" if level == "National" else "region_code")
        number = places.COUNTRIES.get(code, "") if level == "National" else places.region_by_code(code)
        if level not in ("National", "Regional"):
            self._wrong(line, "geographic_level", f"{told(level)} is none of National, Regional, Local authority.")
        elif not number:
            self._wrong(line, "country_code" if level == "National" else "region_code", f"{told(code)} is not known here.")
        elif number not in self.found.places and (place := places.known(number)):
            self.found.places[number] = place
        return number

    def _council(self, line: int, cells: Sequence[str]) -> str:
        code = self._cell(cells, "old_la_code")
        if code not in self.found.places:
            if not places.is_council(code):
                self._wrong(line, "old_la_code", f"{told(code)} is no number of a council: it has three figures.")
                return ""
            region = places.region_by_code(self._cell(cells, "region_code"))
            self.found.places[code] = Place(self._cell(cells, "la_name") or code, "authority", region)
        return code

    def _cell(self, cells: Sequence[str], name: str) -> str:
        place = self.at.get(name)
        return cells[place].strip() if place is not None else ""

    def _wrong(self, line: int, column: str, why: str) -> None:
        self.found.faults.append(Fault(line, column, why))

    def _dataset(self) -> str:
        """Which data set it is, by columns and labels; one that we do not know has the name of its file."""
        columns = {name for _, name in self.labels}
        said = {label for labels in {row.labels for row in self.found.rows} for label in labels.casefold().split(SEPARATOR)}
        said |= {"ks4"} if "avg_att8" in {name for _, name in self.figures} else set()
        for name, needed, label in DATASETS:
            if needed <= columns and any(label in each for each in said):
                return name
        return plain(PurePath(self.table.file).stem)[:60]


@lru_cache(maxsize=4_096)
def newest(label: str) -> str:
    """A label as the newest release writes it."""
    found = " ".join(label.split())
    for pattern, written in RENAMED:
        found = pattern.sub(written, found)
    return found
