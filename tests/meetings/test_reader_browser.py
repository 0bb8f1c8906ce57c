"""Journey J2 in a real Chromium: taps from the letter to the text, a saved note, a sent question; keyboard, no script (ux G9)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as house
from django.urls import reverse

from meetings.models import AgendaItem, Note, Question
from tests.cast import Cast, as_viewer, make_cast, signed_in
from tests.factories.meetings import make_item, make_meeting, make_out, make_report
from tests.factories.reading import make_answer, make_note, make_question

# The browser's driver keeps a loop in this thread, and Django would refuse its database there. Nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TABLET = {"width": 820, "height": 1180}
TEXT, NOTE, QUESTION = 2, 3, 4  # the most taps from the letter (ux J2)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast."""
    return make_cast()


@pytest.fixture
def item(town: Cast) -> AgendaItem:
    """The first item of a meeting whose agenda is out, with a report, and one after it."""
    meeting = make_meeting(town)
    found = make_item(town, meeting)
    make_report(town, found, text="# Why\n\n89 of 131 children stayed.\n\n42 moved. " + "It is not the same few. " * 30)
    make_item(town, meeting, "What children told us")
    make_out(town, meeting)
    return found


def known(context: Any, town: Cast, url: str) -> Any:
    """A browser in which the councillor is signed in."""
    session = signed_in(town.councillor).cookies[house.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": house.SESSION_COOKIE_NAME, "value": session, "url": url}])
    return context.new_page()


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def tablet(request: Any, browser: Any, town: Cast, live_server: Any) -> Iterator[Any]:
    """A tablet, once without scripts and once as most are."""
    context = browser.new_context(java_script_enabled=request.param, viewport=TABLET, base_url=live_server.url)
    yield known(context, town, live_server.url)
    context.close()


class Hand:
    """Somebody at the tablet who counts each link and button that they press."""

    def __init__(self, page: Any) -> None:
        self.page, self.taps = page, 0

    def letter(self, url: str) -> None:
        """The link in the letter that the papers are out."""
        self.taps += 1
        self.page.goto(url)

    def press(self, words: str) -> None:
        """Tab to a link or button by its words and press Enter, as somebody without a mouse does."""
        target = self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words)).first
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                break
        else:
            raise AssertionError(f"{words} is not reached by keyboard")
        self.taps += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, words: str) -> None:
        """Into a box."""
        self.page.get_by_label(label).focus()
        self.page.keyboard.type(words)


def test_from_the_letter_to_the_text_in_two_taps(tablet: Any, item: AgendaItem) -> None:
    hand = Hand(tablet)
    hand.letter(reverse("meetings:meeting", args=[item.session.meeting_id]))
    hand.press("Start reading")
    assert "89 of 131 children stayed." in tablet.locator("main").inner_text()
    assert hand.taps <= TEXT


def test_from_the_letter_to_a_saved_note_in_three_taps(tablet: Any, item: AgendaItem, town: Cast) -> None:
    hand = Hand(tablet)
    hand.letter(reverse("meetings:read", args=[item.session.meeting_id]))
    hand.press("Add a note to paragraph 1.2")
    hand.write("My note", "Ask who rang.")
    hand.press("Save note")
    assert hand.taps <= NOTE
    assert tablet.url.endswith("#p1-2")
    assert "Ask who rang." in tablet.locator("#p1-2").inner_text()
    assert Note.objects.open_to(as_viewer(town.councillor)).get().paragraph == 2


def test_from_the_letter_to_a_sent_question_in_four_taps(tablet: Any, item: AgendaItem) -> None:
    hand = Hand(tablet)
    hand.letter(reverse("meetings:meeting", args=[item.session.meeting_id]))
    hand.press("Start reading")
    hand.press("Ask about this in paragraph 1.1")
    hand.write("My question", "How many got help?")
    hand.press("Send question")
    assert hand.taps <= QUESTION
    assert "How many got help?" in tablet.locator("#p1-1").inner_text()
    assert Question.objects.count() == 1


def test_the_next_item_and_back_where_i_stopped(tablet: Any, item: AgendaItem) -> None:
    hand = Hand(tablet)
    hand.letter(reverse("meetings:read", args=[item.session.meeting_id]))
    hand.press("Next, item 2")
    assert tablet.locator("h1").inner_text() == "What children told us"
    tablet.goto(reverse("meetings:meeting", args=[item.session.meeting_id]))
    hand.press("Continue reading")
    assert tablet.locator("h1").inner_text() == "What children told us"


def test_evening_is_kept_and_is_as_legible_as_the_day(browser: Any, town: Cast, item: AgendaItem, live_server: Any) -> None:
    context = browser.new_context(viewport=TABLET, base_url=live_server.url)
    page, hand_url = known(context, town, live_server.url), reverse("meetings:read_item", args=[item.pk])
    make_note(item, town.councillor, place=1)
    make_answer(make_question(item, town.chair, place=2), town.officer)
    for light in ("evening light", "daylight"):
        page.goto(hand_url)
        page.get_by_role("button", name=f"Read by {light}").click()
        assert ("cpb-evening" in page.locator("body").get_attribute("class")) is (light == "evening light")
        faults = Axe().run(page, options=RULES).response["violations"]
        assert [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in faults] == []
        for width in (320, 390, 820, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (light, width)
    context.close()


def test_print_button_is_there_only_where_it_works(tablet: Any, item: AgendaItem) -> None:
    tablet.goto(reverse("meetings:read_item", args=[item.pk]))
    scripted = tablet.evaluate("1") == 1 and tablet.locator("body.govuk-frontend-supported").count() == 1
    assert tablet.get_by_role("button", name="Print this item").is_visible() is scripted
