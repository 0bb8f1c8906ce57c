"""Reds without a signed report: a pack with one goes out only with a reason, which it prints (001-32, issue of the pack).

A pack that takes up figures is one of a meeting with an open item on them; a red that a meeting leaves off is answered there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cpboard.core.access import Viewer
from meetings.models import AgendaItem, Meeting, Pack, Session
from performance.exceptions.reading import reds_without_report

Listed = dict[str, object]
WHY = "Say why the pack goes out without {}. It stands in the pack."
SINCE = "Off track without a report since the pack was built: {}. Build the pack again first."


def unexplained(meeting: Meeting, viewer: Viewer) -> list[Listed]:
    """The figures that are off track without a signed report, by name; none for a meeting that takes up no figures."""
    figures = {"session__privacy": Session.Privacy.PUBLIC, "kind": AgendaItem.Kind.PERFORMANCE}
    if not AgendaItem.objects.filter(session__meeting=meeting, **figures).exists():
        return []
    return [{"indicator": each.indicator.pk, "name": each.indicator.plain_name} for each in reds_without_report(viewer, on=viewer.on)]


def names(listed: Iterable[Listed]) -> str:
    """Their names, as a sentence has them."""
    return "; ".join(str(each["name"]) for each in listed)


def since(packs: Iterable[Pack], meeting: Meeting, viewer: Viewer) -> list[Listed]:
    """Those of which the packs of one audience or another do not speak: they turned red when these were built already."""
    said: defaultdict[str, set[object]] = defaultdict(set)
    for pack in packs:
        said[pack.audience] |= {each["indicator"] for each in pack.unexplained}
    if not said:
        return []
    return [each for each in unexplained(meeting, viewer) if any(each["indicator"] not in keys for keys in said.values())]
