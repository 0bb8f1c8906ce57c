"""Who is led to ask that something becomes public, from which page, and what they find there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cpboard.board.models import Regime
from cpboard.publishing import door, statements
from meetings import operations
from tests.board.pages import page, words
from tests.cast import Cast
from tests.factories.meetings import make_approved_minutes, make_held_meeting, make_item, make_meeting, make_minutes
from tests.factories.voice import make_reply, make_theme
from tests.publishing.test_public_views import released, theme_of


def leads_on(answer: HttpResponse, kind: str, pk: int) -> bool:
    """Whether the page has a link to ask for this."""
    return page(answer).find("a", href=reverse("ask_release", args=[kind, pk])) is not None


@pytest.mark.parametrize(("who", "led"), [("clerk", True), ("participation", True), ("chair", False), ("young_member", False)])
def test_an_answered_theme_leads_those_who_may_ask_to_the_door(cast: Cast, sign_in, who: str, led: bool) -> None:
    theme, client = make_theme(cast), sign_in(getattr(cast, who))
    url = reverse("voice:theme", args=[theme.pk])
    assert leads_on(client.get(url), "you_said", theme.pk) is False
    make_reply(cast, theme)
    assert leads_on(client.get(url), "you_said", theme.pk) is led


def test_an_agenda_that_is_out_leads_the_clerk_to_the_door(cast: Cast, sign_in, now: dt.datetime) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    url, clerk = reverse("meetings:meeting", args=[meeting.pk]), sign_in(cast.clerk)
    assert leads_on(clerk.get(url), "meeting", meeting.pk) is False
    operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=now)
    assert leads_on(clerk.get(url), "meeting", meeting.pk) is True
    assert leads_on(sign_in(cast.chair).get(url), "meeting", meeting.pk) is False


def test_minutes_lead_the_clerk_to_the_door_once_they_are_approved(cast: Cast, sign_in) -> None:
    draft, meeting = make_minutes(cast, make_held_meeting(cast, days=-30)), make_held_meeting(cast)
    minutes = make_approved_minutes(cast, meeting).minutes
    clerk = sign_in(cast.clerk)
    assert leads_on(clerk.get(reverse("meetings:minutes", args=[draft.meeting_id])), "minutes", draft.pk) is False
    url = reverse("meetings:minutes", args=[meeting.pk])
    assert leads_on(clerk.get(url), "minutes", minutes.pk) is True
    assert leads_on(sign_in(cast.chair).get(url), "minutes", minutes.pk) is False


def test_nothing_of_a_private_meeting_leads_to_the_door(cast: Cast, sign_in) -> None:
    cast.body.constitutions.update(regime=Regime.PRIVATE)
    meeting = make_held_meeting(cast)
    minutes = make_approved_minutes(cast, meeting).minutes
    assert meeting.regime == Regime.PRIVATE
    clerk = sign_in(cast.clerk)
    assert leads_on(clerk.get(reverse("meetings:minutes", args=[meeting.pk])), "minutes", minutes.pk) is False
    assert leads_on(clerk.get(reverse("meetings:meeting", args=[meeting.pk])), "meeting", meeting.pk) is False


@pytest.mark.parametrize(("who", "led"), [("clerk", True), ("participation", False), ("chair", False), ("councillor", False)])
def test_a_board_leads_whoever_runs_it_to_the_door(cast: Cast, sign_in, who: str, led: bool) -> None:
    answer = sign_in(getattr(cast, who)).get(reverse("board:body", args=[cast.body.slug]))
    assert leads_on(answer, "about", cast.body.pk) is led


def test_the_door_says_that_somebody_has_asked_already(cast: Cast, sign_in, now: dt.datetime) -> None:
    theme = theme_of(cast)
    url, clerk = reverse("ask_release", args=["you_said", theme.pk]), sign_in(cast.clerk)
    assert page(clerk.get(url)).main.form is not None
    asked = door.ask_release(statements.you_said(theme), by=cast.viewer("participation"), now=now)
    answer = clerk.get(url)
    assert "Somebody has asked for this already." in words(answer)
    assert page(answer).main.find("a", href=reverse("release", args=[asked.pk])) is not None
    assert page(answer).main.form is None


def test_the_door_says_that_exactly_this_is_public_until_the_words_change(cast: Cast, sign_in, now: dt.datetime) -> None:
    theme = theme_of(cast)
    released(cast, theme, now)
    url, clerk = reverse("ask_release", args=["you_said", theme.pk]), sign_in(cast.clerk)
    assert "Exactly this is public already." in words(clerk.get(url))
    make_reply(cast, theme, text="And a third one for school.")
    assert page(clerk.get(url)).main.form is not None
