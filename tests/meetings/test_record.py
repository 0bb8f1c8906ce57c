"""The words of the minutes: nobody young is named, nothing private is in them, each thing has its place."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from cpboard.board.models import Regime
from meetings import operations, record
from meetings.models import Minutes
from tests.cast import person, seat
from tests.factories.meetings import hold, make_decision, make_held_meeting, make_item, make_meeting


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def text_of(meeting, said=""):
    return record.full_text(Minutes(meeting=meeting, text=said))


def test_members_are_named_and_young_people_counted(cast, clerk, now):
    other = seat(person("jaden", "Jaden"), cast.body, "young")
    meeting = make_held_meeting(cast)
    marks = {cast.chair: "present", cast.officer: "present", cast.young_member: "present", cast.councillor: "apologies", other: "absent"}
    operations.record_attendance(meeting=meeting, marks=marks, by=clerk, now=now)
    text = text_of(meeting)
    assert "Present: Cllr Margaret Holloway; Tom Whitfield, Head of corporate parenting; one young member." in text
    assert "Apologies: Cllr David Thorne." in text
    assert ("Kayleigh" in text, "Jaden" in text) == (False, False)


def test_two_young_people_are_two(cast, clerk, now):
    other = seat(person("jaden", "Jaden"), cast.body, "young")
    meeting = make_held_meeting(cast)
    operations.record_attendance(meeting=meeting, marks={cast.young_member: "present", other: "present"}, by=clerk, now=now)
    assert "Present: 2 young members." in text_of(meeting)


def test_decisions_stand_by_item_in_the_order_of_the_agenda(cast):
    meeting = make_held_meeting(cast)
    first, second = make_item(cast, meeting, "Homes"), make_item(cast, meeting, "Homes")
    make_decision(cast, second, "Second item", so_that="so that it helps!")
    make_decision(cast, first, "First item.")
    text = text_of(meeting)
    assert text.count("### Homes") == 2
    assert text.index("First item.") < text.index("Second item.")
    assert "**Agreed:** Second item. So that it helps!" in text


def test_short_notice_stands_in_the_minutes_with_its_reason(cast, clerk):
    meeting = make_meeting(cast, days=-1, standing=True, regime=Regime.PART_VA)
    then = meeting.starts_at - dt.timedelta(hours=1)
    operations.put_agenda_out(meeting=meeting, by=clerk, now=then, late_why="A court ruled.", chair=cast.chair, said_at=then)
    at = timezone.localtime(then)
    assert (
        "The agenda went out with 0 clear days, not 5: A court ruled. Cllr Margaret Holloway found it urgent by reason of "
        f"these special circumstances on {at:%-d %B %Y} at 4.30pm."
    ) in text_of(hold(cast, meeting))


def test_empty_parts_leave_no_headings(cast):
    meeting = make_held_meeting(cast)
    day = timezone.localdate(meeting.starts_at)
    assert text_of(meeting) == f"Corporate Parenting Board. {day:%A %-d %B %Y}, 5.30pm, Council Chamber."
    assert text_of(meeting, "We met.").endswith("## What was said\n\nWe met.")
