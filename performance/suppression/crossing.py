"""Rows and columns with all their totals (rules D1, D4 and D5).

The rules as the public may know them. A number of 1 to 5 is hidden, wherever it stands; nought is told. While a row, a
column or the totals have one hidden number, or the interval audit fails, the smallest cells that are still told go
too, all that are equal together and wherever in the table they stand; the totals only after the last cell. The audit
fails while somebody who sees all that is told and knows these rules is left with fewer than three values for a number.

The next smallest of the whole table and not of one line, though that hides more: which line came first would tell
something of what is in it. So all that is hidden is a threshold, and every table below it looks the same from outside
(tests/performance/test_attacker.py tries them all for small tables).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from performance.suppression.flows import Arc, Belief, Net
from performance.suppression.marks import FEW, HIDDEN, Told, is_few, least


@dataclass(frozen=True)
class Line:
    """Cells that add up to a total; all by their place in the list of arcs."""

    cells: tuple[int, ...]
    total: int


class Grid:
    """Where the numbers of a table of `rows` x `columns` stand: cells, rows' totals, columns' totals, the grand total."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        inside = rows * columns
        self.inside = range(inside)
        self.row_totals = tuple(range(inside, inside + rows))
        self.column_totals = tuple(range(inside + rows, inside + rows + columns))
        self.grand = inside + rows + columns
        self.totals = range(inside, self.grand + 1)

    def cell(self, row: int, column: int) -> int:
        """The place of a cell."""
        return row * self.columns + column

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every sum of the table."""
        rows = [Line(tuple(self.cell(r, c) for c in range(self.columns)), self.row_totals[r]) for r in range(self.rows)]
        columns = [Line(tuple(self.cell(r, c) for r in range(self.rows)), self.column_totals[c]) for c in range(self.columns)]
        return (*rows, *columns, Line(self.row_totals, self.grand), Line(self.column_totals, self.grand))

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """The numbers as arcs between rows, columns and the two lines of totals."""
        row_end, column_end = self.rows + self.columns + 1, self.rows + self.columns
        inside = [(r, self.rows + c) for r in range(self.rows) for c in range(self.columns)]
        totals = [(row_end, r) for r in range(self.rows)] + [(self.rows + c, column_end) for c in range(self.columns)]
        return (*inside, *totals, (column_end, row_end))

    @cached_property
    def lines_of(self) -> tuple[tuple[Line, ...], ...]:
        """The lines in which each number stands, as a cell or as the total."""
        return tuple(tuple(line for line in self.lines if place in line.cells or place == line.total) for place in range(self.grand + 1))

    def numbers(self, counts: Sequence[Sequence[int]]) -> list[int]:
        """All numbers of a table in the order of the arcs, totals worked out."""
        inside = [count for row in counts for count in row]
        return [*inside, *(sum(row) for row in counts), *(sum(column) for column in zip(*counts, strict=True)), sum(inside)]


@dataclass(frozen=True)
class Cross:
    """A table as the public may have it. `rules` has the rule that hid each place (of `numbers`), for the log."""

    cells: tuple[tuple[Told, ...], ...]
    row_totals: tuple[Told, ...]
    column_totals: tuple[Told, ...]
    total: Told
    rules: dict[int, str]

    @property
    def numbers(self) -> tuple[Told, ...]:
        """All numbers in the order of `Grid.arcs`."""
        return (*(cell for row in self.cells for cell in row), *self.row_totals, *self.column_totals, self.total)


def cross(counts: Sequence[Sequence[int]], *, zero_disclosive: bool = False) -> Cross:
    """A table of counts, row by row, with its totals, as the public may have it.

    Raises ValueError for rows of different lengths, fewer than two rows or columns (see `table`), a count below nought.
    """
    if len(counts) < 2 or len(counts[0]) < 2 or any(len(row) != len(counts[0]) for row in counts):
        raise ValueError("A table has two rows and two columns at least, and its rows are of one length.")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("A count is nought or more.")
    grid = Grid(len(counts), len(counts[0]))
    numbers = grid.numbers(counts)
    return _shown(grid, numbers, hide(grid, numbers, zero_disclosive))


def _shown(grid: Grid, numbers: Sequence[int], rules: dict[int, str]) -> Cross:
    told: list[Told] = [HIDDEN if place in rules else number for place, number in enumerate(numbers)]
    cells = tuple(tuple(told[grid.cell(r, c)] for c in range(grid.columns)) for r in range(grid.rows))
    totals = [tuple(told[place] for place in places) for places in (grid.row_totals, grid.column_totals)]
    return Cross(cells, totals[0], totals[1], told[grid.grand], rules)


def hide(grid: Grid, numbers: Sequence[int], zero_disclosive: bool) -> dict[int, str]:
    """The places to hide, each with the rule that hides it."""
    rules = {place: "D1" for place, number in enumerate(numbers) if is_few(number, zero_disclosive)}
    while rules:
        bare = any(sum(place in rules for place in (*line.cells, line.total)) == 1 for line in grid.lines)
        more = _next(grid, numbers, rules) if bare or exposed(grid, numbers, rules, zero_disclosive) else []
        if not more:
            break
        rules |= dict.fromkeys(more, "D4" if bare else "D5")
    return rules


def _next(grid: Grid, numbers: Sequence[int], hidden: Collection[int]) -> list[int]:
    """The smallest that are still told: cells, and totals when there is no cell left. A nought hides nothing."""
    left = _told(grid.inside, numbers, hidden) or _told(grid.totals, numbers, hidden)
    return [place for place in left if numbers[place] == min(numbers[p] for p in left)]


def _told(places: Sequence[int], numbers: Sequence[int], hidden: Collection[int]) -> list[int]:
    return [place for place in places if place not in hidden and numbers[place]]


# The interval audit ------------------------------------------------------------------------------------------------


def exposed(grid: Grid, numbers: Sequence[int], hidden: Collection[int], zero_disclosive: bool) -> list[int]:
    """The hidden numbers of which somebody could tell that they are one of fewer than three."""
    caps = _caps(grid, numbers, hidden)
    return [place for part in _parts(grid, hidden) for place in _Audit(grid, numbers, part, caps, least(zero_disclosive)).failing()]


def _caps(grid: Grid, numbers: Sequence[int], hidden: Collection[int]) -> dict[int, int]:
    """The most that each hidden number can be by the rules: few, or less than the smallest that is told."""
    cells, totals = _told(grid.inside, numbers, hidden), _told(grid.totals, numbers, hidden)
    open_end = 2 * numbers[grid.grand] + 2 * FEW
    of_cells = max(FEW, min(numbers[p] for p in cells) - 1) if cells else open_end
    of_totals = FEW if cells else max(FEW, min(numbers[p] for p in totals) - 1) if totals else open_end
    return {place: of_cells if place in grid.inside else of_totals for place in hidden}


def _parts(grid: Grid, hidden: Collection[int]) -> Iterator[list[int]]:
    """Hidden numbers that hang together by their lines; what is in one part says nothing of another."""
    left = set(hidden)
    while left:
        part = [left.pop()]
        for place in part:
            near = {p for line in grid.lines_of[place] for p in (*line.cells, line.total)} & left
            left -= near
            part.extend(near)
        yield sorted(part)


class _Audit:
    """What somebody can believe of the hidden numbers of one part."""

    def __init__(self, grid: Grid, numbers: Sequence[int], part: list[int], caps: dict[int, int], lowest: int) -> None:
        self.numbers, self.part, self.caps, self.lowest = numbers, part, caps, lowest
        self.net = Net(grid.arcs, part)

    def failing(self) -> list[int]:
        """The numbers that are left with fewer than three values, in one of the beliefs that are open to everybody."""
        all_few = self._believed(self.part)
        if all_few:
            return [place for place in self.part if not self.net.can_be_three(*all_few, place)]
        small = {place: self._believed([place]) for place in self.part}
        return [place for place in self.part if not self._stands(place, small)]

    def _stands(self, place: int, small: dict[int, tuple[list[int], Belief] | None]) -> bool:
        """Whoever guesses that this is a small one has three values for it; else whoever knows that another one is."""
        own = small[place]
        if own:
            return self.net.can_be_three(*own, place)
        return any(self.net.can_be_three(*other, place) for other in small.values() if other)

    def _believed(self, few: list[int]) -> tuple[list[int], Belief] | None:
        """Numbers in which all of these are few, and the bounds they keep; None when that cannot be."""
        low, high = list(self.numbers), list(self.numbers)
        for place in self.part:
            low[place], high[place] = self.lowest, self.caps[place]
        for place in few:
            high[place] = FEW
        belief = Belief(low, high)
        moved = self.net.settled(self.numbers, belief, self.part)
        return (moved, belief) if moved else None
