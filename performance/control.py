"""Control charts of single figures (XmR) for monthly measures that do not roll (scorecard handbook §4.6).

Rules as the health service's analysts coded them: limits at 2.66 times the mean moving range, ranges above
3.267 times their mean left out; seven on one side, seven going one way, two of three near a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

FEWEST_POINTS = 12
RUN = 7
LIMIT, NEAR, SCREEN = Fraction("2.66"), Fraction("1.77"), Fraction("3.267")

Signal = Literal["outside", "one side", "trend", "near a limit"]
Assurance = Literal["consistent_pass", "inconsistent", "consistent_fail"]


@dataclass(frozen=True)
class Limits:
    """The middle of a series and how far chance moves it from one point to the next."""

    mean: Fraction
    moving_range: Fraction

    @property
    def lower(self) -> Fraction:
        """What chance alone rarely goes below."""
        return self.mean - LIMIT * self.moving_range

    @property
    def upper(self) -> Fraction:
        """What chance alone rarely goes above."""
        return self.mean + LIMIT * self.moving_range

    def holds(self, figure: Fraction) -> bool:
        """Whether a figure lies between the limits, both counted."""
        return self.lower <= figure <= self.upper


def why_not(points: int, *, rolls: bool, monthly: bool) -> str:
    """Why a series has no control chart, in a sentence; empty when it may have one."""
    if rolls:
        return "Each point counts most of the children of the one before, so a control chart would see patterns that are not there."
    if not monthly:
        return "A control chart takes a figure for each month."
    if points < FEWEST_POINTS:
        return f"A control chart takes {FEWEST_POINTS} months; there are {points}."
    return ""


def limits(points: Sequence[Fraction]) -> Limits:
    """The limits of a series in order of time. Raises ValueError for fewer than two points."""
    ranges = [abs(later - earlier) for earlier, later in pairwise(points)]
    if not ranges:
        raise ValueError("Limits take two points.")
    roughly = sum(ranges, Fraction(0)) / len(ranges)
    kept = [each for each in ranges if each <= SCREEN * roughly]
    return Limits(sum(points, Fraction(0)) / len(points), sum(kept, Fraction(0)) / len(kept))


def signals(points: Sequence[Fraction], within: Limits) -> tuple[Signal, ...]:
    """What the last point shows that chance alone would rarely make; nothing where it is as usual."""
    found: list[Signal] = []
    if not within.holds(points[-1]):
        found.append("outside")
    if _same([point - within.mean for point in points[-RUN:]], RUN):
        found.append("one side")
    if _same([later - earlier for earlier, later in pairwise(points[-RUN:])], RUN - 1):
        found.append("trend")
    if _near(points[-3:], within):
        found.append("near a limit")
    return tuple(found)


def _same(steps: Sequence[Fraction], number: int) -> bool:
    """Whether so many lie all above nought, or all below."""
    return len(steps) == number and (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _near(three: Sequence[Fraction], within: Limits) -> bool:
    """Whether the last and another of three lie in the outer third on the same side, inside the limit."""
    away = [point - within.mean for point in three]
    far = [step for step in away if step * away[-1] > 0 and abs(step) > NEAR * within.moving_range]
    return len(far) >= 2 and abs(away[-1]) > NEAR * within.moving_range


def means(found: Sequence[Signal], last: Fraction, within: Limits, polarity: str) -> Literal["usual", "better", "concern", "change"]:
    """What signals say: nothing unusual, getting better, concern; with neither end good, that something changed."""
    if not found:
        return "usual"
    if polarity not in ("high", "low"):
        return "change"
    return "better" if (last > within.mean) == (polarity == "high") else "concern"


def assurance(target: Fraction, within: Limits, polarity: str) -> Assurance:
    """Whether a process as it runs will meet a target: always, never, or now and then."""
    if within.holds(target):
        return "inconsistent"
    return "consistent_pass" if (within.mean > target) == (polarity == "high") else "consistent_fail"
