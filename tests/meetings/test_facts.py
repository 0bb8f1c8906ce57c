"""What later apps count: meetings by kind against the plan, and who came."""

from __future__ import annotations

import pytest

from meetings import facts, operations
from tests.factories.meetings import make_held_meeting, make_meeting


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def test_counts_hold_formal_and_informal_apart_from_planned_and_called_off(cast, clerk, now):
    make_held_meeting(cast, days=-30)
    make_held_meeting(cast, days=-60)
    make_held_meeting(cast, days=-90, kind="informal")
    make_meeting(cast, days=20)
    operations.call_off(meeting=make_meeting(cast, days=-10), why="Snow.", by=clerk, now=now)
    aims = {"formal_target": 4, "informal_target": 2, "themes": "Homes", "shortfall_reason": "Covid."}
    operations.set_programme(body=cast.body, year=cast.year, **aims, by=clerk, now=now)
    counted = facts.counts(cast.body, cast.year)
    assert (counted.formal_held, counted.informal_held, counted.planned, counted.called_off) == (2, 1, 1, 1)
    assert (counted.held, counted.target, counted.short_by) == (3, 6, 2)
    assert (counted.themes, counted.shortfall_reason) == ("Homes", "Covid.")


def test_body_without_plan_or_meeting_counts_nothing(cast):
    counted = facts.counts(cast.other_body, cast.year)
    assert (counted.held, counted.target, counted.short_by) == (0, None, 0)


def test_attendance_counts_held_meetings_only(cast, clerk, now):
    for days, how in ((-30, "present"), (-60, "apologies"), (-90, "absent")):
        operations.record_attendance(meeting=make_held_meeting(cast, days=days), marks={cast.councillor: how}, by=clerk, now=now)
    operations.record_attendance(
        meeting=make_meeting(cast), marks={cast.councillor: "apologies", cast.chair: "apologies"}, by=clerk, now=now
    )
    came = facts.attendance(cast.body, cast.year)
    assert [(each.user, each.present, each.apologies, each.absent, each.of) for each in came] == [(cast.councillor, 1, 1, 1, 3)]
