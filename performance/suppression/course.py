"""One figure after another: what the difference of two of them would tell (rule D7).

Two figures whose periods overlap (the year so far, the last twelve months) share most of their children. Who has both
has the difference, so where it is of 1 to 5 children the later one is hidden; the next is held against all that are
told. And a year is not told where its months, some of them hidden, would give a hidden one away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from performance.suppression.lines import guesses
from performance.suppression.marks import FEW, LEAST_GUESSES, is_few, least

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Point:
    """A figure: its period and its counts, as far as they are known. `told`: rules D1 to D6 let it through."""

    starts_on: dt.date
    ends_on: dt.date
    numerator: int | None
    denominator: int | None = None
    told: bool = True

    def within(self, other: Point) -> bool:
        """Whether its period is a part of another's."""
        longer = (other.ends_on - other.starts_on) > (self.ends_on - self.starts_on)
        return longer and other.starts_on <= self.starts_on and self.ends_on <= other.ends_on


def in_turn(points: Iterable[Point]) -> list[Point]:
    """The order in which they are judged: as they end, the shorter first."""
    return sorted(points, key=lambda point: (point.ends_on, -point.starts_on.toordinal()))


def over_time(points: Sequence[Point], *, zero_disclosive: bool = False) -> list[bool]:
    """For each figure, in turn, whether it may be told beside those before it.

    With `zero_disclosive` a difference of nought tells on each child too, and is hidden as well.
    """
    judged: list[tuple[Point, bool]] = []
    for point in points:
        near = [(earlier, told) for earlier, told in judged if earlier.ends_on >= point.starts_on]
        fine = not any(told and _differ_by_few(earlier, point, zero_disclosive) for earlier, told in near)
        judged.append(
            (point, fine and point.told and not _adds_up([pair for pair in near if pair[0].within(point)], point, zero_disclosive))
        )
    return [told or not point.told for point, told in judged]


def _differ_by_few(earlier: Point, later: Point, zero_disclosive: bool) -> bool:
    """Whether one of the numbers that both tell, or the rest that they leave, moved by a few."""
    pairs = zip(_numbers(earlier), _numbers(later), strict=True)
    moves = [abs(after - before) for before, after in pairs if before is not None and after is not None]
    return any(is_few(move, zero_disclosive) for move in moves)


def _numbers(point: Point) -> tuple[int | None, int | None]:
    """How many did it and how many did not."""
    if point.numerator is None or point.denominator is None:
        return (point.numerator, None)
    return point.numerator, point.denominator - point.numerator


def _adds_up(parts: list[tuple[Point, bool]], whole: Point, zero_disclosive: bool) -> bool:
    """Whether figures of shorter periods fill a longer one and leave too few guesses for those of them that are hidden."""
    hidden = [point for point, told in parts if not told]
    if not hidden or not _fill([point for point, _ in parts], whole):
        return False
    counts = [point.numerator for point in hidden]
    if any(count is None or not is_few(count, zero_disclosive) for count in counts):
        return True
    residual = sum(count or 0 for count in counts)
    return len(guesses(residual, len(hidden), least(zero_disclosive), FEW)) < LEAST_GUESSES


def _fill(parts: list[Point], whole: Point) -> bool:
    """Whether every day of the longer period lies in one of the shorter ones."""
    day = whole.starts_on
    for part in sorted(parts, key=lambda point: point.starts_on):
        if part.starts_on <= day <= part.ends_on:
            day = part.ends_on + ONE_DAY
    return day > whole.ends_on
