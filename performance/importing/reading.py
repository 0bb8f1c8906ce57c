"""What a layout makes of a file: rows to hold, rows passed over with the reason, and faults that refuse the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LONGEST_SHOWN = 12  # figures of a cell that a message repeats


class Refused(ValueError):
    """A file that is not taken in. The message is for people; `faults` name rows and columns."""

    def __init__(self, file: str, sentence: str, faults: Sequence[Fault] = ()) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__(f"{file}: {sentence}")


class Fault(NamedTuple):
    """What is wrong in one row, or why it was passed over. Row 1 is the first line of the table, the head."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        return f"row {self.row}{f', {self.column}' if self.column else ''}: {self.why}"


class Row(NamedTuple):
    """One row to hold: its series by labels, its area by code, the end of its period, what was printed as JSON."""

    line: int
    labels: str
    area: str
    ends_on: dt.date
    figures: str


class Place(NamedTuple):
    """An area as a file names it; `region` is a code, empty where the file does not say."""

    name: str
    kind: str
    region: str = ""


class Near(NamedTuple):
    """One neighbour of an area, by codes."""

    line: int
    area: str
    place: int
    neighbour: str
    closeness: str


@dataclass(frozen=True)
class Sheet:
    """A file as rows of text with their numbers from 1, and where formulas stand: number of the row, place of the column."""

    rows: list[tuple[int, list[str]]]
    formulas: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Table:
    """A sheet with its head found: `names` are as printed, `rows` come with their numbers. `said` is a name given by hand."""

    file: str
    names: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[str]]]
    digest: str = ""
    said: str = ""
    series: str = ""

    def column(self, *wanted: str) -> int | None:
        """Where the first of these names stands, whatever its case."""
        bare = [plain(name) for name in self.names]
        return next((bare.index(name) for name in wanted if name in bare), None)


@dataclass
class Reading:
    """A file, read. Every row of it is in `held`, by number, or in `passed`; with a fault nothing of it is taken."""

    layout: str
    dataset: str = ""
    release: str = ""
    newest_on: dt.date | None = None
    places: dict[str, Place] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    held: int = 0
    passed: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def require_sound(self, file: str, rows: int) -> None:
        """Raise Refused where anything is wrong."""
        if self.faults:
            number = len(self.faults)
            raise Refused(file, f"{number:,} {'row is' if number == 1 else 'rows are'} wrong, so nothing was taken in.", self.faults)
        if not self.held:
            raise Refused(file, "there is no row to take in.", self.passed)
        if self.held + len(self.passed) != rows:
            raise AssertionError(f"{file}: {rows} rows in, {self.held} held, {len(self.passed)} passed over.")


def told(cell: str) -> str:
    """A cell as a message may show it: figures and signs alone, since letters could be somebody's name."""
    bare = cell.strip()
    return f"“{bare}”" if bare and len(bare) <= LONGEST_SHOWN and not any(c.isalpha() for c in bare) else "What stands here"


def plain(name: str) -> str:
    """The name of a column as it is looked for: small letters, one underscore between words."""
    return "_".join(name.replace("_", " ").casefold().split())


def once(rows: Iterable[Row]) -> list[Fault]:
    """The rows that say a second time what another said of the same thing."""
    seen: dict[tuple[str, str, dt.date], int] = {}
    found = []
    for row in rows:
        first = seen.setdefault((row.labels, row.area, row.ends_on), row.line)
        if first != row.line:
            found.append(Fault(row.line, "", f"This is the second row for the same figure: see row {first}."))
    return found
