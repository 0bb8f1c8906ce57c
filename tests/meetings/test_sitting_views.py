"""The pages of the meeting as it goes: item by item, with what is refused said in words, by a clerk at a table."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import Attendance, BringBack, Challenge, Decision, Interest, Movement
from tests.board.pages import faults, page, parts, words
from tests.factories.meetings import (
    PRIVATE,
    make_bring_back,
    make_challenge,
    make_decision,
    make_held_meeting,
    make_item,
    make_meeting,
    make_movement,
    make_report,
    mark,
)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def held(cast):
    meeting = make_held_meeting(cast)
    mark(cast, meeting, cast.councillor, cast.chair)
    return meeting


def test_clerk_records_an_item_on_one_page_and_goes_to_the_next(cast, clerk, held):
    first, second = make_item(cast, held, "Homes"), make_item(cast, held, "Dentists")
    there = {"user": cast.councillor.pk}
    for deed, said in (
        ("record_decision", {"verb": "agree", "text": "Ring first.", "so_that": "nobody is surprised", "votes_for": "2"}),
        ("record_challenge", {"question": "Who rang?", "answer": "Nobody.", "changed": "A rota."}),
        ("record_movement", {**there, "kind": "came", "at": "6.20pm"}),
        ("declare_interest", {**there, "kind": "other", "what_it_is": "A friend.", "left_room": "no", "stayed_why": "It is small."}),
        ("record_time", {"minutes_talk": "5", "minutes_discussion": "20", "minutes_young": ""}),
        ("bring_back", {**parts("after", held.day.replace(year=held.day.year + 1)), "why": "To hear more."}),
    ):
        answer = clerk.post(url(deed, first.pk), said)
        assert (answer.status_code, answer.url) == (302, url("record_item", first.pk))
    shown = clerk.get(url("record_item", first.pk))
    text = words(shown)
    for each in (
        "Ring first.",
        "Votes: 2 for, 0 against, 0 abstained.",
        "Who rang?",
        "A rota.",
        "came in at 6.20pm",
        "It is small.",
        "25 spent",
    ):
        assert each in text
    assert [link["href"] for link in page(shown).select("a[rel=next]")] == [url("record_item", second.pk)] * 2
    assert [link["href"] for link in page(clerk.get(url("record_item", second.pk))).select("a[rel=prev]")] == [
        url("record_item", first.pk)
    ] * 2


def test_each_form_on_the_page_has_ids_of_its_own(cast, clerk, held):
    soup = page(clerk.get(url("record_item", make_item(cast, held).pk)))
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(soup.select("main form")) == 6
    assert sorted(ids) == sorted(set(ids))


def test_decision_may_answer_a_line_of_the_report(cast, clerk):
    meeting = make_meeting(cast, days=-1)
    item = make_item(cast, meeting, "Homes")
    make_report(cast, item, asks="1. agree to ring first\n- note the figures\n\nsay who rings")
    clerk.post(url("hold_meeting", meeting.pk))
    options = [each.get_text() for each in page(clerk.get(url("record_decision", item.pk))).select("select[name=ask] option")]
    assert options == ["None of them", "1. agree to ring first", "2. note the figures", "3. say who rings"]
    clerk.post(url("record_decision", item.pk), {"verb": "note", "text": "Noted.", "ask": "2"})
    assert Decision.objects.get().ask == 2
    waiting = page(clerk.get(url("record_item", item.pk))).select_one("[aria-labelledby=unanswered]").get_text(" ")
    assert ("1. agree to ring first" in waiting, "note the figures" in waiting, "3. say who rings" in waiting) == (True, False, True)
    assert "It answers line 2 of the report: note the figures" in words(clerk.get(url("item", item.pk)))


@pytest.mark.parametrize(
    ("deed", "said", "sentence"),
    [
        ("record_movement", {}, "Enter"),
        (
            "declare_interest",
            {"kind": "pecuniary", "left_room": "no"},
            "Say which dispensation lets them stay, or that they left the room.",
        ),
        ("record_challenge", {"question": " "}, "Enter the question"),
        ("record_time", {"minutes_talk": "-1"}, "Officers spoke must be 0 or more"),
        ("bring_back", {"why": "x"}, "Choose the meeting, or a day after which it comes back."),
        ("record_decision", {"verb": "note", "text": "x", "votes_for": "9"}, "2 members who may vote were there, and these are 9 votes."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(cast, clerk, held, deed, said, sentence):
    item = make_item(cast, held)
    user = {} if deed == "record_movement" else {"user": cast.councillor.pk}
    found = faults(clerk.post(url(deed, item.pk), {**user, **said}))
    assert found[0].startswith(sentence.replace("Enter", "Choose") if deed == "record_movement" else sentence)
    assert [model.objects.count() for model in (Movement, Interest, Challenge, BringBack, Decision)] == [0] * 5


def test_clerk_adds_a_substitute_and_takes_back_what_was_wrong(cast, clerk, held):
    item = make_item(cast, held)
    member = {"user": cast.councillor.pk, "how": "online"}
    assert faults(clerk.post(url("add_attendance", held.pk), member)) == ["Choose who came from the list"]
    clerk.post(url("add_attendance", held.pk), {"user": cast.partner.pk, "how": "online"})
    assert Attendance.objects.get(user=cast.partner).how == "online"
    move = make_movement(cast, item, cast.councillor)
    assert "Cllr David Thorne left" in words(clerk.get(url("attendance", held.pk)))
    clerk.post(url("remove_movement", move.pk))
    assert not Movement.objects.exists()


def test_what_comes_back_stands_beside_the_agenda_until_it_is_on_it(cast, clerk, held):
    ahead = make_meeting(cast)
    row = make_bring_back(cast, make_item(cast, held, "Dentists"), ahead, "To hear who was seen.")
    text = words(clerk.get(url("meeting", ahead.pk)))
    assert "To hear who was seen." in text
    clerk.post(url("put_back", row.pk, ahead.pk))
    text = words(clerk.get(url("meeting", ahead.pk)))
    assert ("To hear who was seen." in text, "Dentists" in text) == (False, True)


def test_private_question_is_on_no_page_of_a_member_who_is_not_named(cast, clerk, sign_in):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    open_item, private = make_item(cast, meeting, "Open"), make_item(cast, meeting, "Closed", PRIVATE)
    mark(cast, meeting, cast.councillor, cast.chair)
    make_challenge(cast, private, "Canary question?")
    make_challenge(cast, open_item, "Open question?")
    make_movement(cast, private, cast.chair)
    make_decision(cast, private, "Canary decision.")
    pages = [url("meeting", meeting.pk), url("attendance", meeting.pk), url("item", open_item.pk), url("minutes", meeting.pk)]
    stranger, named = sign_in(cast.chair), sign_in(cast.councillor)
    assert "Canary" not in " ".join(words(stranger.get(each)) for each in pages)
    assert "Closed" not in " ".join(words(stranger.get(each)) for each in pages)
    assert stranger.get(url("item", private.pk)).status_code == 404
    assert "Canary question?" in words(named.get(url("item", private.pk)))
    assert "Open question?" in words(stranger.get(url("item", open_item.pk)))


def test_meeting_says_planned_beside_spent_and_who_leads_it(cast, clerk, sign_in):
    meeting = make_held_meeting(cast, led="takeover", called_in="the head of housing")
    item = make_item(cast, meeting, purpose="hear", minutes_planned=20)
    clerk.post(url("record_time", item.pk), {"minutes_talk": "5", "minutes_discussion": "10", "minutes_young": "15"})
    text = words(sign_in(cast.councillor).get(url("meeting", meeting.pk)))
    for each in (
        "30 minutes spent",
        "Hear: 20 minutes planned, 30 spent, 100%",
        "Young people spoke: 15 minutes, 50%",
        "Young people take over this meeting",
    ):
        assert each in text
