"""“Bring it back to the next meeting”: an action that is due on the day of a meeting, and its item on that agenda (001-36)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actions.models import Action
from meetings.models import BringBack
from tests.board.pages import faults, page, words
from tests.factories.actions import make_action
from tests.factories.meetings import make_held_meeting, make_item, make_meeting


def asked(item) -> str:
    return f"{reverse('actions:agree')}?item={item.pk}"


@pytest.fixture
def item(cast):
    return make_item(cast, make_held_meeting(cast), "Health checks")


def test_action_brought_back_is_due_on_the_day_of_the_meeting_and_waits_for_its_agenda(cast, sign_in, item):
    ahead, client = make_meeting(cast), sign_in(cast.clerk)
    said = {"title": "Say why checks are late", "so_that": "no child waits.", "owner": cast.officer.pk, "bring_back_to": ahead.pk}
    client.post(asked(item), said, follow=True)
    action, row = Action.objects.get(), BringBack.objects.get()
    assert (action.due_on, action.item, row.item, row.meeting) == (ahead.day, item, item, ahead)
    text = words(client.get(reverse("meetings:meeting", args=[ahead.pk])))
    assert f"The board wanted it back: {action.reference}: Say why checks are late" in text


def test_a_day_or_a_meeting_is_needed(cast, sign_in, item):
    make_meeting(cast)
    said = {"title": "Say why", "so_that": "no child waits.", "owner": cast.officer.pk}
    answer = sign_in(cast.clerk).post(asked(item), said)
    assert faults(answer) == ["Enter the day it is due, or choose the meeting that it comes back to"]
    assert not Action.objects.exists()


def test_without_an_item_or_before_the_meeting_nothing_can_come_back(cast, sign_in):
    client = sign_in(cast.clerk)
    for url in (reverse("actions:agree"), asked(make_item(cast, make_meeting(cast)))):
        assert page(client.get(url)).select("select[name=bring_back_to]") == []
    with pytest.raises(ValidationError, match="Enter the day"):
        make_action(cast, due_on=None, bring_back_to=make_meeting(cast, days=50))
