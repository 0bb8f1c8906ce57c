"""BAND-1: the colour of a figure that is best between two numbers, neither too low nor too high (scorecard handbook §4.1).

    verdict = banding.rate(banding.Inputs(value, low, high, tolerance))

It stands beside RULE-1 (performance/rating.py): exact, boundaries on the better side, and what went in is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from performance.rating import FEWEST, Result

RULE = "BAND-1"


@dataclass(frozen=True)
class Inputs:
    """What BAND-1 looks at. Raises ValueError for a band that ends before it begins, and for a negative tolerance."""

    value: Fraction
    low: Fraction
    high: Fraction
    tolerance: Fraction
    denominator: int | None = None

    def __post_init__(self) -> None:
        if self.high < self.low or self.tolerance < 0:
            raise ValueError("A band ends where it begins or later, and a tolerance is nought or more.")

    @property
    def outside(self) -> Fraction:
        """How far the figure lies outside the band; nought within it."""
        return max(self.low - self.value, self.value - self.high, Fraction(0))

    def kept(self) -> dict[str, str | int | None]:
        """The inputs as they are stored with a rating, without rounding."""
        numbers = {name: str(getattr(self, name)) for name in ("value", "low", "high", "tolerance")}
        return {**numbers, "denominator": self.denominator}


def inputs_from(kept: dict[str, str | int | None]) -> Inputs:
    """The inputs that `Inputs.kept` wrote down."""
    denominator = kept["denominator"]
    numbers = {name: Fraction(str(kept[name])) for name in ("value", "low", "high", "tolerance")}
    return Inputs(**numbers, denominator=None if denominator is None else int(denominator))


def rate(given: Inputs) -> Result:
    """The colour by BAND-1: within the band on track, up to the tolerance outside it close, further away off track."""
    if given.denominator is not None and given.denominator < FEWEST:
        return "none"
    return "green" if not given.outside else "amber" if given.outside <= given.tolerance else "red"
