"""One figure alone: a share, a count, a percentage (rules D1, D2, D3 and D6)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from performance.suppression.marks import FEW, HIDDEN, TINY_GROUP, Hidden, Told, is_few


@dataclass(frozen=True)
class Single:
    """A figure as the public may have it. `rules` names what hid a part of it, for the log.

    `unchecked` is a percentage whose counts nobody gave us: whoever releases it must look.
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
    value: Fraction,
    numerator: int | None = None,
    denominator: int | None = None,
    *,
    group: int | None = None,
    zero_disclosive: bool = False,
    strict: bool = True,
) -> Single:
    """One figure: a share with both counts, a bare count (numerator only), or a bare percentage.

    A percentage of a group whose size somebody can look up gives the count back, so a bare one is told only where a
    `group` is known and the count that it gives would be told. `strict` also hides a share that leaves out 1 to 5
    children (D6). Raises ValueError for counts that
    cannot be: a denominator without a numerator, a numerator above its denominator.
    """
    if numerator is None:
        if denominator is not None:
            raise ValueError("A denominator comes with a numerator.")
        return _bare(value, group, zero_disclosive, strict)
    if denominator is None:
        return _count(value, numerator, zero_disclosive)
    if not 0 <= numerator <= denominator:
        raise ValueError("A numerator lies between nought and its denominator.")
    return _share(value, numerator, denominator, zero_disclosive, strict)


def _bare(value: Fraction, group: int | None, zero_disclosive: bool, strict: bool) -> Single:
    if group is None:
        return Single(None, None, HIDDEN, ("D3",), unchecked=True)
    given_back = min(max(round(value * group / 100), 0), group)
    alike = _share(value, given_back, group, zero_disclosive, strict) if group else Single(None, None, HIDDEN, ("D2",))
    return Single(None, None, alike.value, alike.rules, unchecked=True)


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
