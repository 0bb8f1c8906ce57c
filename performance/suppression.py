"""What of a figure may be told outside the house (scorecard handbook §5.2, rules D1 to D6).

`single` is the one door for a figure, `table` for cells that add up to a total. Every public output goes
through them before anything is drawn or written; whatever is worked out from a hidden number is hidden too.
Members see full figures and never come here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Literal

FEW = 5  # a count of 1 to 5 is never told
TINY_GROUP = 10  # in a group of up to 10 nothing but its size is told
LEAST_GUESSES = 3  # a hidden number must leave at least this many possibilities


class Hidden(Enum):
    """The mark for a number that is there and is not told."""

    FEW = "c"

    def __str__(self) -> str:
        return self.value


HIDDEN = Hidden.FEW
Told = int | Literal[Hidden.FEW]


@dataclass(frozen=True)
class Single:
    """A figure as the public may have it. `rules` names what hid a part of it, for the log.

    `unchecked` is a percentage whose counts nobody gave us: it is told, and whoever releases it must look.
    """

    numerator: Told | None
    denominator: Told | None
    value: Fraction | Literal[Hidden.FEW]
    rules: tuple[str, ...] = ()
    unchecked: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the figure itself is hidden, and with it its colour, its change and its place on any line."""
        return self.value is HIDDEN


def single(
    value: Fraction, numerator: int | None = None, denominator: int | None = None, *, zero_disclosive: bool = False, strict: bool = True
) -> Single:
    """One figure: a share with both counts, a bare count (numerator only), or a bare percentage.

    `strict` also hides a share that leaves out 1 to 5 children (D6). Raises ValueError for counts that
    cannot be: a denominator without a numerator, a numerator above its denominator.
    """
    if numerator is None:
        if denominator is not None:
            raise ValueError("A denominator comes with a numerator.")
        return Single(None, None, value, unchecked=True)
    if denominator is None:
        return _count(value, numerator, zero_disclosive)
    if not 0 <= numerator <= denominator:
        raise ValueError("A numerator lies between nought and its denominator.")
    return _share(value, numerator, denominator, zero_disclosive, strict)


def _count(value: Fraction, count: int, zero_disclosive: bool) -> Single:
    if is_few(count, zero_disclosive):
        return Single(HIDDEN, None, HIDDEN, ("D1",))
    return Single(count, None, value)


def _share(value: Fraction, numerator: int, denominator: int, zero_disclosive: bool, strict: bool) -> Single:
    if denominator <= FEW:
        return Single(HIDDEN, HIDDEN, HIDDEN, ("D2",))
    rules = [
        *(["D2"] if denominator <= TINY_GROUP else []),
        *(["D1", "D3"] if is_few(numerator, zero_disclosive) else []),
        *(["D6"] if strict and is_few(denominator - numerator, False) else []),
    ]
    if rules:
        return Single(HIDDEN, denominator, HIDDEN, tuple(rules))
    return Single(numerator, denominator, value)


def hides_average(group: int | None) -> bool:
    """Whether an average is hidden: it is one of 1 to 5 children, or nobody knows of how many (D3)."""
    return group is None or group <= FEW


def is_few(count: int, zero_disclosive: bool) -> bool:
    """Whether a count could point at a child: 1 to 5, and 0 where none having done a thing tells on each (D1)."""
    return (0 if zero_disclosive else 1) <= count <= FEW


@dataclass(frozen=True)
class Cells:
    """Cells as the public may have them, by name; the total is hidden only where nothing else is enough."""

    cells: dict[str, Told]
    total: Told


def table(cells: dict[str, int], *, zero_disclosive: bool = False) -> Cells:
    """Cells that add up to a total: few are hidden (D1), then the next smallest until none can be worked out (D4, D5).

    Equal counts are hidden together: which of two was taken first would tell something.

    Raises ValueError for a count below nought.
    """
    if any(count < 0 for count in cells.values()):
        raise ValueError("A count is nought or more.")
    hidden = {name for name, count in cells.items() if is_few(count, zero_disclosive)}
    while hidden and not _stands(cells, hidden, zero_disclosive):
        smallest = _smallest(cells, hidden)
        if smallest is None:
            return Cells(_shown(cells, hidden), HIDDEN)
        hidden |= {name for name, count in cells.items() if count == smallest}
    return Cells(_shown(cells, hidden), sum(cells.values()))


def _smallest(cells: dict[str, int], hidden: set[str]) -> int | None:
    """The smallest count that is still shown; a nought is left, since it hides nothing."""
    return min((count for name, count in cells.items() if name not in hidden and count > 0), default=None)


def _shown(cells: dict[str, int], hidden: set[str]) -> dict[str, Told]:
    return {name: HIDDEN if name in hidden else count for name, count in cells.items()}


def _stands(cells: dict[str, int], hidden: set[str], zero_disclosive: bool) -> bool:
    """Whether somebody who knows the total, the visible cells and these rules is left with enough guesses."""
    residual = sum(cells[name] for name in hidden)
    smallest = _smallest(cells, hidden)
    most = residual if smallest is None else smallest - 1
    return len(guesses(residual, len(hidden), 0 if zero_disclosive else 1, most)) >= LEAST_GUESSES


def guesses(residual: int, number: int, least: int, most: int) -> set[int]:
    """The values that a small one of `number` hidden cells, which add up to `residual`, can still have.

    Hidden cells are `least` to `most`: each is below the smallest that is shown. Somebody may guess which of
    them is a small one, or that all are; where all can be, only that is counted.
    """
    others = number - 1
    largest = FEW if residual <= FEW * number else most
    return {v for v in range(least, FEW + 1) if least * others <= residual - v <= largest * others}
