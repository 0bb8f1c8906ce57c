"""A board with one year or with twenty behind it: the same rows every time, by the factories of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bench import finding
from cpboard.board.models import Regime
from cpboard.publishing import door, statements
from cpboard.publishing import operations as publishing
from cpboard.publishing.models import AnnualReport
from meetings import operations as meeting_deeds
from tests.cast import Cast, make_cast
from tests.factories import actions, board, meetings, performance, voice

MEETINGS, ITEMS, THEMES, INDICATORS = 6, 8, 20, 10  # a year's worth


@dataclass
class Filled:
    """The cast, and one thing of each kind that a page shows."""

    cast: Cast
    meeting: Any
    indicator: Any
    publication: Any
    report: AnnualReport


def fill(years: int) -> Filled:
    """So many years, the newest last."""
    cast = make_cast()
    promise, group = voice.make_promise(cast.body), voice.make_group()
    indicators = [performance.make_indicator(cast, plain_name=f"Figure {n}", position=n) for n in range(INDICATORS)]
    for back in range(years):
        _year(cast, back, promise, group)
        for indicator in indicators:
            _figures(cast, indicator, back)
    meeting = meetings.make_meeting(cast, days=40, standing=True)
    for n in range(20):
        meetings.make_report(cast, meetings.make_item(cast, meeting, f"Item {n}"), "cleared", summary="What we found.")
    report = publishing.start_report(
        body=cast.body, year=cast.year, title="What we did", goes_to="Full Council", by=cast.viewer("clerk"), now=timezone.now()
    )
    finding.fill(cast)
    return Filled(cast, meeting, indicators[0], _agenda_out(cast), report)


def _year(cast: Cast, back: int, promise: Any, group: Any) -> None:
    ago, today = 365 * back, timezone.localdate()
    year = board.make_year(cast, back=back) if back else cast.year
    apart = (min(today, year.ends_on) - year.starts_on).days // (MEETINGS + 1)
    for n in range(1, MEETINGS + 1):
        held = meetings.make_held_meeting(cast, days=(year.starts_on - today).days + apart * n, year=year, regime=Regime.PART_VA)
        for place in range(ITEMS):
            meetings.make_decision(cast, meetings.make_item(cast, held, f"Item {place}"), f"Do the thing {place}.")
    for n in range(THEMES):
        theme = voice.make_theme(cast, title=f"Theme {back}-{n}", heard_ago=10 + 15 * n + ago, promise=promise, group=group)
        voice.make_reply(cast, theme)
        action = actions.make_action(cast, title=f"Action {back}-{n}", themes=[theme], promise=promise)
        actions.make_done(cast, action)
        actions.make_judged(cast, action)
        actions.make_told(cast, action, theme)


def _figures(cast: Cast, indicator: Any, back: int) -> None:
    ends_on = board.days(-120 - 365 * back)
    performance.make_value(cast, indicator, ends_on=ends_on)
    performance.make_comparator(cast, indicator, release=f"Release {back}", ends_on=ends_on)


def _agenda_out(cast: Cast) -> Any:
    deed = {"by": cast.viewer("clerk"), "now": timezone.now()}
    meeting = meetings.make_meeting(cast, days=90)
    for n in range(ITEMS):
        meetings.make_item(cast, meeting, f"Item {n}")

    asked = door.ask_release(statements.meeting_agenda(meeting_deeds.put_agenda_out(meeting=meeting, **deed)), **deed)
    return door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())
