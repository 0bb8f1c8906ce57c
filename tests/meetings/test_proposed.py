"""What is proposed for an agenda: reds and late actions first, taken up in one step, left off with a reason that is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings import operations
from meetings.models import AgendaItem, Proposal
from meetings.proposed import proposals_for
from tests.board.pages import faults, heading, page, same_queries, words
from tests.factories.actions import make_action, make_done
from tests.factories.board import days
from tests.factories.meetings import PRIVATE, hold, make_bring_back, make_held_meeting, make_item, make_meeting, session_of
from tests.factories.performance import make_red


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def meeting(cast):
    return make_meeting(cast)


def late_action(cast, title="Keep dentist places", **more):
    return make_action(cast, title=title, due_on=days(-3), **more)


def waiting(meeting, viewer):
    return [(each.kind, each.title) for each in proposals_for(meeting, viewer).waiting]


def test_reds_come_first_then_late_actions_with_why(cast, clerk, meeting):
    action, red = late_action(cast), make_red(cast, plain_name="Lives in one home")
    found = proposals_for(meeting, clerk).waiting
    assert [(each.kind, each.title) for each in found] == [
        ("figure", "Lives in one home"),
        ("action", f"{action.reference}: Keep dentist places"),
    ]
    assert found[0].why.startswith("It is off track. ")
    assert found[1].why == f"{action.reference} of Tom Whitfield is 3 days late."
    assert [each.presenter for each in found] == [red.indicator.owner, cast.officer]


def test_what_is_done_in_time_of_another_body_or_from_a_private_item_is_not_proposed(cast, clerk, meeting):
    private = make_item(cast, make_held_meeting(cast, private_session=True), "canary-room", PRIVATE)
    late_action(cast, "canary-room", item=private)
    late_action(cast, "Elsewhere", body=cast.other_body)
    make_done(cast, late_action(cast, "Done"))
    make_action(cast, title="In time")
    shown = late_action(cast, "Late", item=make_item(cast, make_held_meeting(cast, days=-25)))
    assert waiting(meeting, clerk) == [("action", f"{shown.reference}: Late")]


def test_take_up_makes_an_item_with_its_figure_before_the_close_and_is_not_proposed_again(cast, clerk, now):
    meeting = make_meeting(cast, standing=True)
    red = make_red(cast, plain_name="Lives in one home")
    item = operations.take_up(meeting=meeting, proposed=proposals_for(meeting, clerk).waiting[0], by=clerk, now=now)
    assert (item.title, item.kind, item.presenter) == ("Lives in one home", "performance", red.indicator.owner)
    assert item.sources.get().indicator == red.indicator
    titles = list(meeting.sessions.get().items.order_by("position").values_list("title", flat=True))
    assert titles[-2:] == ["Lives in one home", "Anything else, and close"]
    assert waiting(meeting, clerk) == []
    operations.remove_item(item=item, by=clerk, now=now)
    assert waiting(meeting, clerk) == [("figure", "Lives in one home")]


def test_a_new_item_stands_last_once_the_agenda_is_out(cast, clerk, now):
    meeting = operations.put_agenda_out(meeting=make_meeting(cast, standing=True), by=clerk, now=now)
    make_item(cast, meeting, "Late")
    assert session_of(meeting).items.order_by("position").last().title == "Late"


def test_a_figure_that_is_on_the_agenda_already_is_not_proposed(cast, clerk, meeting):
    make_item(cast, meeting, indicator=make_red(cast).indicator)
    assert waiting(meeting, clerk) == []


def test_leave_off_keeps_the_reason_and_asks_no_more(cast, clerk, meeting, now):
    make_red(cast, plain_name="Lives in one home")
    proposed = proposals_for(meeting, clerk).waiting[0]
    with pytest.raises(ValidationError, match="Say why it stays off"):
        operations.leave_off(meeting=meeting, proposed=proposed, why="  ", by=clerk, now=now)
    operations.leave_off(meeting=meeting, proposed=proposed, why="It comes in May.", by=clerk, now=now)
    found = proposals_for(meeting, clerk)
    assert (found.waiting, [(each.title, each.why) for each in found.left_off]) == ([], [("Lives in one home", "It comes in May.")])
    assert waiting(make_meeting(cast, days=60), clerk) == [("figure", "Lives in one home")]


def test_two_answers_to_one_proposal_are_one(cast, clerk, meeting, now):
    late_action(cast)
    proposed = proposals_for(meeting, clerk).waiting[0]
    operations.take_up(meeting=meeting, proposed=proposed, by=clerk, now=now)
    with pytest.raises(ValidationError, match="answered this proposal already"):
        operations.take_up(meeting=meeting, proposed=proposed, by=clerk, now=now)
    assert (Proposal.objects.count(), AgendaItem.objects.count()) == (1, 1)


def test_take_up_after_all_puts_on_what_was_left_off(cast, clerk, meeting, now):
    red = make_red(cast)
    left = operations.leave_off(meeting=meeting, proposed=proposals_for(meeting, clerk).waiting[0], why="Later.", by=clerk, now=now)
    item = operations.take_up_after_all(proposal=left, by=clerk, now=now)
    left.refresh_from_db()
    assert (left.item, left.why, item.sources.get().indicator) == (item, "", red.indicator)


def test_database_refuses_a_proposal_of_nothing_or_without_an_answer(cast, meeting, now):
    said = {"meeting": meeting, "title": "x", "by": cast.clerk, "at": now}
    for wrong in ({"kind": "figure", "why": "x"}, {"kind": "action", "reference": "CP-1"}, {"kind": "action", "why": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.create(**said, **wrong)


# The pages -----------------------------------------------------------------------------------------------------------


def test_clerk_answers_each_proposal_on_the_page_of_the_meeting(cast, sign_in, meeting):
    late_action(cast)
    red = make_red(cast, plain_name="Lives in one home").indicator
    make_item(cast, meeting)
    client = sign_in(cast.clerk)
    answer = client.get(url("meeting", meeting.pk))
    assert "Two proposals wait for an answer" in words(answer)
    assert "Two red figures and late actions wait for an answer" in words(answer)
    button = page(answer).find("form", action=url("take_up", meeting.pk, "figure", red.pk))
    text = words(client.post(button["action"], follow=True))
    assert "It is on the agenda." in text
    assert "One proposal waits for an answer" in text


def test_leaving_off_asks_why_and_members_read_it(cast, sign_in, meeting):
    red = make_red(cast, plain_name="Lives in one home").indicator
    client, leave = sign_in(cast.clerk), url("leave_off", meeting.pk, "figure", red.pk)
    assert heading(client.get(leave)) == "Leave “Lives in one home” off?"
    assert faults(client.post(leave, {"why": ""})) == ["Enter why it stays off"]
    client.post(leave, {"why": "It comes in May, with the fostering report."})
    text = words(sign_in(cast.councillor).get(url("meeting", meeting.pk)))
    assert "One proposal was left off" in text
    assert "It comes in May, with the fostering report." in text
    assert "Put it on after all" not in text
    assert client.get(leave).status_code == 404
    left = Proposal.objects.get()
    assert "It is on the agenda after all." in words(client.post(url("take_up_after_all", left.pk), follow=True))


def test_what_the_board_wanted_back_is_put_on_in_one_press(cast, sign_in, meeting):
    row = make_bring_back(cast, make_item(cast, make_held_meeting(cast), "Dentists"), meeting, "To hear what changed.")
    client = sign_in(cast.clerk)
    answer = client.get(url("meeting", meeting.pk))
    assert "The board wanted it back: To hear what changed." in words(answer)
    button = page(answer).find("form", action=url("put_back", row.pk, meeting.pk))
    assert "It is on the agenda again." in words(client.post(button["action"], follow=True))


def test_members_see_no_proposals_and_nobody_sees_any_once_it_is_held(cast, sign_in, meeting):
    late_action(cast)
    make_red(cast)
    assert "for an answer" not in words(sign_in(cast.councillor).get(url("meeting", meeting.pk)))
    held = hold(cast, make_meeting(cast, days=-1))
    assert "for an answer" not in words(sign_in(cast.clerk).get(url("meeting", held.pk)))


def test_agenda_page_asks_the_same_number_of_times_with_more_proposals(cast, sign_in, meeting):
    def more():
        late_action(cast)
        make_red(cast)

    more()
    same_queries(sign_in(cast.clerk), url("meeting", meeting.pk), more)
