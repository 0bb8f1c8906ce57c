"""How the invented council is filled: each app, the rooms included, brings its own part.

The demo cannot import a room (lock 2), so a room registers here, like every app that wants to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from cpboard.core.models import User

People = Mapping[str, User]
Fill = Callable[[People, dt.date], None]
_fills: list[Fill] = []


def fills_demo(fill: Fill) -> Fill:
    """Register a function that writes invented rows, given the people by their short name and the day of today."""
    if fill not in _fills:
        _fills.append(fill)
    return fill


def fill_all(people: People, today: dt.date) -> None:
    """Let every app that registered fill its part."""
    for fill in _fills:
        fill(people, today)
