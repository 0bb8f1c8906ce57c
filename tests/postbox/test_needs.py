"""What waits in the postbox: for those who may open it, and not even a number for anybody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core.needs import needs_of
from tests.cast import Cast
from tests.factories.postbox import make_answer, make_message, open_message, settle_message
from tests.postbox.test_operations import NOBODY
from voice.postbox.needs import needs_of_lead, needs_of_reader


def whats(needs: list[Any]) -> list[str]:
    return [need.what for need in needs]


def test_a_cry_for_help_stands_before_everything(cast: Cast) -> None:
    make_message(cast)
    make_message(cast)
    urgent = make_message(cast, feels_unsafe=True, came_ago=0)
    needs = needs_of(cast.viewer("participation"))
    assert (needs[0].what, needs[0].why, needs[0].first) == ("Read one message", "They say they do not feel safe.", True)
    assert needs[0].url == reverse("postbox:message", args=[urgent.pk])
    assert (needs[1].what, needs[1].url, needs[1].first) == ("Read two messages", reverse("postbox:queue"), False)


def test_what_was_read_waits_for_a_decision_and_then_for_an_answer(cast: Cast) -> None:
    message = open_message(make_message(cast), cast.participation)
    assert whats(needs_of_reader(cast.viewer("participation"))) == ["Decide about one message"]
    settle_message(message, cast.participation)
    assert needs_of_reader(cast.viewer("participation")) == []
    message.answer_by = timezone.localdate() + dt.timedelta(days=7)
    message.save()
    assert whats(needs_of_reader(cast.viewer("participation"))) == ["Answer one message"]
    make_answer(message, cast.participation)
    assert needs_of_reader(cast.viewer("participation")) == []


def test_an_undecided_cry_for_help_stays_first(cast: Cast) -> None:
    open_message(make_message(cast, feels_unsafe=True), cast.participation)
    (need,) = needs_of_reader(cast.viewer("participation"))
    assert (need.what, need.first) == ("Decide about one message", True)


def test_the_lead_sees_undecided_worries_first(cast: Cast) -> None:
    make_message(cast)
    assert needs_of_lead(cast.viewer("safeguarding")) == []
    for _ in range(2):
        make_message(cast, feels_unsafe=True)
    (need,) = needs_of(cast.viewer("safeguarding"))
    assert (need.what, need.first, need.url) == ("Decide about two worries", True, reverse("postbox:worries"))


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_else_is_told_anything(cast: Cast, name: str) -> None:
    before = needs_of(cast.viewer(name))
    make_message(cast, feels_unsafe=True)
    settle_message(make_message(cast, came_ago=90), cast.participation)
    assert needs_of(cast.viewer(name)) == before
