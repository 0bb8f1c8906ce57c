"""Cells that add up to one total (rules D1, D4 and D5)."""

from __future__ import annotations

from dataclasses import dataclass

from performance.suppression.marks import FEW, HIDDEN, LEAST_GUESSES, Told, is_few


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
