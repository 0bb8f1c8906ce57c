"""What `charts` are made of: a reading or why there is none, a line and its style, the table that follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction
from typing import NamedTuple


class Absent(StrEnum):
    """Why there is no figure, as the table says it."""

    NONE = "no figure"
    FEW = "too few to show"
    UNPUBLISHED = "not published"


Reading = float | Fraction | Absent


class Style(Enum):
    """How a line is drawn: class in the style sheet, colour, dashes, width (look §2)."""

    US = ("1", "#12436d", "", 4.0)
    SIMILAR = ("2", "#801650", "9 6", 2.25)
    ENGLAND = ("3", "#3d3d3d", "1 6", 3.0)
    REGION = ("5", "#565160", "12 4 2 4", 2.25)

    @property
    def mark(self) -> str:
        """The number that classes of this line end with."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """Dark enough for text on white (at least 7 to 1)."""
        return self.value[1]

    @property
    def dashes(self) -> str:
        """Dash pattern; empty for a solid line."""
        return self.value[2]

    @property
    def width(self) -> float:
        """Stroke width."""
        return self.value[3]


class Table(NamedTuple):
    """The data table that follows a chart; the first cell of each row is its header."""

    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Series:
    """One line: a reading for each period of the chart. `short` is its name where room is scarce.

    `decimals` says for each reading how it was published, where that differs from ours.
    """

    name: str
    readings: tuple[Reading, ...]
    style: Style = Style.US
    short: str = ""
    decimals: tuple[int | None, ...] = ()

    def printed(self, n: int) -> int | None:
        """How many decimals the reading of a period was published with; None: as many as ours."""
        return self.decimals[n] if self.decimals else None

    def figures(self) -> list[tuple[int, float]]:
        """What there is: place of the period, and figure."""
        return [(n, float(r)) for n, r in enumerate(self.readings) if not isinstance(r, Absent)]

    def runs(self) -> list[list[tuple[int, float]]]:
        """The figures in stretches without a gap."""
        stretches: list[list[tuple[int, float]]] = []
        for n, value in self.figures():
            if stretches and stretches[-1][-1][0] == n - 1:
                stretches[-1].append((n, value))
            else:
                stretches.append([(n, value)])
        return stretches
