"""What was agreed to be done, for the minutes: the app that knows actions stands to the left, so it registers here.

Only what came of the open part: minutes are for everybody who may read them, so nothing private is in either list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cpboard.core.models import User
from meetings.models import Meeting


@dataclass(frozen=True)
class Agreed:
    """One action: of which item and decision, what, who and by when, so that what changes."""

    item_id: int
    decision_id: int | None
    reference: str
    title: str
    so_that: str
    owner: User
    due_on: dt.date


@dataclass(frozen=True)
class Arising:
    """What became of one action since the last meeting, in words: done, late, still to do, told."""

    reference: str
    title: str
    owner: User
    state: str


Agreeing = Callable[[Meeting], Iterable[Agreed]]
Telling = Callable[[Meeting], Iterable[Arising]]
_agreed: list[Agreeing] = []
_arising: list[Telling] = []


def agreed_by(source: Agreeing) -> Agreeing:
    """Register what knows the actions agreed in a meeting."""
    if source not in _agreed:
        _agreed.append(source)
    return source


def arising_from(source: Telling) -> Telling:
    """Register what knows how the actions of the meeting before stood on the day of this one."""
    if source not in _arising:
        _arising.append(source)
    return source


def agreed_in(meeting: Meeting) -> list[Agreed]:
    """The actions agreed in the open part of a meeting, by their reference."""
    return sorted((each for source in _agreed for each in source(meeting)), key=lambda each: each.reference)


def arising_at(meeting: Meeting) -> list[Arising]:
    """The matters arising: the actions of the open part of the meeting before, by their reference."""
    return sorted((each for source in _arising for each in source(meeting)), key=lambda each: each.reference)
