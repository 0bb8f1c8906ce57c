"""The mark for a number that is not told, and when one is too small to be told."""

from __future__ import annotations

from enum import Enum
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


def hides_average(group: int | None) -> bool:
    """Whether an average is hidden: it is one of 1 to 5 children, or nobody knows of how many (D3)."""
    return group is None or group <= FEW


def is_few(count: int, zero_disclosive: bool) -> bool:
    """Whether a count could point at a child: 1 to 5, and 0 where none having done a thing tells on each (D1)."""
    return least(zero_disclosive) <= count <= FEW


def least(zero_disclosive: bool) -> int:
    """The smallest number that is hidden."""
    return 0 if zero_disclosive else 1
