"""What needs me: each app tells what waits for a viewer; the home page puts it in order.

The rooms register here too, so that a new message stands on the participation worker's home page
without the house knowing that rooms exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # an app's `apps.py` imports this before there are models
    from cpboard.core.access import Viewer


@dataclass(frozen=True)
class Need:
    """One thing that waits for somebody. `what` begins with a verb; `why` is one sentence."""

    due_on: dt.date | None
    what: str
    why: str
    url: str
    first: bool = False  # before all dates: somebody may be in danger


Source = Callable[["Viewer"], Iterable[Need]]
_sources: list[Source] = []


def needs_from(source: Source) -> Source:
    """Register where needs come from. Call it in an app's `ready`."""
    if source not in _sources:
        _sources.append(source)
    return source


def needs_of(viewer: Viewer) -> list[Need]:
    """Everything that waits for this viewer, soonest first, undated last."""
    found = [need for source in _sources for need in source(viewer)]
    return sorted(found, key=lambda n: (not n.first, n.due_on is None, n.due_on or dt.date.max, n.what))
