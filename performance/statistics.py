"""How far chance alone could move a figure, and how many children a gap is (scorecard handbook §§4.3, 4.4, 4.6)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Z = 1.959963984540054  # 95 per cent
FAR = 3.090232306167813  # 99.8 per cent

Standing = Literal["similar", "better", "worse"]


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in per cent or percentage points, both counted."""

    low: float
    high: float

    def holds(self, figure: float | Fraction) -> bool:
        """Whether a figure lies inside."""
        return self.low <= figure <= self.high


@dataclass(frozen=True)
class Change:
    """By how many percentage points a share moved, and between what bounds chance leaves it."""

    points: Fraction
    interval: Interval

    @property
    def clear(self) -> bool:
        """Whether the move is more than chance would make of it."""
        return not self.interval.holds(0)


def wilson(numerator: int, denominator: int) -> Interval:
    """The 95 per cent interval of a share, in per cent. Raises ValueError unless 0 ≤ numerator ≤ denominator > 0."""
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError("A share is some of a number of children above nought.")
    middle = 2 * numerator + Z * Z
    reach = Z * math.sqrt(Z * Z + 4 * numerator * (1 - numerator / denominator))
    whole = 2 * (denominator + Z * Z)
    return Interval(max(0.0, 100 * (middle - reach) / whole), min(100.0, 100 * (middle + reach) / whole))


def significance(numerator: int, denominator: int, comparator: float | Fraction, polarity: str) -> Standing:
    """Whether a comparator (per cent) lies inside what chance could make of our share; else better or worse."""
    interval = wilson(numerator, denominator)
    if interval.holds(comparator):
        return "similar"
    return "better" if (comparator < interval.low) == (polarity != "low") else "worse"


def change(now: tuple[int, int], before: tuple[int, int]) -> Change:
    """How a share moved, with Newcombe's interval from the two Wilson intervals. Each is (numerator, denominator)."""
    (new, old), (new_share, old_share) = (wilson(*now), wilson(*before)), (share(*now), share(*before))
    difference = float(new_share - old_share)
    down = math.hypot(float(new_share) - new.low, old.high - float(old_share))
    up = math.hypot(new.high - float(new_share), float(old_share) - old.low)
    return Change(new_share - old_share, Interval(difference - down, difference + up))


def funnel(baseline: float | Fraction, denominator: int, z: float = Z) -> Interval:
    """Where the shares of groups of this size lie, in per cent, if all were alike at `baseline` (per cent).

    `z` is Z for 95 and FAR for 99.8 per cent. Raises ValueError for an empty group (handbook §4.6).
    """
    if denominator < 1:
        raise ValueError("A group has somebody in it.")
    middle = float(baseline) / 100
    reach = z * math.sqrt(middle * (1 - middle) / denominator)
    return Interval(100 * (middle - reach), 100 * (middle + reach))


def share(numerator: int, denominator: int) -> Fraction:
    """A share in per cent, exact."""
    return Fraction(100 * numerator, denominator)


def gap_in_children(numerator: int, denominator: int, comparator: Fraction, polarity: str) -> int:
    """How many children it would take to reach a comparator (per cent); nought when we are there.

    With high good: how many more. With low good: how many fewer.
    """
    wanted = comparator * denominator / 100
    if polarity == "low":
        return max(0, numerator - math.floor(wanted))
    return max(0, math.ceil(wanted) - numerator)
