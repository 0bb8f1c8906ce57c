"""RULE-1: how a figure stands to a comparator (scorecard handbook §4.2).

All arithmetic is exact (`Fraction`): a boundary is met or it is not. What went in is kept with the result,
so that any rating can be worked out again from its own row.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

RULE = "RULE-1"
FEWEST = 10  # with fewer children than this there is no colour

Result = Literal["green", "amber", "red", "none"]
Position = Literal["better", "level", "worse", ""]

BANDED = "Its colour comes from the band that is best, not from what others have."
NEUTRAL = "It is shown for context: neither more nor less is good or bad in itself."


@dataclass(frozen=True)
class Inputs:
    """What RULE-1 looks at. Figures are in the indicator's own unit; `tolerance` too.

    `half_unit` is half of the comparator's last printed digit, nought where it was worked out from counts.
    `denominator` is None where it is not known. Raises ValueError for a negative tolerance or half unit.
    """

    value: Fraction
    comparator: Fraction
    polarity: str
    tolerance: Fraction
    half_unit: Fraction = Fraction(0)
    denominator: int | None = None

    def __post_init__(self) -> None:
        if self.tolerance < 0 or self.half_unit < 0:
            raise ValueError("A tolerance and a half unit are nought or more.")
        if self.polarity not in ("high", "low", "neutral", "band"):
            raise ValueError("A polarity is high, low, neutral or band.")

    @property
    def sign(self) -> int:
        """Plus one where high is good, minus one where low is good."""
        return -1 if self.polarity == "low" else 1

    @property
    def gap(self) -> Fraction:
        """How far ours is from theirs; above nought is better."""
        return self.sign * (self.value - self.comparator)

    def kept(self) -> dict[str, str | int | None]:
        """The inputs as they are stored with a rating, without rounding."""
        return {
            "value": str(self.value),
            "comparator": str(self.comparator),
            "polarity": str(self.polarity),
            "tolerance": str(self.tolerance),
            "half_unit": str(self.half_unit),
            "denominator": self.denominator,
        }


@dataclass(frozen=True)
class Verdict:
    """A colour, where ours lies, and why there is no colour if there is none."""

    result: Result
    position: Position = ""
    reason: str = ""


def half_unit(printed_decimals: int, *, from_counts: bool) -> Fraction:
    """Half of the last printed digit: 0.5 for 68, 0.05 for 67.0; nought when worked out from counts."""
    return Fraction(0) if from_counts else Fraction(1, 2 * 10**printed_decimals)


def rate(given: Inputs) -> Verdict:
    """The colour by RULE-1. Boundaries belong to the better side."""
    reason = why_not(given)
    if reason:
        return Verdict("none", reason=reason)
    if abs(given.gap) <= given.half_unit:
        return Verdict("green", "level")
    if given.gap > 0:
        return Verdict("green", "better")
    return Verdict("amber" if given.gap >= -given.tolerance else "red", "worse")


def why_not(given: Inputs) -> str:
    """Why there can be no colour, in a sentence; empty when there can."""
    if given.polarity == "neutral":
        return NEUTRAL
    if given.polarity == "band":
        return BANDED
    if given.denominator is not None and given.denominator < FEWEST:
        return f"Too few are counted for a colour: {given.denominator}, and it takes {FEWEST}."
    return ""


def replay(kept: dict[str, str | int | None]) -> Verdict:
    """The verdict once more, from what was stored with a rating."""
    return rate(inputs_from(kept))


def inputs_from(kept: dict[str, str | int | None]) -> Inputs:
    """The inputs that `Inputs.kept` wrote down."""
    denominator = kept["denominator"]
    return Inputs(
        value=Fraction(str(kept["value"])),
        comparator=Fraction(str(kept["comparator"])),
        polarity=str(kept["polarity"]),
        tolerance=Fraction(str(kept["tolerance"])),
        half_unit=Fraction(str(kept["half_unit"])),
        denominator=None if denominator is None else int(denominator),
    )


@dataclass(frozen=True)
class Band:
    """The figures that get one colour: from `worst` (None: no end) up to `best` (None: no end), on the way to good.

    The worst figure belongs to the band; the best belongs to the next one.
    """

    result: Result
    worst: Fraction | None
    best: Fraction | None


def bands(given: Inputs) -> list[Band]:
    """All bands of RULE-1 for this comparator, the best first. Amber is missing where the half unit swallows it."""
    level = given.comparator - given.sign * given.half_unit
    lowest = given.comparator - given.sign * max(given.tolerance, given.half_unit)
    amber = [Band("amber", lowest, level)] if lowest != level else []
    return [Band("green", level, None), *amber, Band("red", None, lowest)]


TENTH = Fraction(1, 10)


def rate_against_target(value: Fraction, target: Fraction, before: Fraction, polarity: str = "high") -> Result:
    """The colour by the older rule that some councils still use (handbook §4.1): how far from a target, and which way.

    Green within a tenth of the target; amber further off, but no worse than a year before; else red.
    Raises ValueError for a target of nought.
    """
    if target == 0:
        raise ValueError("A tenth of nought is nothing: this rule needs a target.")
    sign = -1 if polarity == "low" else 1
    if sign * (value - target) >= -TENTH * abs(target):
        return "green"
    return "amber" if sign * (value - before) >= 0 else "red"
