"""The child's pages in a real Chromium: by keyboard, without script, without a trace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as house
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, as_viewer, make_cast, signed_in
from tests.factories.postbox import CODE, make_answer, make_message, settle_message
from voice.postbox.models import Submission

# The browser's driver keeps a loop in this thread, and Django would refuse its database there. Nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WORDS = "canary of the browser"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


@pytest.fixture
def town(settings: Any, transactional_db: None) -> Cast:
    """The cast, with the form open."""
    settings.CHILD_FORM_OPEN = True
    return make_cast()


@pytest.fixture
def without_script(browser: Any, town: Cast, live_server: Any) -> Iterator[Any]:
    """A telephone with scripts switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def telephone(browser: Any, town: Cast, live_server: Any) -> Iterator[Any]:
    """A telephone as most are. The weather is ours, so that no test reaches out."""

    def weather(route: Any) -> None:
        answer = route.fetch(max_redirects=0)
        assert answer.headers["location"] == "https://www.bbc.co.uk/weather"
        kept = {name: value for name, value in answer.headers.items() if name != "location"}
        route.fulfill(status=200, headers={**kept, "content-type": "text/html"}, body="<h1>Weather</h1>")

    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    context.route("**/tell-us/leave/**", weather)
    yield context.new_page()
    context.close()


def press(page: Any, words: str) -> None:
    """Tab to a link or button by its words and press Enter, as somebody without a mouse does."""
    target = page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            break
    else:
        raise AssertionError(f"{words} is not reached by keyboard")
    go(page)


def go(page: Any) -> None:
    """Press Enter and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Any, words: str = WORDS) -> None:
    """As far as the check before Send, by keyboard only."""
    page.goto("/tell-us/")
    press(page, "Start")
    press(page, "OK, go on")
    press(page, "Next")
    page.get_by_label("Your words").focus()
    page.keyboard.type(words)
    press(page, "Next")
    press(page, "Next")
    assert page.locator("h1").inner_text() == "Is this what you want to send?"


def test_a_child_writes_and_comes_back_by_keyboard_without_script_or_cookie(without_script: Any, town: Cast) -> None:
    page = without_script
    write(page)
    press(page, "Send")
    code = " ".join(page.locator(".cpb-yp__code li").all_inner_texts())
    assert len(code.split()) == 5
    message = Submission.objects.open_to(as_viewer(town.participation)).get()
    make_answer(settle_message(message, town.participation), town.participation)
    press(page, "I have kept my code")
    press(page, "I have a code")
    page.get_by_label("Write the five words of your code").focus()
    page.keyboard.type(code)
    go(page)
    assert page.locator("h1").inner_text() == "You have an answer"
    assert WORDS in page.content()
    assert page.context.cookies() == []


def test_enter_in_a_question_goes_on_and_never_marks_or_sends(without_script: Any) -> None:
    page = without_script
    page.goto("/tell-us/tell/")
    page.locator("input[name=about]").first.focus()
    go(page)
    assert page.locator("h1").inner_text() == "What do you want to tell us?"


def test_not_safe_by_keyboard_without_script(without_script: Any, town: Cast) -> None:
    page = without_script
    write(page)
    press(page, "I don’t feel safe")
    assert page.locator("h1").inner_text() == "You can get help now"
    press(page, "Go on writing")
    press(page, "Send")
    assert Submission.objects.open_to(as_viewer(town.participation)).get().feels_unsafe is True


@pytest.mark.parametrize("way", ["click", "shift"])
def test_leave_fast_shows_the_weather_and_back_shows_no_word(telephone: Any, way: str) -> None:
    page = telephone
    write(page)
    if way == "click":
        page.get_by_role("link", name="Leave this page fast").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_selector("text=Weather")
    for _ in range(6):
        page.go_back()
        page.wait_for_load_state()
        assert WORDS not in page.content()
        if page.url.startswith("http"):
            page.reload()
            assert WORDS not in page.content()
    assert page.context.cookies() == []


def test_no_request_goes_anywhere_else(telephone: Any, live_server: Any) -> None:
    asked: list[str] = []
    telephone.on("request", lambda request: asked.append(request.url))
    write(telephone)
    assert len(asked) > 6
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert [url for url in asked if "canary" in url] == []


def test_two_clicks_on_send_are_one_message(telephone: Any, town: Cast) -> None:
    write(telephone)
    telephone.get_by_role("button", name="Send").dblclick()
    telephone.wait_for_selector(".cpb-yp__code")
    assert Submission.objects.open_to(as_viewer(town.participation)).count() == 1


def states(page: Any, town: Cast) -> Iterator[str]:
    """Each page for children in turn, by name."""
    for name in ("start", "staying_safe", "what_we_keep", "help_now", "tell", "come_back"):
        page.goto(reverse(f"tell_us:{name}"))
        yield name
    page.goto("/tell-us/tell/")
    for button in ("Next", "Next"):
        page.get_by_role("button", name=button).click()
        yield "words and their fault"
    page.get_by_role("button", name="I don’t feel safe").click()
    yield "not safe"
    page.get_by_role("button", name="Go on writing").click()
    page.get_by_label("Your words").fill("A long word: " + "waiting" * 30)
    page.get_by_role("button", name="Next").click()
    yield "wish"
    page.get_by_role("button", name="Next").click()
    yield "check"
    page.get_by_role("button", name="Send").click()
    yield "code"
    make_answer(make_message(town, code=CODE, came_ago=60), town.participation)
    page.goto("/tell-us/come-back/")
    page.get_by_label("Write the five words of your code").fill("no such code")
    page.get_by_role("button", name="See what happened").click()
    yield "wrong code"
    page.get_by_label("Write the five words of your code").fill(CODE)
    page.get_by_role("button", name="See what happened").click()
    yield "story"


def test_every_page_is_accessible_and_never_scrolls_sideways(telephone: Any, town: Cast, settings: Any) -> None:
    settings.DEMO = True
    found = {}
    for name in states(telephone, town):
        faults = Axe().run(telephone, options=RULES).response["violations"]
        found[name] = [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in faults]
        for width in (320, 390, 820, 1280):
            telephone.set_viewport_size({"width": width, "height": 900})
            assert telephone.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        telephone.set_viewport_size({"width": 390, "height": 844})
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) == 13


def test_a_worker_reads_decides_and_answers_in_a_browser_with_cookies_and_forms(telephone: Any, town: Cast, live_server: Any) -> None:
    message = make_message(town)
    client: Client = signed_in(town.participation)
    session = client.cookies[house.SESSION_COOKIE_NAME].value
    telephone.context.add_cookies([{"name": house.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    telephone.goto(reverse("postbox:message", args=[message.pk]))
    telephone.get_by_role("button", name="Read this message").click()
    assert "My tooth hurt" in telephone.content()
    telephone.get_by_role("button", name="Decide whether somebody is in danger").click()
    telephone.get_by_label("No concern").check()
    telephone.get_by_role("button", name="Record the decision").click()
    assert "Recorded." in telephone.content()
    assert get_user_model().objects.count() > 10
