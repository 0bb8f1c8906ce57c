"""Which figures should be here by now, and the table in which they are filled in (ux D1; requirement 004-21)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cpboard.core.access import Viewer
from performance import periods
from performance.models import Indicator, Value


@dataclass(frozen=True)
class Missing:
    """An indicator on the scorecard whose newest figure is older than it should be."""

    indicator: Indicator
    period: str
    newest: str


def missing(viewer: Viewer) -> list[Missing]:
    """What should have come in and has not, by how often each is counted; two queries, however many there are."""
    newest = _newest(viewer)
    found = []
    for indicator in Indicator.objects.visible_to(viewer).in_use():
        there, wanted = newest.get(indicator.pk), periods.should_be_there(indicator.cadence, viewer.on)
        if wanted and (there is None or there.period_ends_on < wanted[1]):
            found.append(Missing(indicator, periods.name_of(*wanted), there.period if there else ""))
    return found


def to_fill_in(viewer: Viewer) -> list[list[object]]:
    """A row for each indicator on the scorecard, for the newest period that is over; under `importing.columns.HEAD`."""
    return [_row(indicator, viewer.on) for indicator in Indicator.objects.visible_to(viewer).in_use()]


def _row(indicator: Indicator, on: dt.date) -> list[object]:
    starts_on, ends_on = periods.last_ended(indicator.cadence, on) or ("", "")
    return [indicator.code, indicator.plain_name, starts_on, ends_on, "", "", "", "provisional", ""]


def _newest(viewer: Viewer) -> dict[int, Value]:
    standing = Value.objects.visible_to(viewer).standing().newest(1)
    return {value.indicator_id: value for value in standing}
