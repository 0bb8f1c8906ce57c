"""Journey J1 in a real Chromium: from no meeting to an agenda with its pack that is out; keyboard, no script, steps counted (ux G8)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as house
from django.urls import reverse
from django.utils import timezone

from cpboard.core import jobs
from cpboard.core.models import Job
from meetings import operations
from meetings.models import Meeting, Report
from tests.cast import Cast, make_cast, signed_in
from tests.factories.meetings import half_past_five

# The browser's driver keeps a loop in this thread, and Django would refuse its database there. Nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FROM_TEMPLATE, WITH_NINE = 10, 28  # the most steps (ux J1)
TITLES = [f"Report {number} on what changed" for number in range(1, 10)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast."""
    return make_cast()


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def desk(request: Any, browser: Any, town: Cast, live_server: Any) -> Iterator[Any]:
    """The clerk's browser, once without scripts and once as most are."""
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    session = signed_in(town.clerk).cookies[house.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": house.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


class Hand:
    """The clerk, who counts each link and button that they press. Typing is no step."""

    def __init__(self, page: Any) -> None:
        self.page, self.steps = page, 0

    def press(self, words: str) -> None:
        """Tab to a link or button of the page by its words and press Enter."""
        main = self.page.locator("main")
        target = main.get_by_role("link", name=words).or_(main.get_by_role("button", name=words)).first
        for _ in range(150):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                break
        else:
            raise AssertionError(f"{words} is not reached by keyboard on {self.page.url}")
        self.steps += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, words: str) -> None:
        """Into a box."""
        self.page.get_by_label(label).first.focus()
        self.page.keyboard.type(words)


def make_the_meeting(hand: Hand, town: Cast) -> Meeting:
    """From the list to a meeting with the standing agenda."""
    hand.page.goto(reverse("meetings:list"))
    hand.press("Create a meeting")
    hand.page.locator("input[name=kind][value=formal]").check()
    day = timezone.localdate(half_past_five(60))
    for part, text in (("day", day.day), ("month", day.month), ("year", day.year)):
        hand.page.locator(f"#id_date-{part}").fill(str(text))
    for label, words in (("Starts at", "5.30pm"), ("Ends at", "7.30pm"), ("Where", "Council Chamber")):
        hand.write(label, words)
    hand.press("Create the meeting")
    return Meeting.objects.get()


def build_and_put_out(hand: Hand, meeting: Meeting) -> None:
    """The pack for members, then the agenda with it."""
    hand.press("Build the pack for members")
    assert jobs.run(Job.objects.get(kind=operations.BUILD).pk).state == Job.State.DONE
    hand.page.reload()
    hand.press("Open it")
    hand.press("Put the agenda out")
    hand.press("Put the agenda out")
    meeting.refresh_from_db()
    assert meeting.agenda_out_at is not None


def test_from_the_template_to_an_agenda_that_is_out_in_ten_steps(desk: Any, town: Cast) -> None:
    hand = Hand(desk)
    meeting = make_the_meeting(hand, town)
    build_and_put_out(hand, meeting)
    assert (meeting.packs.count(), hand.steps <= FROM_TEMPLATE) == (1, True), hand.steps


def test_with_nine_reports_in_twenty_eight_steps(desk: Any, town: Cast) -> None:
    hand = Hand(desk)
    meeting = make_the_meeting(hand, town)
    hand.press("Add several items")
    desk.locator("textarea[name=titles]").fill("\n".join(TITLES))
    hand.press("Add the items")
    hand.press("Ask for reports")
    for item in meeting.sessions.get().items.filter(title__in=TITLES):
        desk.locator(f"select[name=author-{item.pk}]").select_option(str(town.officer.pk))
    hand.press("Send the requests")
    officer = town.viewer("officer")
    for report in Report.objects.all():
        said = {"asks": "agree", "summary": "Short.", "text": "89 of 131 children stayed.", "version": 0}
        report = operations.save_report(report=report, **said, by=officer, now=timezone.now())
        operations.submit_report(report=report, by=officer, now=timezone.now())
    desk.reload()
    for title in TITLES:
        hand.press(f"Check “{title}”")
        hand.press("Clear the report")
    assert Report.objects.filter(state=Report.State.CLEARED).count() == len(TITLES)
    build_and_put_out(hand, meeting)
    assert hand.steps <= WITH_NINE, hand.steps
