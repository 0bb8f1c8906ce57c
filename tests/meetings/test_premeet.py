"""The pre-meet with its checklist, and the chair's brief: one page, and nothing from a room that the chair may not enter."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings import operations
from meetings.brief import agreed_questions
from meetings.models import PreMeet, PreMeetQuestion
from meetings.premeet import checklist
from tests.board.pages import faults, heading, page, parts, words
from tests.factories.actions import make_action
from tests.factories.board import days
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_report, session_of
from tests.factories.performance import make_red
from tests.factories.reading import make_answer, make_question


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def meeting(cast):
    return make_meeting(cast)


@pytest.fixture
def item(cast, meeting):
    return make_item(cast, meeting, "Staying in one home", presenter=cast.officer)


def planned(cast, meeting, **more):
    before = {"starts_at": meeting.starts_at - dt.timedelta(days=2), "place": "Room 2"}
    return operations.set_pre_meet(meeting=meeting, **before, **more, by=cast.viewer("chair"), now=timezone.now())


def said(row, questions=()):
    return [(check.name, check.state) for check in checklist(row, questions)]


def test_checklist_says_what_is_left(cast, clerk, meeting, item, now):
    assert {state for _, state in said(None)} == {""}
    row = planned(cast, meeting, reds="Homes.", young_briefed_on=dt.date(2027, 1, 8), young_briefed_how="by Nadia")
    operations.agree_question(item=item, question="Who rang?", asker=cast.councillor, by=clerk, now=now)
    operations.agree_question(item=item, question="Who pays?", by=clerk, now=now)
    questions = agreed_questions(meeting, clerk)
    assert said(row, questions)[1:] == [
        ("Two questions are agreed", "done"),
        ("One question has nobody to ask it", ""),
        ("The figures to take up are chosen", "done"),
        ("Young people were briefed on 8 January 2027", "done"),
    ]
    assert said(row, questions[:1])[2] == ("Everybody knows who asks", "done")


def test_set_pre_meet_is_before_the_meeting_and_once(cast, meeting, now):
    with pytest.raises(ValidationError, match="before the meeting"):
        operations.set_pre_meet(meeting=meeting, starts_at=meeting.starts_at, place="x", by=cast.viewer("chair"), now=now)
    planned(cast, meeting)
    planned(cast, meeting, reds="Homes.")
    assert PreMeet.objects.get().reds == "Homes."


def test_chair_sets_it_agrees_a_question_and_drops_it(cast, sign_in, meeting, item):
    chair = sign_in(cast.chair)
    assert heading(chair.get(url("pre_meet", meeting.pk))) == "No pre-meet is planned yet"
    late = {**parts("date", meeting.day + dt.timedelta(days=1)), "starts": "4.30pm", "place": "Room 2"}
    assert faults(chair.post(url("set_pre_meet", meeting.pk), late)) == ["It must begin before the meeting does."]
    chair.post(url("set_pre_meet", meeting.pk), {**late, **parts("date", meeting.day - dt.timedelta(days=1))})
    agreed = {"item": item.pk, "question": "Who rang the child?", "asker": cast.councillor.pk}
    text = words(chair.post(url("agree_question", meeting.pk), agreed, follow=True))
    assert "Who rang the child?" in text
    assert "Cllr David Thorne" in text
    assert "Who rang the child?" in words(sign_in(cast.councillor).get(url("pre_meet", meeting.pk)))
    chair.post(url("let_go_question", PreMeetQuestion.objects.get().pk))
    assert not PreMeetQuestion.objects.exists()


def test_officers_who_present_do_not_learn_what_they_are_asked(cast, sign_in, clerk, meeting, item, now):
    operations.agree_question(item=item, question="canary-question", by=clerk, now=now)
    officer = sign_in(cast.officer)
    assert officer.get(url("meeting", meeting.pk)).status_code == 200
    assert officer.get(url("pre_meet", meeting.pk)).status_code == 404
    assert "canary-question" not in words(officer.get(url("item", item.pk)))


def test_no_question_on_a_private_item(cast, clerk, sign_in, now):
    meeting = make_meeting(cast, private_session=True)
    private = make_item(cast, meeting, "Letters", PRIVATE)
    make_item(cast, meeting, "Open")
    shown = page(sign_in(cast.clerk).get(url("agree_question", meeting.pk)))
    assert [option.get_text() for option in shown.select("select[name=item] option")] == ["Open"]
    refused = sign_in(cast.clerk).post(url("agree_question", meeting.pk), {"item": private.pk, "question": "x"})
    assert faults(refused) == ["Choose the item from the list"]


def test_brief_has_order_who_speaks_what_is_asked_questions_reds_and_late_actions(cast, sign_in, clerk, meeting, item, now):
    make_report(cast, item, asks="1. agree to ring first\n2. say when")
    operations.agree_question(item=item, question="Who rang?", asker=cast.councillor, by=clerk, now=now)
    make_answer(make_question(item, cast.councillor, "How many moved?"), cast.officer, "Forty-two.")
    make_red(cast, plain_name="Lives in one home")
    action = make_action(cast, due_on=days(-3), title="Keep dentist places")
    operations.name_reader(session=session_of(meeting), user=cast.young_member, by=clerk, now=now)
    planned(cast, meeting, reds="We take up homes.")
    text = words(sign_in(cast.chair).get(url("brief", meeting.pk)))
    for part in (
        *("With you: Kayleigh", "Staying in one home", "Tom Whitfield, Head of corporate parenting speaks", "agree to ring first"),
        *("say when", "Who rang? (Cllr David Thorne)", "How many moved?", "Forty-two.", "We take up homes.", "Lives in one home"),
        f"{action.reference}: Keep dentist places",
    ):
        assert part in text


def test_brief_holds_nothing_of_a_room_that_the_chair_may_not_enter(cast, sign_in):
    meeting = make_meeting(cast, private_session=True, readers=[cast.councillor])
    private = make_item(cast, meeting, "canary-title", PRIVATE, privacy_reason="canary-reason")
    make_paper(cast, private, "canary-paper")
    make_action(cast, due_on=days(-3), title="canary-action", item=private)
    text = words(sign_in(cast.chair).get(url("brief", meeting.pk)))
    assert ("canary" in text, "In private" in text) == (False, False)
    clerks = words(sign_in(cast.clerk).get(url("brief", meeting.pk)))
    assert ("canary-title" in clerks, "canary-paper" in clerks, "canary-action" in clerks) == (True, False, False)


def test_only_chair_and_clerk_have_the_brief(cast, sign_in, meeting):
    codes = {
        who: sign_in(getattr(cast, who)).get(url("brief", meeting.pk)).status_code for who in ("chair", "clerk", "councillor", "officer")
    }
    assert codes == {"chair": 200, "clerk": 200, "councillor": 404, "officer": 404}
    links = page(sign_in(cast.chair).get(url("meeting", meeting.pk))).main
    assert links.find("a", href=url("brief", meeting.pk)) is not None
