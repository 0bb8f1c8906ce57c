"""What meetings put on people's home pages, and on nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core.needs import needs_of
from meetings import operations
from meetings.needs import meeting_needs
from tests.factories.meetings import (
    make_approved_minutes,
    make_held_meeting,
    make_item,
    make_meeting,
    make_minutes,
    make_out_minutes,
    make_private_item,
    make_report,
)

EVERYBODY_ELSE = ["councillor", "other_member", "young_member", "former", "other_officer", "scrutiny", "stranger", "administrator"]


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def whats(viewer):
    return [need.what for need in meeting_needs(viewer)]


def test_officer_owes_what_was_asked_and_what_came_back(cast):
    meeting = make_meeting(cast, days=100)
    asked = make_report(cast, make_item(cast, meeting, "Dentists"), "asked")
    make_report(cast, make_item(cast, meeting, "Homes"), "returned")
    make_report(cast, make_item(cast, meeting, "Schools"), "submitted")
    needs = {need.what: need for need in meeting_needs(cast.viewer("officer"))}
    assert set(needs) == {"Write the report on “Dentists”", "Write the report on “Homes”"}
    assert needs["Write the report on “Homes”"].why == "Say what children said."
    assert needs["Write the report on “Dentists”"].due_on == asked.due_on


def test_clerk_checks_puts_out_notes_and_writes(cast):
    make_report(cast, make_item(cast, make_meeting(cast, days=35), "Schools"), "submitted")
    make_held_meeting(cast, days=-5)
    make_meeting(cast, days=-2)
    make_meeting(cast, days=100)
    day = lambda days: f"{timezone.localdate() + dt.timedelta(days=days):%-d %B %Y}"  # noqa: E731
    assert set(whats(cast.viewer("clerk"))) == {
        "Check the report on “Schools”",
        f"Put out the agenda for {day(35)}",
        f"Write the minutes of {day(-5)}",
        f"Note whether the meeting of {day(-2)} was held",
    }


def test_private_board_is_told_of_no_clear_days(cast):
    make_meeting(cast, kind="informal")
    (need,) = meeting_needs(cast.viewer("clerk"))
    assert need.why == "Corporate Parenting Board."


def test_meeting_that_is_out_or_off_asks_for_nothing(cast, clerk, now):
    out = make_meeting(cast, days=30, standing=True)
    operations.put_agenda_out(meeting=out, by=clerk, now=now)
    off = make_meeting(cast, days=31)
    make_report(cast, make_item(cast, off), "submitted")
    make_report(cast, make_item(cast, off, "Dentists"), "asked")
    operations.call_off(meeting=off, why="Snow.", by=clerk, now=now)
    assert (whats(clerk), whats(cast.viewer("officer"))) == ([], [])


def test_chair_reads_what_was_sent_and_only_until_then(cast):
    meeting = make_held_meeting(cast)
    make_minutes(cast, meeting, sent=True)
    (need,) = meeting_needs(cast.viewer("chair"))
    assert need.url == reverse("meetings:put_minutes_out", args=[meeting.pk])
    assert whats(cast.viewer("clerk")) == []
    make_approved_minutes(cast, make_held_meeting(cast, days=-40))
    assert len(whats(cast.viewer("chair"))) == 1


def test_chair_approves_what_is_out_once_the_body_met_again(cast):
    meeting = make_held_meeting(cast)
    make_out_minutes(cast, meeting)
    assert whats(cast.viewer("chair")) == []
    later = make_held_meeting(cast, days=-2)
    (need,) = meeting_needs(cast.viewer("chair"))
    assert (need.url, need.due_on) == (reverse("meetings:approve_minutes", args=[meeting.pk]), later.day)


def test_nobody_else_is_asked_anything_and_learns_of_nothing_private(cast):
    make_private_item(cast, "Canary", days=-3)
    make_minutes(cast, make_held_meeting(cast), sent=True)
    make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    assert [name for name in EVERYBODY_ELSE if whats(cast.viewer(name))] == []
    assert not any("Canary" in need.what for need in needs_of(cast.viewer("clerk")))
