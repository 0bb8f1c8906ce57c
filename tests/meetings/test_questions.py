"""Questions before the meeting: asked on open items, answered once for all, a young member never by name."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Denied
from cpboard.core.models import Event
from cpboard.core.needs import needs_of
from meetings import operations
from meetings.models import Answer, Question, Report
from tests.board.pages import faults, page, same_queries, typed, words
from tests.cast import as_viewer
from tests.factories.meetings import hold, make_item, make_meeting, make_private_item, make_report, session_of
from tests.factories.reading import make_answer, make_question

NEVER = ["other_member", "former", "switched_off", "officer", "administrator", "scrutiny", "participation", "partner", "stranger"]
CANARY = "canary"


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.councillor)


@pytest.fixture
def meeting(cast):
    return make_meeting(cast)


@pytest.fixture
def item(cast, meeting):
    found = make_item(cast, meeting, presenter=cast.other_officer)
    make_report(cast, found, text="89 of 131 stayed.\n\n42 moved.")
    return found


@pytest.fixture
def young(cast, item, now):
    """A young member who takes part in the session of the item."""
    operations.name_reader(session=item.session, user=cast.young_member, by=cast.viewer("clerk"), now=now)
    return cast.young_member


def asks(viewer):
    return [(need.what, need.due_on) for need in needs_of(viewer) if "question" in need.what]


def test_ask_question_stands_beside_its_paragraph_for_everybody_on_the_board(cast, sign_in, member, item):
    assert member.post(url("ask_question", item.pk, 2), {"text": "How many got help?"}).url == url("read_item", item.pk) + "#p1-2"
    mine = page(member.get(url("read_item", item.pk))).select_one("#p1-2 .cpb-note").get_text(" ")
    theirs = page(sign_in(cast.chair).get(url("read_item", item.pk))).select_one("#p1-2 .cpb-note").get_text(" ")
    assert "You asked" in mine
    assert "Cllr David Thorne asked" in theirs
    assert "No answer yet." in theirs
    event = Event.objects.get(verb="meetings.ask_question")
    assert event.facts == {"item": item.pk, "paragraph": 2}


def test_ask_question_keeps_what_was_typed_when_it_is_too_long(member, item):
    answer = member.post(url("ask_question", item.pk, 0), {"text": "x" * 2001})
    assert faults(answer) == ["Question must be 2000 characters or fewer. You have written 2001."]
    assert len(typed(answer, "text")) == 2001


@pytest.mark.parametrize("name", NEVER)
def test_ask_question_is_refused_to_whoever_does_not_take_part(cast, item, name, now):
    with pytest.raises(Denied):
        operations.ask_question(item=item, text="x", by=cast.viewer(name), now=now)
    assert Question.objects.count() == 0


def test_young_member_asks_where_they_are_named_and_nowhere_else(cast, item, now):
    by = cast.viewer("young_member")
    with pytest.raises(Denied):
        operations.ask_question(item=item, text="x", by=by, now=now)
    operations.name_reader(session=item.session, user=cast.young_member, by=cast.viewer("clerk"), now=now)
    operations.ask_question(item=item, text="x", by=by, now=now)


def test_no_question_on_a_private_item_and_the_page_says_where_to_turn(cast, member, now):
    private = make_private_item(cast, readers=[cast.councillor])
    assert member.get(url("ask_question", private.pk, 0)).status_code == 404
    with pytest.raises(Denied):
        operations.ask_question(item=private, text="x", by=cast.viewer("councillor"), now=now)
    assert "To ask about it before the meeting, speak to the clerk" in words(member.get(url("item", private.pk)))


def test_no_new_question_once_the_meeting_is_held_or_called_off(cast, member, now):
    past = make_meeting(cast, days=-2)
    item = make_item(cast, past)
    before = make_question(item, cast.councillor)
    hold(cast, past)
    assert member.get(url("ask_question", item.pk, 0)).status_code == 404
    with pytest.raises(Denied):
        operations.ask_question(item=item, text="x", by=cast.viewer("councillor"), now=now)
    assert "Ask about this" not in words(member.get(url("read_item", item.pk)))
    assert "No more questions can be asked here." in words(member.get(url("questions", past.pk)))
    make_answer(before, cast.clerk)


# Whose turn it is ---------------------------------------------------------------------------------------------------------


def test_question_waits_for_the_author_the_presenter_and_the_clerk_until_it_is_answered(cast, meeting, item):
    question = make_question(item, cast.councillor)
    line = ("Answer a question on “Staying in one home”", meeting.day)
    waiting = [name for name in ("officer", "other_officer", "clerk", "chair", "councillor") if asks(cast.viewer(name))]
    assert waiting == ["officer", "other_officer", "clerk"]
    assert asks(cast.viewer("officer")) == [line]
    make_question(item, cast.chair)
    assert asks(cast.viewer("officer")) == [line, line]
    make_answer(question, cast.officer)
    assert asks(cast.viewer("clerk")) == [line]


@pytest.mark.parametrize("name", ["officer", "other_officer", "clerk"])
def test_answer_question_is_read_by_everybody_on_the_board(cast, sign_in, item, member, name):
    question = make_question(item, cast.councillor, place=2)
    answerer = getattr(cast, name)
    sign_in(answerer).post(url("answer_question", question.pk), {"text": "Two of nine."})
    said = words(sign_in(cast.chair).get(url("questions", item.session.meeting_id)))
    assert f"{answerer.name} answered Two of nine." in said
    assert "One question, 1 answered." in said


@pytest.mark.parametrize("name", ["councillor", "chair", "young_member", *[each for each in NEVER if each != "officer"]])
def test_answer_question_is_refused_to_everybody_else(cast, sign_in, item, young, name, now):
    question = make_question(item, cast.councillor)
    with pytest.raises(Denied):
        operations.answer_question(question=question, text="x", by=cast.viewer(name), now=now)
    assert sign_in(getattr(cast, name)).get(url("answer_question", question.pk)).status_code in (302, 404)
    assert Answer.objects.count() == 0


def test_answer_question_once(cast, sign_in, item, now):
    question = make_question(item, cast.councillor)
    make_answer(question, cast.clerk)
    with pytest.raises(Denied):
        operations.answer_question(question=Question.objects.get(), text="Other", by=cast.viewer("officer"), now=now)
    assert sign_in(cast.officer).get(url("answer_question", question.pk)).status_code == 404


def test_author_whose_term_ended_answers_no_more(cast, item, now):
    question = make_question(item, cast.councillor)
    cast.officer.appointments.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    with pytest.raises(Denied):
        operations.answer_question(question=question, text="x", by=cast.viewer("officer"), now=now)


# Who is named --------------------------------------------------------------------------------------------------------------


def test_young_member_is_named_to_clerk_chair_and_themselves_and_to_nobody_else(cast, sign_in, item, young):
    make_question(item, young)
    pages = [url("questions", item.session.meeting_id), url("read_item", item.pk)]
    said = lambda user: " ".join(page(sign_in(user).get(each)).main.get_text(" ") for each in pages)  # noqa: E731
    assert [said(user).count("Kayleigh asked") for user in (cast.clerk, cast.chair)] == [2, 2]
    assert said(young).count("You asked") == 2
    for user in (cast.councillor, cast.officer, cast.other_officer):
        assert said(user).count("A young member asked") == 2
        assert "Kayleigh" not in said(user)
    answering = sign_in(cast.officer).get(url("answer_question", Question.objects.get().pk))
    assert "Kayleigh" not in words(answering)


def test_young_member_whose_seat_ended_is_not_named_either(cast, sign_in, item, young):
    make_question(item, young)
    young.memberships.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    said = words(sign_in(cast.councillor).get(url("questions", item.session.meeting_id)))
    assert "A young member asked" in said
    assert "Kayleigh" not in said


def test_young_member_who_answers_is_not_named(cast, sign_in, meeting, young):
    item = make_item(cast, meeting, "Our film", presenter=young)
    make_answer(make_question(item, cast.councillor), young)
    assert "A young member answered" in words(sign_in(cast.councillor).get(url("questions", meeting.pk)))
    assert "Kayleigh answered" in words(sign_in(cast.chair).get(url("questions", meeting.pk)))


# The page of all of them -----------------------------------------------------------------------------------------------------


def test_questions_are_counted_for_each_meeting(cast, sign_in, meeting, item):
    for user in (cast.councillor, cast.chair):
        make_question(item, user)
    make_answer(Question.objects.first(), cast.officer)
    assert "Two questions, 1 answered." in words(sign_in(cast.clerk).get(url("meeting", meeting.pk)))
    assert "Two questions, 1 answered." in words(sign_in(cast.clerk).get(url("questions", meeting.pk)))


def test_questions_say_when_nobody_asked(member, meeting):
    assert "Nobody has asked anything yet." in words(member.get(url("questions", meeting.pk)))


def test_officer_reads_the_questions_on_their_own_items_only(cast, sign_in, meeting, item):
    make_question(item, cast.councillor, "Mine to answer")
    make_question(make_item(cast, meeting, "Other"), cast.councillor, CANARY)
    said = words(sign_in(cast.officer).get(url("questions", meeting.pk)))
    assert "Mine to answer" in said
    assert CANARY not in said
    assert "One question, 0 answered." in said


def test_questions_ask_as_much_of_the_database_with_one_as_with_three(cast, sign_in, meeting, item):
    make_question(item, cast.councillor)
    more = lambda: [make_question(make_item(cast, meeting, presenter=cast.officer), cast.chair) for _ in range(2)]  # noqa: E731
    assert same_queries(sign_in(cast.officer), url("questions", meeting.pk), more)


def test_question_keeps_no_words_of_a_report_that_comes_back(cast, sign_in, item):
    make_question(item, cast.councillor, place=2)
    Report.objects.filter(item=item).update(text="89 of 131 stayed.\n\nSome moved.")
    shown = page(sign_in(cast.chair).get(url("read_item", item.pk))).select_one("#p1-2 .cpb-note").get_text(" ")
    assert "The paragraph has changed since." in shown
    assert "42 moved" not in sign_in(cast.chair).get(url("questions", item.session.meeting_id)).content.decode()


def test_an_item_with_a_question_stays_on_the_agenda(cast, meeting, now):
    item = make_item(cast, meeting, "Asked about")
    make_question(item, cast.councillor)
    with pytest.raises(operations.agenda.Refused):
        operations.remove_item(item=item, by=as_viewer(cast.clerk), now=now)
    assert session_of(meeting).items.filter(pk=item.pk).exists()
