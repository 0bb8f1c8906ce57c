"""What a figure must be before it is taken in. A wrong one is refused with a sentence that says how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cpboard.core.drawing import shown

STORED = Decimal("0.0001")  # places of a stored value
LARGEST = Decimal("99999")
MOST_CHILDREN = 2_000_000_000
PER = {"percent": 100, "rate": 10_000, "score": 1, "days": 1, "ratio": 1}  # what one whole group makes, by unit


class WrongFigure(ValueError):
    """A figure that cannot be right. `field` names the column or box that is wrong; the message is for people."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@dataclass(frozen=True)
class Given:
    """A figure as somebody gave it: counts, a printed value, or both."""

    unit: str
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None


def checked(given: Given) -> Decimal:
    """The value to store, to four places. Raises WrongFigure."""
    _require_possible(given)
    return _count(given) if given.unit == "count" else _share_or_average(given)


def _require_possible(given: Given) -> None:
    for field, number in (("numerator", given.numerator), ("denominator", given.denominator), ("value", given.value)):
        if number is not None and number < 0:
            raise WrongFigure(field, "Enter a number that is nought or more.")
        if number is not None and number > (LARGEST if field == "value" else MOST_CHILDREN):
            raise WrongFigure(field, "That is more than there can be. Check the number.")
    if given.value is not None and given.value != given.value.quantize(STORED, ROUND_HALF_UP):
        raise WrongFigure("value", "Give the figure with at most 4 decimals.")


def _count(given: Given) -> Decimal:
    if given.denominator is not None:
        raise WrongFigure("denominator", "This indicator is a number of children: leave “out of how many” empty.")
    count = given.numerator if given.numerator is not None else given.value
    if count is None:
        raise WrongFigure("numerator", "Enter how many there are.")
    if given.value is not None and given.value != count:
        raise WrongFigure("value", f"The number is given twice and differs: {count:,} and {given.value:,}.")
    if count != int(count):
        raise WrongFigure("value", "Enter a whole number of children.")
    return Decimal(count).quantize(STORED)


def _share_or_average(given: Given) -> Decimal:
    name = "percentage" if given.unit == "percent" else "figure"
    if given.numerator is not None and given.denominator is not None:
        return _from_counts(given, given.numerator, given.denominator, name)
    if given.numerator is not None:
        raise WrongFigure("denominator", f"Say out of how many the {given.numerator:,} are, or give the {name} alone.")
    if given.denominator is not None:
        raise WrongFigure("numerator", f"Say how many of the {given.denominator:,} it is, or give the {name} alone.")
    if given.value is None:
        raise WrongFigure("numerator", f"Enter both counts, or the {name} if the counts are not known.")
    if given.unit == "percent" and given.value > 100:
        raise WrongFigure("value", f"A percentage is at most 100. This one is {given.value}.")
    return given.value.quantize(STORED, ROUND_HALF_UP)


def _from_counts(given: Given, numerator: int, denominator: int, name: str) -> Decimal:
    per = PER[given.unit]
    if denominator == 0:
        raise WrongFigure("denominator", f"Nobody is in this group, so there is no {name}. Leave the period out.")
    if numerator > denominator and per > 1:
        raise WrongFigure(
            "numerator", f"The numerator, {numerator:,}, is above the denominator, {denominator:,}. Are they the wrong way round?"
        )
    exact = Fraction(per * numerator, denominator)
    if exact > LARGEST:
        raise WrongFigure("numerator", "That is more than there can be. Check the number.")
    _require_agreeing(given, exact, f"{numerator:,} of {denominator:,}" if per > 1 else f"{numerator:,} over {denominator:,}")
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(STORED, ROUND_HALF_UP)


def _require_agreeing(given: Given, exact: Fraction, counts: str) -> None:
    """The printed figure is what the counts make, within half of its last digit."""
    printed, suffix = given.value, "%" if given.unit == "percent" else ""
    if printed is not None and abs(Fraction(printed) - exact) > Fraction(1, 2 * 10 ** decimals_of(printed)):
        raise WrongFigure("value", f"{counts} is {shown(exact, suffix)}, not {printed}{suffix}. Check which of them is wrong.")


def decimals_of(printed: Decimal) -> int:
    """How many decimals a number was printed with: 1 for 67.0."""
    return max(0, -int(printed.as_tuple().exponent))


def named(field: str, text: str, most: int) -> str:
    """Words without blanks round them. Raises WrongFigure for none, and for more than the column holds."""
    bare = text.strip()
    if not bare:
        raise WrongFigure(field, f"Say what the {field} is.")
    if len(bare) > most:
        raise WrongFigure(field, f"Use at most {most} characters; this has {len(bare)}.")
    return bare


def one_of(field: str, word: str, allowed: Iterable[str]) -> str:
    """One of the words that are known. Raises WrongFigure."""
    words = list(allowed)
    if word not in words:
        raise WrongFigure(field, f"“{word}” is not known here. Use one of: {', '.join(w for w in words if w)}.")
    return word


def require_period(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    """Raise WrongFigure for a period that ends before it starts, or is not over."""
    if ends_on < starts_on:
        raise WrongFigure("period_ends_on", "The period ends before it starts. Check both days.")
    require_past(ends_on, today)


def require_past(ends_on: dt.date, today: dt.date) -> None:
    """Raise WrongFigure for a period that is not over."""
    if ends_on > today:
        raise WrongFigure("period_ends_on", f"This period is not over: it ends on {ends_on.day} {ends_on:%B %Y}.")
