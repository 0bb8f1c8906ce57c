"""The pages of those who read: who finds them, what they show before and after reading, what a form keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core import events
from cpboard.core.models import User
from tests.cast import Cast, as_viewer
from tests.factories.postbox import make_answer, make_message, make_unseal_request, open_message, settle_message
from tests.factories.voice import make_promise, make_theme
from tests.postbox.test_operations import NOBODY, fresh
from tests.voice.test_views import form_of, h1, page, post, titles
from voice.models import Theme
from voice.postbox.models import Answer

SignIn = Callable[[User], Client]
QUEUE, WORRIES, UNSEALS = (reverse(f"postbox:{name}") for name in ("queue", "worries", "unseals"))
DEEDS = ("message", "read", "decide", "join_theme", "start_theme", "answer")


@pytest.mark.parametrize("name", NOBODY[:-1])
def test_nobody_else_finds_any_page_of_the_room(cast: Cast, sign_in: SignIn, name: str) -> None:
    message = settle_message(make_message(cast, feels_unsafe=True), cast.participation)
    make_unseal_request(message, cast.safeguarding)
    client = sign_in(getattr(cast, name))
    urls = [QUEUE, WORRIES, *(reverse(f"postbox:{deed}", args=[message.pk]) for deed in DEEDS)]
    urls += [] if name == "custodian" else [UNSEALS]
    for url in urls:
        for answer in (client.get(url), client.post(url, {"concern": "no", "text": "x", "signed": "y"})):
            assert answer.status_code == 404
            assert "tooth" not in answer.content.decode()
    assert [event.verb for event in events.of(message)] == ["postbox.read"]


def test_each_list_is_for_its_own_reader(cast: Cast, sign_in: SignIn) -> None:
    worker, lead, custodian = (sign_in(person) for person in (cast.participation, cast.safeguarding, cast.custodian))
    assert [worker.get(url).status_code for url in (QUEUE, WORRIES, UNSEALS)] == [200, 404, 404]
    assert [lead.get(url).status_code for url in (QUEUE, WORRIES, UNSEALS)] == [404, 200, 404]
    assert [custodian.get(url).status_code for url in (QUEUE, WORRIES, UNSEALS)] == [404, 404, 200]


def test_not_yours_and_not_there_are_the_same(cast: Cast, sign_in: SignIn) -> None:
    calm = make_message(cast)
    lead = sign_in(cast.safeguarding)
    there, not_there = (lead.get(reverse("postbox:message", args=[pk])) for pk in (calm.pk, calm.pk + 999))
    assert (there.status_code, there.content) == (not_there.status_code, not_there.content)


def test_queue_shows_unsafe_first_then_oldest_and_no_words(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.participation)
    assert h1(page(client, QUEUE)) == "No new messages"
    young, old, unsafe = make_message(cast, came_ago=1), make_message(cast, came_ago=9), make_message(cast, feels_unsafe=True)
    soup = page(client, QUEUE)
    assert h1(soup) == "Three new messages wait to be read"
    assert titles(soup) == [str(unsafe), str(old), str(young)]
    assert "Does not feel safe" in soup.get_text()
    assert "tooth" not in soup.get_text()


def test_queue_says_what_waits_when_all_is_read_and_keeps_the_answered_apart(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.participation)
    assert "Nothing has been answered yet." in page(client, QUEUE, show="answered").get_text()
    waiting, done = (settle_message(make_message(cast), cast.participation) for _ in range(2))
    make_answer(done, cast.participation)
    soup = page(client, QUEUE)
    assert (h1(soup), titles(soup)) == ("One young person waits for an answer", [str(waiting)])
    soup = page(client, QUEUE, show="answered")
    assert (h1(soup), titles(soup)) == ("These have an answer", [str(done)])


def test_queue_asks_as_often_for_many_as_for_one(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.participation)
    counts = []
    for number in (1, 30):
        for _ in range(number):
            make_message(cast)
        client.get(QUEUE)
        with django_assert_max_num_queries(20) as asked:
            client.get(QUEUE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(titles(page(client, QUEUE, page=2))) == 6


def test_worries_hold_the_undecided_first_and_leave_the_calm_out(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.safeguarding)
    assert h1(page(client, WORRIES)) == "No worry waits for you"
    make_message(cast)
    decided = make_message(cast, concern=True, told_whom="Duty", decided_at=timezone.now(), decided_by=cast.participation)
    undecided = make_message(cast, feels_unsafe=True)
    soup = page(client, WORRIES)
    assert (h1(soup), titles(soup)) == ("One worry waits for your decision", [str(undecided), str(decided)])


def test_unseals_are_listed_for_the_custodian(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.custodian)
    assert h1(page(client, UNSEALS)) == "No requests"
    make_unseal_request(make_message(cast), cast.safeguarding)
    soup = page(client, UNSEALS)
    assert h1(soup) == "One request waits for you"
    assert "To find out where they are." in soup.get_text()
    assert "tooth" not in soup.get_text()


def test_a_message_asks_first_and_shows_its_words_after_reading(cast: Cast, sign_in: SignIn) -> None:
    message = make_message(cast, about="health", feels_unsafe=True)
    client, url = sign_in(cast.participation), reverse("postbox:message", args=[message.pk])
    for method in (client.get, client.post):
        assert "tooth" not in method(url).content.decode()
    assert client.get(reverse("postbox:read", args=[message.pk]))["Location"] == url
    soup = page(client, url)
    assert h1(soup) == "Read this message?"
    assert "My health" in soup.get_text()
    assert fresh(message, cast).read_at is None
    response = client.post(reverse("postbox:read", args=[message.pk]), follow=True)
    assert response.redirect_chain[0][0] == url
    soup = page(client, url)
    assert h1(soup) == "Waiting for a decision"
    assert "They say they do not feel safe." in soup.get_text()
    assert "My tooth hurt from Christmas till Easter." in soup.select_one(".cpb-said").get_text()
    assert "Nadia Rahman" in soup.select_one(".cpb-timeline").get_text()


def test_the_lead_is_asked_too_although_the_worker_has_read(cast: Cast, sign_in: SignIn) -> None:
    message = open_message(make_message(cast, feels_unsafe=True), cast.participation)
    client, url = sign_in(cast.safeguarding), reverse("postbox:message", args=[message.pk])
    assert h1(page(client, url)) == "Read this message?"
    client.post(reverse("postbox:read", args=[message.pk]))
    soup = page(client, url)
    assert "tooth" in soup.get_text()
    assert soup.find("a", href=WORRIES)


def test_decide_keeps_what_was_typed_when_nobody_is_named(cast: Cast, sign_in: SignIn) -> None:
    message = open_message(make_message(cast), cast.participation)
    client, url = sign_in(cast.participation), reverse("postbox:decide", args=[message.pk])
    soup = post(client, url, concern="yes", told_whom="")
    assert [a.get_text() for a in soup.select(".govuk-error-summary a")] == ["Say whom you told, and how"]
    assert form_of(soup)["concern"] == "yes"
    soup = post(client, url)
    assert "Choose whether somebody may be in danger" in soup.select_one(".govuk-error-summary").get_text()
    response = client.post(url, {"concern": "yes", "told_whom": "Duty social worker, 2.15pm"}, follow=True)
    assert "Recorded." in response.content.decode()
    assert "Somebody may be in danger. Told: Duty social worker, 2.15pm (Nadia Rahman)" in response.content.decode()


def test_decide_offers_no_concern_over_an_unsafe_child_to_the_lead_only(cast: Cast, sign_in: SignIn) -> None:
    message = open_message(open_message(make_message(cast, feels_unsafe=True), cast.participation), cast.safeguarding)
    url = reverse("postbox:decide", args=[message.pk])
    offered = [[tag["value"] for tag in page(sign_in(p), url).select("[name=concern]")] for p in (cast.participation, cast.safeguarding)]
    assert offered == [["yes"], ["yes", "no"]]
    assert sign_in(cast.participation).post(url, {"concern": "no"}).status_code == 200
    assert fresh(message, cast).decided_at is None
    assert sign_in(cast.safeguarding).post(url, {"concern": "no"}).status_code == 302


def test_start_theme_has_no_box_for_words_that_the_child_kept(cast: Cast, sign_in: SignIn) -> None:
    message = settle_message(make_message(cast), cast.participation)
    client, url = sign_in(cast.participation), reverse("postbox:start_theme", args=[message.pk])
    soup = page(client, url)
    assert soup.select("[name=words]") == []
    assert "They asked us not to show their words." in soup.get_text()
    promise = make_promise(cast.body)
    sent = {"title": "Dentist", "said_by": "A young person", "promise": promise.pk, "words": "sneaked in"}
    assert client.post(url, sent).status_code == 302
    theme = Theme.objects.get()
    assert (theme.words, theme.promise) == ("", promise)


def test_start_theme_refuses_a_copy_and_asks_about_names(cast: Cast, sign_in: SignIn) -> None:
    message = settle_message(make_message(cast, wish="board"), cast.participation)
    client, url = sign_in(cast.participation), reverse("postbox:start_theme", args=[message.pk])
    assert form_of(page(client, url))["words"] == ""
    soup = post(client, url, title="Dentist", said_by="A young person", words="my tooth hurt from christmas till easter")
    assert "These are still their own words." in soup.select_one(".govuk-error-summary").get_text()
    soup = post(client, url, title="Dentist", said_by="A young person", words="They told Kayleigh to wait.")
    assert h1(soup) == "Could this tell who said it?"
    assert client.post(url, form_of(soup)).status_code == 302


def test_join_theme_offers_the_themes_of_the_board(cast: Cast, sign_in: SignIn) -> None:
    theme, other = make_theme(cast), make_theme(cast, body=cast.other_body)
    message = settle_message(make_message(cast), cast.participation)
    client, url = sign_in(cast.participation), reverse("postbox:join_theme", args=[message.pk])
    assert post(client, url, theme=other.pk).select_one(".govuk-error-summary")
    assert client.post(url, {"theme": theme.pk}).status_code == 302
    assert Theme.objects.get(pk=theme.pk).times_heard == 2


def test_answer_is_read_back_and_sent_once(cast: Cast, sign_in: SignIn) -> None:
    message = settle_message(make_message(cast, came_ago=60), cast.participation)
    client, url = sign_in(cast.participation), reverse("postbox:answer", args=[message.pk])
    assert "Their page says sorry for that." in page(client, url).get_text()
    soup = post(client, url, text="The placement is sorry.", signed="Nadia")
    assert h1(soup) == "Is this what you want to tell them?"
    assert "Instead of “placement” we say “home”." in soup.get_text()
    sent = form_of(soup)
    assert client.post(url, sent).status_code == client.post(url, sent).status_code == 302
    assert Answer.objects.open_to(as_viewer(cast.participation)).get().text == "The placement is sorry."
    soup = page(client, reverse("postbox:message", args=[message.pk]))
    assert h1(soup) == "Answered"
    assert soup.find("a", string="Answer again")


def test_a_settled_message_offers_each_deed_to_whom_it_belongs(cast: Cast, sign_in: SignIn) -> None:
    message = settle_message(open_message(make_message(cast, feels_unsafe=True), cast.safeguarding), cast.participation)
    url = reverse("postbox:message", args=[message.pk])
    worker, lead = (page(sign_in(person), url).main for person in (cast.participation, cast.safeguarding))
    assert [bool(worker.find(string=text)) for text in ("Answer them", "Begin a theme for the board", "Decide anew")] == [True, True, False]
    assert [bool(lead.find(string=text)) for text in ("Answer them", "Begin a theme for the board", "Decide anew")] == [False, False, True]
