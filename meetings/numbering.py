"""The order of an agenda: which number an item has, what moves with it, and where it can go.

An item with `is_sub` belongs to the one above it: 5, 5a, 5b, 6. The first of a session never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import TypeVar

from meetings.models import AgendaItem

T = TypeVar("T")


def numbers(items: Iterable[AgendaItem], before: int = 0) -> list[str]:
    """The number of each item of one session, after so many that have one already."""
    found: list[str] = []
    main, subs = before, 0
    for item in items:
        if item.is_sub and found:
            subs += 1
            found.append(f"{main}{_letter(subs)}")
        else:
            main, subs = main + 1, 0
            found.append(str(main))
    return found


def mains(items: Sequence[AgendaItem]) -> int:
    """How many of one session have a whole number."""
    return len(blocks(items))


def _letter(place: int) -> str:
    """a to z, then za, zb."""
    return "z" * ((place - 1) // 26) + ascii_lowercase[(place - 1) % 26]


def blocks(items: Iterable[AgendaItem]) -> list[list[AgendaItem]]:
    """The items of one session, each with those that belong to it."""
    found: list[list[AgendaItem]] = []
    for item in items:
        if item.is_sub and found:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def moved(items: Sequence[AgendaItem], item: AgendaItem, *, up: bool) -> list[AgendaItem]:
    """The session's items once `item` went one place up or down, with those that belong to it; the same where it cannot.

    An item that belongs to another moves among its like.
    """
    found = blocks(items)
    block = next(each for each in found if item in each)
    if item == block[0]:
        return [each for one in _swapped(found, found.index(block), up) for each in one]
    ordered = [block[0], *_swapped(block[1:], block.index(item) - 1, up)]
    return [each for one in found for each in (ordered if one is block else one)]


def _swapped(row: list[T], at: int, up: bool) -> list[T]:
    beside = at - 1 if up else at + 1
    if not 0 <= beside < len(row):
        return row
    changed = list(row)
    changed[at], changed[beside] = row[beside], row[at]
    return changed
