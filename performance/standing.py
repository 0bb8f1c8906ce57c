"""Where we stand among others: the average of similar councils, quartile and rank (scorecard handbook §§3, 4.5).

All of it is exact and takes what was published as it was published; a missing figure is left out, and how many
were there is said with the result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FEWEST_NEIGHBOURS = 5  # of ten; with fewer there is no colour

Band = Literal["A", "B", "C", "D"]


@dataclass(frozen=True)
class Average:
    """The figure of similar councils, from how many of them it comes, and both counts where they were pooled."""

    value: Fraction
    used: int
    numerator: int | None = None
    denominator: int | None = None


def mean(figures: Iterable[Fraction | None]) -> Average | None:
    """The simple mean of those that are there, as LAIT has it. None where there is none."""
    there = [figure for figure in figures if figure is not None]
    return Average(sum(there, Fraction(0)) / len(there), len(there)) if there else None


def median(figures: Iterable[Fraction | None]) -> Average | None:
    """The middle one of those that are there, as the Department's own dashboard has it."""
    there = sorted(figure for figure in figures if figure is not None)
    return Average(quantile(there, Fraction(1, 2)), len(there)) if there else None


def pooled(pairs: Iterable[tuple[int, int] | None]) -> Average | None:
    """All their children as if they were one council's, in per cent: sum of numerators over sum of denominators."""
    there = [pair for pair in pairs if pair is not None]
    children = sum(denominator for _, denominator in there)
    done = sum(numerator for numerator, _ in there)
    return Average(Fraction(100 * done, children), len(there), done, children) if children else None


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """The figure below which a part of them lies (type 7: between two neighbours by distance).

    `ordered` goes up and is not empty.
    """
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def quartiles(figures: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Lowest, three quartiles, highest. Raises ValueError where there is none."""
    ordered = sorted(figures)
    if not ordered:
        raise ValueError("There is nobody to stand among.")
    return tuple(quantile(ordered, Fraction(quarter, 4)) for quarter in range(5))


def band(figure: Fraction, among: Sequence[Fraction], polarity: str) -> Band:
    """The quarter that a figure lies in, A the best; on a boundary it belongs to the lower figures.

    `among` is what `quartiles` gave. Raises ValueError for a neutral polarity: nothing is best.
    """
    if polarity not in ("high", "low"):
        raise ValueError("Neither end is the good one.")
    quarter = bisect_left(list(among[1:4]), figure)
    letters: tuple[Band, ...] = ("A", "B", "C", "D")
    return letters[quarter if polarity == "low" else 3 - quarter]


def rank(figure: Fraction, figures: Iterable[Fraction], polarity: str) -> int:
    """The place of a figure, 1 the best; equal figures share the better place."""
    return 1 + sum(other < figure if polarity == "low" else other > figure for other in figures)
