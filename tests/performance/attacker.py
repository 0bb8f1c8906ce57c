"""Somebody who sees all that is published, knows the rules and owns a solver. He is told nothing else.

A puzzle is what he has: sums with numbers in some places and marks in the others. He asks the solver for the least and
the greatest value of each mark and for one between. The solver only proposes: a proposal counts when the whole numbers
in it fit every sum and every bound exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

ENOUGH = 3  # values that a hidden number must be left with
FEW = 5
INFINITE = highspy.kHighsInf
Belief = dict[int, tuple[int, int | None]]  # the least and the most of each place of a part; None: no end
ENDLESS = 1_000_000  # above every number that a table here can hold


@dataclass(frozen=True)
class Sum:
    """Places whose numbers make the number of another place."""

    parts: tuple[int, ...]
    whole: int


@dataclass(frozen=True)
class Puzzle:
    """What was published: a number or None for each place, and the sums. `least` is the smallest number that is hidden."""

    seen: tuple[int | None, ...]
    sums: tuple[Sum, ...]
    least: int = 1
    totals: frozenset[int] = frozenset()

    @property
    def hidden(self) -> list[int]:
        """The places with a mark."""
        return [place for place, number in enumerate(self.seen) if number is None]

    def caps(self) -> dict[int, int | None]:
        """The most that a hidden number is by the rules: few, or below the smallest that is told; None: no end."""
        cells = [n for place, n in enumerate(self.seen) if n and place not in self.totals]
        totals = [n for place, n in enumerate(self.seen) if n and place in self.totals]
        of_cells = max(FEW, min(cells) - 1) if cells else None
        of_totals = FEW if cells else max(FEW, min(totals) - 1) if totals else None
        return {place: of_totals if place in self.totals else of_cells for place in self.hidden}

    def parts(self) -> Iterator[list[int]]:
        """Hidden places that hang together by their sums."""
        left = set(self.hidden)
        while left:
            part = [left.pop()]
            for place in part:
                near = {p for one in self.sums if place in (*one.parts, one.whole) for p in (*one.parts, one.whole)} & left
                left -= near
                part.extend(near)
            yield sorted(part)


@dataclass
class Attack:
    """One solver with one model of the puzzle, asked again and again. `asked` counts how often."""

    puzzle: Puzzle
    asked: int = 0
    solver: highspy.Highs = field(init=False)
    place_of: dict[int, int] = field(init=False)
    rows: list[tuple[dict[int, int], int]] = field(init=False)

    def __post_init__(self) -> None:
        """Build the model: a column for each hidden place, a row for each sum that has one."""
        self.place_of = {place: column for column, place in enumerate(self.puzzle.hidden)}
        self.rows = [row for row in map(self._row, self.puzzle.sums) if row[0]]
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("presolve", "off")
        self.solver.passModel(self._model())

    @property
    def told(self) -> bool:
        """Whether a number is told at all. Where none is there is nothing from which to guess that one is few."""
        return any(self.puzzle.seen)

    def _row(self, one: Sum) -> tuple[dict[int, int], int]:
        row = {self.place_of[p]: 1 for p in one.parts if p in self.place_of}
        told = sum(self.puzzle.seen[p] or 0 for p in one.parts)
        if one.whole in self.place_of:
            row[self.place_of[one.whole]] = -1
            return row, -told
        return row, (self.puzzle.seen[one.whole] or 0) - told

    def _model(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        columns = len(self.place_of)
        lp.num_col_, lp.num_row_ = columns, len(self.rows)
        lp.col_cost_ = np.zeros(columns)
        lp.col_lower_ = np.full(columns, float(self.puzzle.least))
        lp.col_upper_ = np.full(columns, INFINITE)
        lp.row_lower_ = lp.row_upper_ = np.array([float(right) for _, right in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _ in self.rows)])
        lp.a_matrix_.index_ = np.array([column for row, _ in self.rows for column in row])
        lp.a_matrix_.value_ = np.array([float(sign) for row, _ in self.rows for sign in row.values()])
        return lp

    def bounded(self) -> list[int]:
        """The hidden places that are left with fewer than three values, in a belief that the rules leave open."""
        return [place for part in self.puzzle.parts() for place in self._bounded_in(part)]

    def _bounded_in(self, part: list[int]) -> list[int]:
        """Who can believe that all are few does. Else that this cell is; else that another number is, as one must be.

        Each of these beliefs is narrower than knowing the rules, and that is narrower than the sums alone: what has
        three values here has them there too.
        """
        few: Belief = dict.fromkeys(part, (self.puzzle.least, FEW))
        pool = self.ask(few, few)
        if pool is not None and self.told:
            return [place for place in part if len(pool[place]) < ENOUGH]
        caps = self.puzzle.caps()
        return self._bounded_by_rules({place: (self.puzzle.least, caps[place]) for place in part}, few)

    def _bounded_by_rules(self, rules: Belief, few: Belief) -> list[int]:
        """One is few, and nobody knows which. Witnesses of one belief serve the next."""
        seen: dict[int, set[int]] = {place: set() for place in rules}
        small: dict[int, set[int] | None] = {}
        for place in rules:
            held = {value for value in seen[place] if value <= FEW}
            if len(held) < ENOUGH:
                found = self.ask({**rules, place: few[place]}, [place], seen)
                held = {value for value in seen[place] if value <= FEW}
                small[place] = None if found is None else held
            else:
                small[place] = held
        return [place for place in rules if not self._stands(place, small[place], seen, rules, few)]

    def _stands(self, place: int, small: set[int] | None, seen: dict[int, set[int]], rules: Belief, few: Belief) -> bool:
        if small is not None and self.told and place not in self.puzzle.totals:
            return len(small) >= ENOUGH
        for other in rules:
            if len(seen[place]) < ENOUGH:
                self.ask({**rules, other: few[other]}, [place], seen)
        return len(seen[place]) >= ENOUGH

    def ask(self, belief: Belief, places: Iterable[int], seen: dict[int, set[int]] | None = None) -> dict[int, set[int]] | None:
        """The values that were witnessed, three of each of these places or all there are; None where nothing fits."""
        found = {place: set[int]() for place in belief}
        pools = [found] if seen is None else [found, seen]
        if not self._note(pools, belief, None, 0):
            return None
        for place in places:
            for sign in (1, -1):
                if len(found[place]) < ENOUGH:
                    self._note(pools, belief, place, sign)
            low, high = min(found[place]), max(found[place])
            if len(found[place]) < ENOUGH and high - low >= 2:
                self._note(pools, {**belief, place: (low + 1, high - 1)}, place, 1)
        return found

    def _note(self, pools: list[dict[int, set[int]]], belief: Belief, place: int | None, sign: int) -> bool:
        """Ask for the least (1) or greatest (-1) value of a place, and note the whole witness once it is checked."""
        witness = self._proposal(belief, place, sign)
        if witness is None or not self._fits(witness, belief):
            return False
        for pool in pools:
            for each in belief:
                pool[each].add(witness[self.place_of[each]])
        return True

    def _proposal(self, belief: Belief, place: int | None, sign: int) -> list[int] | None:
        """What the solver proposes, rounded; None where it finds nothing."""
        self._believe(belief)
        if place is not None:
            self.solver.changeColCost(self.place_of[place], sign)
        self.solver.run()
        self.asked += 1
        solved = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        witness = [round(value) for value in self.solver.getSolution().col_value] if solved else None
        if place is not None:
            self.solver.changeColCost(self.place_of[place], 0)  # this forgets the answer, so it comes last
        return witness

    def _believe(self, belief: Belief) -> None:
        """Set the bounds of a part; every other part is left open, with nothing asked of it."""
        columns = len(self.place_of)
        low, high = np.full(columns, -INFINITE), np.full(columns, INFINITE)
        for place, (least, most) in belief.items():
            low[self.place_of[place]] = least
            high[self.place_of[place]] = ENDLESS if most is None else most
        self.solver.changeColsBounds(columns, np.arange(columns, dtype=np.int32), low, high)

    def _fits(self, witness: list[int], belief: Belief) -> bool:
        """Whether whole numbers meet every sum of the puzzle in which a believed place stands, and every bound."""
        within = all(
            low <= witness[self.place_of[p]] and (high is None or witness[self.place_of[p]] <= high) for p, (low, high) in belief.items()
        )
        ours = {self.place_of[place] for place in belief}
        sums = all(sum(sign * witness[c] for c, sign in row.items()) == right for row, right in self.rows if ours & set(row))
        return within and sums


def grid_sums(rows: int, columns: int) -> tuple[Sum, ...]:
    """The sums of a table: its cells row by row, the rows' totals, the columns' totals, the grand total."""
    inside = rows * columns
    of_rows = [Sum(tuple(range(r * columns, (r + 1) * columns)), inside + r) for r in range(rows)]
    of_columns = [Sum(tuple(range(c, inside, columns)), inside + rows + c) for c in range(columns)]
    grand = inside + rows + columns
    totals = [Sum(tuple(range(inside, inside + rows)), grand), Sum(tuple(range(inside + rows, grand)), grand)]
    return (*of_rows, *of_columns, *totals)


def grid_puzzle(rows: int, columns: int, published: Iterable[object], least: int = 1) -> Puzzle:
    """A published table as a puzzle; anything that is no number is a mark."""
    seen = tuple(number if isinstance(number, int) else None for number in published)
    return Puzzle(seen, grid_sums(rows, columns), least, frozenset(range(rows * columns, len(seen))))


def line_puzzle(published: Sequence[object], total: object, least: int = 1) -> Puzzle:
    """One line of cells with its total as a puzzle."""
    seen = tuple(number if isinstance(number, int) else None for number in (*published, total))
    return Puzzle(seen, (Sum(tuple(range(len(published))), len(published)),), least, frozenset({len(published)}))
