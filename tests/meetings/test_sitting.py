"""The meeting as it goes: who was there at each item, quorum, interests, questions, votes, time, what comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cpboard.board.models import Constitution, Regime, Seat
from cpboard.core.access import Denied
from cpboard.core.records import Sealed
from meetings import operations
from meetings.facts import attendance
from meetings.models import AgendaItem, Attendance, BringBack, Challenge, Interest, Movement, NamedVote
from meetings.noted import noted_for, noted_openly
from meetings.presence import at_item, lost, through
from tests.cast import person, seat
from tests.factories.meetings import (
    PRIVATE,
    make_bring_back,
    make_challenge,
    make_decision,
    make_held_meeting,
    make_interest,
    make_item,
    make_meeting,
    make_movement,
    mark,
    session_of,
)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def board_of(cast, number, kind="councillor"):
    return [seat(person(f"{kind}{n}", f"Member {n}"), cast.body, kind) for n in range(number)]


def counts(meeting, viewer):
    return [(step.item.title, step.voting, step.is_short) for step in through(noted_for(meeting, viewer))]


def said(refusal):
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else refusal.value.messages


# Who was there at each item ------------------------------------------------------------------------------------------


def test_who_came_late_or_left_is_there_only_in_between(cast, clerk):
    meeting = make_held_meeting(cast)
    items = [make_item(cast, meeting, title) for title in ("One", "Two", "Three")]
    members = board_of(cast, 4)
    mark(cast, meeting, *members)
    make_movement(cast, items[1], members[0], "came")
    make_movement(cast, items[2], members[1], "left", dt.time(18, 20))
    assert counts(meeting, clerk) == [("One", 3, False), ("Two", 4, False), ("Three", 3, False)]


def test_who_leaves_for_an_interest_is_out_for_that_item_only(cast, clerk):
    meeting = make_held_meeting(cast)
    items = [make_item(cast, meeting, title) for title in ("One", "Two")]
    members = board_of(cast, 3)
    mark(cast, meeting, *members)
    make_interest(cast, items[0], members[0])
    assert counts(meeting, clerk) == [("One", 2, True), ("Two", 3, False)]


def test_quorum_is_lost_with_the_item_and_the_minute(cast, clerk):
    meeting = make_held_meeting(cast)
    items = [make_item(cast, meeting, title) for title in ("One", "Two")]
    members = board_of(cast, 3)
    mark(cast, meeting, *members)
    noted = noted_for(meeting, clerk)
    assert lost(noted, through(noted)) is None
    make_movement(cast, items[1], members[0], "left", dt.time(18, 20))
    noted = noted_for(meeting, clerk)
    gone = lost(noted, through(noted))
    assert (gone.item, gone.at) == (items[1], dt.time(18, 20))


def test_online_counts_for_a_board_and_not_for_a_committee(cast, clerk):
    for days, regime, counted in ((-3, Regime.PRIVATE, 1), (-4, Regime.VOLUNTARY_PUBLIC, 1), (-5, Regime.PART_VA, 0)):
        meeting = make_held_meeting(cast, days=days, regime=regime)
        make_item(cast, meeting, "One")
        mark(cast, meeting, cast.councillor, how="online")
        assert counts(meeting, clerk) == [("One", counted, True)]


def test_seat_without_a_vote_does_not_count(cast, clerk):
    meeting = make_held_meeting(cast)
    make_item(cast, meeting, "One")
    mark(cast, meeting, cast.councillor, cast.young_member)
    Seat.objects.filter(memberships__user=cast.young_member).update(voting=False)
    assert counts(meeting, clerk) == [("One", 1, True)]


def test_nothing_is_said_of_the_quorum_before_somebody_is_marked_or_without_a_constitution(cast, clerk):
    meeting = make_held_meeting(cast)
    make_item(cast, meeting, "One")
    assert counts(meeting, clerk) == [("One", 0, False)]
    mark(cast, meeting, cast.councillor)
    Constitution.objects.all().delete()
    assert counts(meeting, clerk) == [("One", 1, False)]


def test_substitute_sits_in_one_seat_for_this_meeting(cast, clerk, now):
    meeting = make_held_meeting(cast)
    make_item(cast, meeting, "One")
    deed = {"meeting": meeting, "how": "present", "by": clerk, "now": now}
    operations.add_attendance(user=cast.partner, substitute_for=cast.councillor, **deed)
    assert counts(meeting, clerk) == [("One", 1, True)]
    with pytest.raises(ValidationError) as refusal:
        operations.add_attendance(user=cast.officer, substitute_for=cast.councillor, **deed)
    assert list(said(refusal)) == ["substitute_for"]
    with pytest.raises(ValidationError, match="stands in for"):
        mark(cast, meeting, cast.councillor)


def test_nobody_stands_in_for_a_member_who_is_there(cast, clerk, now):
    meeting = make_held_meeting(cast)
    mark(cast, meeting, cast.councillor)
    deed = {"meeting": meeting, "how": "present", "by": clerk, "now": now}
    with pytest.raises(ValidationError, match="marked as there"):
        operations.add_attendance(user=cast.partner, substitute_for=cast.councillor, **deed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, user=cast.partner, how="absent", substitute_for=cast.chair)


def test_movement_needs_a_mark_and_is_one_an_item(cast):
    meeting = make_held_meeting(cast)
    item = make_item(cast, meeting)
    with pytest.raises(ValidationError, match="not marked as there"):
        make_movement(cast, item, cast.councillor)
    mark(cast, meeting, cast.councillor)
    make_movement(cast, item, cast.councillor, "left")
    make_movement(cast, item, cast.councillor, "came")
    assert Movement.objects.get().kind == "came"


# What happens in private ---------------------------------------------------------------------------------------------


def test_what_is_noted_in_private_is_there_for_named_readers_and_for_nobody_else(cast, clerk, now):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    open_item, private = make_item(cast, meeting, "Open"), make_item(cast, meeting, "Closed", PRIVATE)
    mark(cast, meeting, cast.councillor, cast.chair)
    for item in (open_item, private):
        make_movement(cast, item, cast.chair)
        make_interest(cast, item, cast.councillor)
        make_challenge(cast, item)
        make_bring_back(cast, item, after=dt.date(2030, 1, 1))
        make_decision(cast, item)
    operations.add_attendance(meeting=meeting, user=cast.partner, how="present", only_in=session_of(meeting, PRIVATE), by=clerk, now=now)

    def seen(noted):
        lists = (noted.interests, noted.challenges, noted.returns, noted.decisions)
        return [len(noted.items), len(noted.marks), len(noted.movements), *(len(found) for found in lists)]

    assert seen(noted_for(meeting, cast.viewer("councillor"))) == [2, 3, 2, 2, 2, 2, 2]
    assert seen(noted_for(meeting, cast.viewer("chair"))) == [1, 2, 1, 1, 1, 1, 1]
    assert seen(noted_openly(meeting)) == [1, 2, 1, 1, 1, 1, 1]
    assert seen(noted_for(meeting, cast.viewer("other_member"))) == [0] * 7
    assert [came.user for came in attendance(cast.body, cast.year)] == [cast.councillor, cast.chair]


# Decisions -----------------------------------------------------------------------------------------------------------


def test_committee_that_is_too_few_decides_nothing_and_may_defer(cast):
    meeting = make_held_meeting(cast, regime=Regime.PART_VA)
    item = make_item(cast, meeting)
    mark(cast, meeting, cast.councillor)
    with pytest.raises(ValidationError) as refusal:
        make_decision(cast, item)
    assert said(refusal) == {"verb": ["1 members who count were there, and 3 are needed. Nothing can be decided; defer it."]}
    assert [make_decision(cast, item, verb=verb).number for verb in ("note", "defer")] == [1, 2]


def test_votes_are_whole_and_no_more_than_the_members_there(cast):
    meeting = make_held_meeting(cast)
    item = make_item(cast, meeting)
    mark(cast, meeting, cast.councillor, cast.chair)
    with pytest.raises(ValidationError) as refusal:
        make_decision(cast, item, votes_for=2, votes_against=1)
    assert list(said(refusal)) == ["votes_for"]
    decision = make_decision(cast, item, votes_for=2, mover=cast.chair)
    assert (decision.votes_for, decision.votes_against, decision.votes_abstained) == (2, 0, 0)
    assert make_decision(cast, item).votes_for is None


def test_named_vote_is_sealed_once_and_only_of_who_could_vote(cast, clerk, now):
    meeting = make_held_meeting(cast, regime=Regime.PART_VA)
    item = make_item(cast, meeting)
    mark(cast, meeting, cast.councillor)
    mark(cast, meeting, cast.chair, how="online")
    decision = make_decision(cast, item, verb="note")
    deed = {"decision": decision, "how": "against", "by": clerk, "now": now}
    vote = operations.record_vote(user=cast.councillor, **deed)
    for user in (cast.councillor, cast.chair, cast.officer):
        with pytest.raises(ValidationError) as refusal:
            operations.record_vote(user=user, **deed)
        assert list(said(refusal)) == ["user"]
    with pytest.raises(Sealed):
        vote.delete()
    assert noted_for(meeting, clerk).decisions[item.pk][0].voted == [
        {"user": cast.councillor.pk, "name": cast.councillor.name, "how": "against"}
    ]
    assert NamedVote.objects.count() == 1


# Interests, questions, time ------------------------------------------------------------------------------------------


def test_statutory_interest_leaves_or_says_by_which_dispensation_it_stays(cast, clerk, now):
    item = make_item(cast, make_held_meeting(cast))
    with pytest.raises(ValidationError) as refusal:
        make_interest(cast, item, cast.councillor, kind="pecuniary", left_room=False)
    assert list(said(refusal)) == ["stayed_why"]
    interest = make_interest(cast, item, cast.councillor, kind="pecuniary", left_room=False, stayed_why="Dispensation of 3 May.")
    interest.declared_at = dt.datetime(2024, 11, 20, 18, tzinfo=dt.UTC)
    assert interest.notify_by == dt.date(2024, 12, 17)
    make_interest(cast, item, cast.councillor)
    assert (Interest.objects.get().kind, Interest.objects.get().notify_by) == ("other", None)


def test_question_gets_its_answer_and_what_changed_later(cast, clerk, now):
    row = make_challenge(cast, make_item(cast, make_held_meeting(cast)))
    words = {"question": "Who rings?", "asked_by": cast.chair, "answer": "Nobody.", "changed": "A rota."}
    operations.change_challenge(challenge=row, **words, by=clerk, now=now)
    assert Challenge.objects.values("question", "asked_by", "answer", "changed").get() == {**words, "asked_by": cast.chair.pk}


def test_minutes_spent_are_the_sum_of_what_is_known(cast, clerk, now):
    item = make_item(cast, make_held_meeting(cast))
    assert item.minutes_spent is None
    item = operations.record_time(item=item, minutes_talk=5, minutes_discussion=None, minutes_young=12, by=clerk, now=now)
    assert item.minutes_spent == 17


# What comes back -----------------------------------------------------------------------------------------------------


def waiting(meeting):
    return list(BringBack.objects.filter(BringBack.waiting_for(meeting)))


def test_item_comes_back_at_its_meeting_or_at_the_first_after_its_day(cast):
    item = make_item(cast, make_held_meeting(cast))
    first, second = make_meeting(cast, days=20), make_meeting(cast, days=40)
    named = make_bring_back(cast, item, second)
    later = make_bring_back(cast, item, after=first.day + dt.timedelta(days=1))
    soon = make_bring_back(cast, item, after=first.day)
    assert waiting(first) == [soon]
    assert waiting(second) == [named, later]


def test_item_comes_back_once_with_its_words_and_its_privacy(cast, clerk, now):
    held = make_held_meeting(cast, private_session=True)
    row = make_bring_back(cast, make_item(cast, held, "A letter", PRIVATE), after=dt.date(2020, 1, 1))
    bare = make_meeting(cast, days=20)
    with pytest.raises(ValidationError, match="no private session"):
        operations.put_back(row=row, meeting=bare, by=clerk, now=now)
    meeting = make_meeting(cast, days=21, private_session=True)
    item = operations.put_back(row=row, meeting=meeting, by=clerk, now=now)
    assert (item.title, item.session, item.exempt_paragraph) == ("A letter", session_of(meeting, PRIVATE), 2)
    with pytest.raises(Denied):
        operations.put_back(row=row, meeting=meeting, by=clerk, now=now)
    operations.remove_item(item=item, by=clerk, now=now)
    assert waiting(meeting) == [] or waiting(bare) == [row]


@pytest.mark.parametrize("ways", ["none", "both", "over"])
def test_bring_back_needs_one_moment_that_lies_ahead(cast, ways):
    item = make_item(cast, make_held_meeting(cast))
    when = {
        "none": {},
        "both": {"meeting": make_meeting(cast), "after": dt.date(2030, 1, 1)},
        "over": {"meeting": make_held_meeting(cast, days=-2)},
    }
    with pytest.raises(ValidationError) as refusal:
        make_bring_back(cast, item, **when[ways])
    assert list(said(refusal)) == ["meeting"]


def test_at_item_is_nothing_for_whoever_does_not_see_the_item(cast):
    meeting = make_held_meeting(cast, private_session=True, readers=[])
    private = make_item(cast, meeting, "Closed", PRIVATE)
    assert at_item(noted_for(meeting, cast.viewer("councillor")), private) is None
    assert AgendaItem.objects.count() == 1
