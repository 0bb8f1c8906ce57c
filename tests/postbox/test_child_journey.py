"""A child leaves a message and comes back, with nothing but links, forms and buttons: no script, no cookie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import User
from tests.cast import Cast, as_viewer
from tests.factories.postbox import CODE, make_answer, make_message, open_message
from tests.factories.voice import make_reply, make_theme
from voice.postbox.models import Submission

WORDS = "Contact with my sister keeps being cancelled.\n\nIt makes me sad."
TELL = reverse("tell_us:tell")


class Page:
    """One page as a child has it: what it says, and the buttons it offers."""

    def __init__(self, child: Client, response: Any) -> None:
        self.child, self.response = child, response
        self.soup = BeautifulSoup(response.content, "html.parser")
        self.main = " ".join(self.soup.main.get_text(" ").split())

    @property
    def h1(self) -> str:
        return self.soup.h1.get_text(strip=True)

    @property
    def fields(self) -> dict[str, str]:
        form = self.soup.select_one("main form")
        sent = {tag["name"]: tag.get("value", "") for tag in form.select("input[name]") if tag.get("type") != "radio"}
        sent |= {tag["name"]: tag["value"] for tag in form.select("input[checked]")}
        return sent | {tag["name"]: tag.get_text().removeprefix("\n") for tag in form.select("textarea[name]")}

    def press(self, button: str, **typed: str) -> Page:
        """Fill in and press a button by its words."""
        form = self.soup.select_one("main form")
        pressed = next(tag for tag in form.select("button") if tag.get_text(strip=True).startswith(button))
        go = {pressed["name"]: pressed["value"]} if pressed.get("name") else {}
        return Page(self.child, self.child.post(form["action"], self.fields | typed | go, headers={"Origin": "null"}))

    def follow(self, text: str) -> Page:
        """Follow a link by its words."""
        link = next(tag for tag in self.soup.select("a") if tag.get_text(strip=True) == text)
        return Page(self.child, self.child.get(link["href"]))


def visit(child: Client, name: str = "start") -> Page:
    return Page(child, child.get(reverse(f"tell_us:{name}")))


def messages(cast: Cast) -> list[Submission]:
    return list(Submission.objects.open_to(as_viewer(cast.participation)))


def write(child: Client, words: str = WORDS) -> Page:
    """As far as the last question before Send."""
    page = visit(child).follow("Start").follow("OK, go on")
    assert page.h1 == "What is it about?"
    return page.press("Next", about="family").press("Next", words=words).press("Next", wish="board")


def test_from_start_to_code_and_back(open_form: Cast, child: Client, sign_in: Callable[[User], Client]) -> None:
    page = write(child)
    assert page.h1 == "Is this what you want to send?"
    assert "Contact with my sister keeps being cancelled." in page.main
    assert messages(open_form) == []
    page = page.press("Send")
    assert page.h1 == "We have your words. Keep this code"
    code = [item.get_text() for item in page.soup.select(".cpb-yp__code li")]
    assert len(code) == 5
    (message,) = messages(open_form)
    assert (message.words, message.wish, message.about, message.feels_unsafe) == (WORDS, "board", "family", False)
    assert message.received_on == timezone.localdate()
    page = visit(child).follow("I have a code").press("See what happened", code=" ".join(code))
    assert page.h1 == "We have your words"
    assert "No one has read it yet." in page.main
    open_message(message, open_form.participation)
    page = visit(child, "come_back").press("See what happened", code=", ".join(code).upper())
    assert page.h1 == "We have read your words"
    assert f"Nadia read it on {timezone.localdate():%-d %B %Y}." in page.main
    make_answer(message, open_form.participation, text="You were right.\n\nWe asked for more family time.")
    page = visit(child, "come_back").press("See what happened", code=" ".join(code))
    assert page.h1 == "You have an answer"
    assert "We asked for more family time." in page.main
    assert child.cookies == {}


def test_topic_and_choice_may_be_left_out_and_the_narrowest_is_kept(open_form: Cast, child: Client) -> None:
    page = visit(child, "tell").press("Next").press("Next", words="Hi")
    assert page.fields["wish"] == "team"
    page = page.press("Next")
    assert "You did not say." in page.main
    page.press("Send")
    (message,) = messages(open_form)
    assert (message.about, message.wish) == ("", "team")


def test_a_choice_that_we_do_not_offer_counts_as_not_made(open_form: Cast, child: Client) -> None:
    page = visit(child, "tell").press("Next", about="gossip").press("Next", words="Hi").press("Next", wish="everybody")
    page.press("Send")
    (message,) = messages(open_form)
    assert (message.about, message.wish) == ("", "team")


def test_nothing_written_is_asked_for_again_in_words(open_form: Cast, child: Client) -> None:
    page = visit(child, "tell").press("Next", about="school").press("Next", words="  ")
    assert page.h1 == "What do you want to tell us?"
    assert page.soup.select_one("[role=alert]").get_text(strip=True) == "Write something first. It can be short."
    assert page.soup.select_one("#words-error").get_text().endswith("Write something first. It can be short.")
    assert page.soup.title.get_text().startswith("Error: ")
    assert page.fields["about"] == "school"


def test_too_much_is_asked_to_be_shorter_and_kept(open_form: Cast, child: Client) -> None:
    page = visit(child, "tell").press("Next").press("Next", words="x" * 5001)
    assert "Make them shorter than 5,000 letters." in page.main
    assert page.fields["words"] == "x" * 5001


def test_send_checks_the_words_once_more(open_form: Cast, child: Client) -> None:
    page = write(child).press("Send", words="")
    assert page.h1 == "What do you want to tell us?"
    assert messages(open_form) == []


def test_back_and_change_lose_nothing(open_form: Cast, child: Client) -> None:
    page = write(child)
    assert page.press("Go back").h1 == "Who may see your words?"
    page = page.press("Change my words")
    assert page.fields["words"] == WORDS
    page = page.press("Go back")
    assert page.h1 == "What is it about?"
    assert page.fields["about"] == "family"
    page = page.press("Next", about="home").press("Next").press("Next")
    assert "Where I live." in page.main
    assert page.press("Change what it is about").h1 == "What is it about?"
    assert page.press("Change who may see it").h1 == "Who may see your words?"


def test_not_safe_shows_numbers_first_then_goes_on_with_what_was_typed(open_form: Cast, child: Client) -> None:
    page = visit(child, "tell").press("Next").press("I don’t feel safe", words="I am scared")
    assert page.h1 == "You can get help now"
    assert page.main.index("999") < page.main.index("0800 1111") < page.main.index("Go on writing")
    page = page.press("Go on writing")
    assert page.fields["words"] == "I am scared"
    assert "You do not feel safe. We will read this first." in page.main
    page = page.press("Next").press("Next").press("Send")
    assert page.main.index("999") < page.main.index("We have your words")
    (message,) = messages(open_form)
    assert message.feels_unsafe is True


def test_help_now_leads_to_a_message_that_is_read_first(open_form: Cast, child: Client) -> None:
    page = visit(child, "staying_safe").follow("I don’t feel safe")
    assert page.main.index("999") < page.main.index("Tell us what is wrong")
    page = page.press("Tell us what is wrong")
    assert page.h1 == "What do you want to tell us?"
    page.press("Next", words="Help").press("Next").press("Send")
    assert [m.feels_unsafe for m in messages(open_form)] == [True]


def test_send_twice_is_one_message_with_one_code(open_form: Cast, child: Client) -> None:
    page = write(child)
    first, second = page.press("Send"), page.press("Send")
    assert len(messages(open_form)) == 1
    assert first.soup.select_one(".cpb-yp__code") == second.soup.select_one(".cpb-yp__code")


def test_send_again_with_other_words_loses_neither(open_form: Cast, child: Client) -> None:
    page = write(child)
    page.press("Send")
    page.press("Send", words="Something more")
    assert sorted(m.words for m in messages(open_form)) == [WORDS, "Something more"]


@pytest.mark.parametrize("token", ["", "not-ours", "eyJ4IjoxfQ:1abcde:zzzz"])
def test_a_form_that_ran_out_keeps_what_was_typed_and_can_be_sent(open_form: Cast, child: Client, token: str) -> None:
    page = write(child).press("Send", token=token)
    assert page.h1 == "Is this what you want to send?"
    assert "You were away for a long time. Your words are still here." in page.main
    assert messages(open_form) == []
    page.press("Send")
    assert [m.words for m in messages(open_form)] == [WORDS]


def test_a_form_runs_out_after_four_hours(open_form: Cast, child: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = write(child)
        clock.shift(dt.timedelta(hours=4, seconds=1))
        assert "You were away for a long time." in page.press("Send").main


def test_leave_fast_calls_the_form_off_and_forgets(open_form: Cast, child: Client) -> None:
    page = write(child)
    way_out = page.soup.select_one("[data-leave]")["href"]
    response = child.get(way_out)
    assert response["Location"] == "https://www.bbc.co.uk/weather"
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    again = child.post(TELL, page.fields | {"go": "send"})
    assert (again.status_code, again["Location"], again.content) == (302, reverse("tell_us:start"), b"")
    assert messages(open_form) == []


def test_leave_with_a_made_up_form_only_leaves(open_form: Cast, child: Client) -> None:
    page = write(child)
    assert child.get(reverse("tell_us:leave"), {"form": "made-up"}).status_code == 302
    assert page.press("Send").h1 == "We have your words. Keep this code"


def test_a_late_answer_says_sorry(open_form: Cast, child: Client) -> None:
    message = make_message(open_form, code=CODE, came_ago=60)
    page = visit(child, "come_back").press("See what happened", code=CODE)
    assert f"Your answer is late. We said {message.answer_by:%-d %B}. We are sorry." in page.main
    make_answer(message, open_form.participation)
    page = visit(child, "come_back").press("See what happened", code=CODE)
    assert f"This answer is late. We said {message.answer_by:%-d %B}. We are sorry." in page.main


def test_an_answer_to_all_who_said_it_reaches_the_child_by_their_code(open_form: Cast, child: Client) -> None:
    theme = make_theme(open_form, words="", permission="")
    message = make_message(open_form, code=CODE, theme=theme)
    make_answer(message, open_form.participation, text="I will ask.", at=timezone.now() - dt.timedelta(days=3))
    make_reply(open_form, theme, kind="we_will", text="More buses for all.", will_by=dt.date(2027, 3, 31))
    page = visit(child, "come_back").press("See what happened", code=CODE)
    assert page.main.index("I will ask.") < page.main.index("More buses for all.")
    assert "We will do this by 31 March 2027." in page.main
    assert "We told the board" in page.main


def test_a_code_opens_one_message_and_shows_nothing_of_another(open_form: Cast, child: Client) -> None:
    other = make_message(open_form, code="other code of some child", words="canary of another child")
    make_answer(other, open_form.participation, text="canary of another answer")
    make_message(open_form, code=CODE)
    page = visit(child, "come_back").press("See what happened", code=CODE)
    assert "My tooth hurt" in page.main
    assert "canary" not in page.response.content.decode()


def test_no_letter_goes_out(open_form: Cast, child: Client) -> None:
    write(child).press("Send")
    assert mail.outbox == []
