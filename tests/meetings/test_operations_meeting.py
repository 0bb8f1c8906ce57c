"""The meeting as a whole: made, moved, called off, its readers, its agenda out, who was there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cpboard.board.models import Constitution, Regime
from cpboard.core.models import Event
from meetings import operations
from meetings.models import Attendance, Meeting, Programme, Session
from tests.cast import seat
from tests.factories.meetings import (
    PRIVATE,
    half_past_five,
    make_held_meeting,
    make_item,
    make_meeting,
    make_private_item,
    session_of,
)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def said(refusal):
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else refusal.value.messages


def days_before(meeting, number):
    return meeting.starts_at - dt.timedelta(days=number)


# Create --------------------------------------------------------------------------------------------------------------


def test_create_meeting_makes_one_public_session_under_the_regime_in_force(cast):
    meeting = make_meeting(cast)
    assert meeting.regime == Regime.VOLUNTARY_PUBLIC
    assert [(s.position, s.privacy, s.starts_at) for s in meeting.sessions.all()] == [(1, "public", meeting.starts_at)]
    assert not session_of(meeting).items.exists()


def test_informal_meeting_is_private_unless_somebody_says_otherwise(cast):
    assert make_meeting(cast, kind="informal").regime == Regime.PRIVATE
    assert make_meeting(cast, days=41, kind="informal", regime=Regime.PART_VA).regime == Regime.PART_VA


def test_create_meeting_without_a_constitution_asks_for_the_regime(cast):
    Constitution.objects.all().delete()
    with pytest.raises(ValidationError) as refusal:
        make_meeting(cast)
    assert "has no constitution" in said(refusal)["regime"][0]
    assert make_meeting(cast, regime=Regime.PRIVATE).regime == Regime.PRIVATE


def test_create_meeting_refuses_an_end_before_the_start_and_a_day_outside_the_year(cast):
    with pytest.raises(ValidationError) as refusal:
        make_meeting(cast, ends_at=half_past_five(40))
    assert said(refusal) == {"ends": ["The end must be after the start."]}
    with pytest.raises(ValidationError) as refusal:
        make_meeting(cast, days=400)
    assert "is not in the municipal year" in said(refusal)["date"][0]
    assert not Meeting.objects.exists()


def test_create_meeting_twice_at_once_is_one_meeting(cast):
    make_meeting(cast)
    with pytest.raises(ValidationError) as refusal:
        make_meeting(cast)
    assert "There is a meeting of this body on that day" in said(refusal)["starts"][0]
    assert Meeting.objects.count() == 1


def test_standing_agenda_follows_the_kind_and_gives_the_theme_an_item(cast):
    formal = session_of(make_meeting(cast, standing=True)).items.values_list("title", flat=True)
    informal = session_of(make_meeting(cast, days=41, kind="informal", standing=True, theme="Housing")).items.values_list(
        "title", flat=True
    )
    assert list(formal)[0::6] == ["Welcome, and who is here", "Anything else, and close"]
    assert "Minutes of the last meeting" in formal
    assert "Minutes of the last meeting" not in informal
    assert list(informal)[-2:] == ["Housing", "Anything else, and close"]


def test_private_session_names_the_grown_up_members_and_no_young_one(cast):
    seat(cast.partner, cast.body, "partner")
    seat(cast.other_officer, cast.body, "officer")
    session = session_of(make_meeting(cast, private_session=True), PRIVATE)
    assert {reader.user for reader in session.readers.all()} == {cast.chair, cast.councillor, cast.partner}
    assert session.position == 2
    assert session.starts_at == session.meeting.ends_at - dt.timedelta(minutes=30)


def test_private_session_of_a_short_meeting_does_not_begin_before_it(cast):
    starts_at = half_past_five(40)
    meeting = make_meeting(cast, ends_at=starts_at + dt.timedelta(minutes=10), private_session=True)
    assert session_of(meeting, PRIVATE).starts_at == starts_at


def test_private_session_with_nobody_named_has_no_readers(cast):
    assert make_private_item(cast).session.readers.count() == 0


# Change, call off, plan ----------------------------------------------------------------------------------------------


def change(cast, clerk, meeting, **more):
    starts_at = more.pop("starts_at", meeting.starts_at)
    same = {"year": cast.year, "kind": "formal", "regime": meeting.regime, "theme": "", "place": "Moot Hall"}
    ends_at = starts_at + dt.timedelta(hours=1)
    return operations.change_meeting(
        meeting=meeting, starts_at=starts_at, ends_at=ends_at, **{**same, **more}, by=clerk, now=timezone.now()
    )


def test_change_meeting_takes_its_sessions_along(cast, clerk):
    meeting = make_meeting(cast, private_session=True)
    was = session_of(meeting, PRIVATE).starts_at
    changed = change(cast, clerk, meeting, starts_at=meeting.starts_at + dt.timedelta(days=1))
    assert (changed.place, session_of(meeting).starts_at) == ("Moot Hall", changed.starts_at)
    assert session_of(meeting, PRIVATE).starts_at == was + dt.timedelta(days=1)


def test_change_meeting_refuses_the_hour_of_another(cast, clerk):
    other = make_meeting(cast)
    meeting = make_meeting(cast, days=41)
    with pytest.raises(ValidationError):
        change(cast, clerk, meeting, starts_at=other.starts_at)
    meeting.refresh_from_db()
    assert meeting.starts_at != other.starts_at


def test_call_off_keeps_the_reason(cast, clerk, now):
    meeting = operations.call_off(meeting=make_meeting(cast), why="The heating failed.", by=clerk, now=now)
    meeting.refresh_from_db()
    assert (meeting.called_off_at, meeting.called_off_by, meeting.called_off_why) == (now, cast.clerk, "The heating failed.")


def test_set_programme_twice_is_one_plan(cast, clerk, now):
    for target in (4, 6):
        operations.set_programme(body=cast.body, year=cast.year, formal_target=target, informal_target=2, by=clerk, now=now)
    assert Programme.objects.get().formal_target == 6


# Sessions and readers ------------------------------------------------------------------------------------------------


def test_add_session_comes_after_what_is_there(cast, clerk, now):
    meeting = make_meeting(cast)
    starts_at = meeting.starts_at + dt.timedelta(hours=1)
    session = operations.add_session(meeting=meeting, starts_at=starts_at, by=clerk, now=now)
    assert (session.position, session.privacy, session.readers.count()) == (2, "private", 2)


@pytest.mark.parametrize("hours", [-1, 2])
def test_add_session_refuses_an_hour_outside_the_meeting(cast, clerk, now, hours):
    meeting = make_meeting(cast)
    with pytest.raises(ValidationError):
        operations.add_session(meeting=meeting, starts_at=meeting.starts_at + dt.timedelta(hours=hours), by=clerk, now=now)
    assert Session.objects.count() == 1


def test_name_reader_twice_is_one_name_and_unname_takes_it_off(cast, clerk, now):
    session = make_private_item(cast).session
    readers = [operations.name_reader(session=session, user=cast.councillor, by=clerk, now=now) for _ in range(2)]
    assert session.readers.count() == 1
    operations.unname_reader(reader=readers[0], by=clerk, now=now)
    assert session.readers.count() == 0


# The agenda goes out -------------------------------------------------------------------------------------------------


def test_put_agenda_out_records_who_and_when(cast, clerk):
    meeting = make_meeting(cast, standing=True)
    then = days_before(meeting, 20)
    out = operations.put_agenda_out(meeting=meeting, by=clerk, now=then, late_why="never mind")
    assert (out.agenda_out_at, out.agenda_out_by, out.agenda_late_why) == (then, cast.clerk, "")


def test_put_agenda_out_needs_an_item(cast, clerk, now):
    with pytest.raises(ValidationError, match="Add at least one item first"):
        operations.put_agenda_out(meeting=make_meeting(cast), by=clerk, now=now)


def test_put_agenda_out_needs_the_reason_of_every_private_item(cast, clerk, now):
    item = make_private_item(cast, "A letter")
    type(item).objects.update(privacy_reason="")
    with pytest.raises(ValidationError, match="A letter"):
        operations.put_agenda_out(meeting=item.session.meeting, by=clerk, now=now)


def test_private_board_needs_no_paragraph(cast, clerk, now):
    meeting = make_meeting(cast, regime=Regime.PRIVATE, private_session=True)
    make_item(cast, meeting, "A letter", PRIVATE, exempt_paragraph=None, privacy_reason="")
    assert operations.put_agenda_out(meeting=meeting, by=clerk, now=now).agenda_out_at == now


def test_committee_going_out_late_must_say_why(cast, clerk):
    meeting = make_meeting(cast, standing=True, regime=Regime.PART_VA)
    then = days_before(meeting, 2)
    with pytest.raises(ValidationError) as refusal:
        operations.put_agenda_out(meeting=meeting, by=clerk, now=then)
    assert list(said(refusal)) == ["late_why"]
    meeting.refresh_from_db()
    assert meeting.agenda_out_at is None
    with pytest.raises(ValidationError) as refusal:
        operations.put_agenda_out(meeting=meeting, by=clerk, now=then, late_why="A court ruled yesterday.")
    assert list(said(refusal)) == ["chair"]
    out = operations.put_agenda_out(
        meeting=meeting, by=clerk, now=then, late_why="A court ruled yesterday.", chair=cast.chair, said_at=then
    )
    assert out.agenda_late_why == "A court ruled yesterday."


def test_voluntary_board_going_out_late_is_warned_and_not_stopped(cast, clerk):
    meeting = make_meeting(cast, standing=True)
    assert operations.put_agenda_out(meeting=meeting, by=clerk, now=days_before(meeting, 2)).agenda_out_at is not None


# Held ----------------------------------------------------------------------------------------------------------------


def test_hold_meeting_waits_until_it_begins(cast, clerk):
    meeting = make_meeting(cast)
    with pytest.raises(ValidationError, match="Note that it was held once it has begun"):
        operations.hold_meeting(meeting=meeting, by=clerk, now=meeting.starts_at - dt.timedelta(minutes=1))
    assert operations.hold_meeting(meeting=meeting, by=clerk, now=meeting.starts_at).held_by == cast.clerk


def test_record_attendance_changes_and_takes_off_marks(cast, clerk, now):
    meeting = make_held_meeting(cast)
    for marks in ({cast.chair: "present", cast.councillor: "absent"}, {cast.chair: "", cast.councillor: "apologies"}):
        operations.record_attendance(meeting=meeting, marks=marks, by=clerk, now=now)
    assert [(mark.user, mark.how) for mark in Attendance.objects.all()] == [(cast.councillor, "apologies")]


def test_events_of_a_meeting_hold_keys_and_no_words(cast, clerk, now):
    meeting = make_meeting(cast, days=-1, theme="Canary theme", place="Canary place", standing=True)
    operations.set_programme(
        body=cast.body, year=cast.year, formal_target=1, informal_target=0, by=clerk, now=now, shortfall_reason="Canary why"
    )
    operations.hold_meeting(meeting=meeting, by=clerk, now=now)
    assert Event.objects.count() == 3
    assert "canary" not in str(list(Event.objects.values_list("facts", flat=True))).lower()
