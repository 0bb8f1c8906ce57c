"""The look in a real Chromium: accessible, no sideways scroll, works by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.look.conftest import SOURCES

pytestmark = pytest.mark.e2e
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NAMES = (*SOURCES, "wrong", "gallery", "404", "500")
See = Callable[..., Any]


def faults(page: Any) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_never_scrolls_sideways(see: See, name: str) -> None:
    page = see(name)

    for width in (320, 390, 640, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_on_a_phone(see: See, name: str) -> None:
    assert faults(see(name, 390)) == []


@pytest.mark.deep
@pytest.mark.parametrize("width", [320, 820, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_at_every_width(see: See, name: str, width: int) -> None:
    assert faults(see(name, width)) == []


def test_the_evening_is_accessible_too(see: See) -> None:
    page = see("list")
    page.evaluate("document.body.classList.add('cpb-evening')")

    assert faults(page) == []


def test_a_wrong_form_moves_focus_to_its_summary_and_its_links_to_the_fields(see: See) -> None:
    page = see("wrong")

    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.click("text=The date it is due must be a real date")
    assert page.evaluate("document.activeElement.id") == "id_due-day"


def test_the_boxes_of_a_date_are_as_wide_as_what_goes_into_them_and_stand_in_one_line(see: See) -> None:
    page = see("wrong")
    boxes = [page.locator(f"#id_due-{part}").bounding_box() for part in ("day", "month", "year")]

    assert [box["width"] < 110 for box in boxes] == [True] * 3
    assert len({box["y"] for box in boxes}) == 1


def test_the_skip_link_comes_first(see: See) -> None:
    page = see("page")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"


def test_a_password_can_be_shown(see: See) -> None:
    page = see("form")
    page.click("text=Show")

    assert page.get_attribute("#id_password", "type") == "text"


@pytest.mark.parametrize("way", ["click", "keys"])
def test_leaving_fast_replaces_the_page(see: See, way: str) -> None:
    page = see("young")
    page.evaluate("document.querySelector('[data-leave]').href = 'http://look.test/elsewhere'")
    length = page.evaluate("history.length")

    if way == "click":
        page.click("[data-leave]")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("http://look.test/elsewhere")

    assert page.evaluate("history.length") == length


def test_two_shifts_and_a_letter_leave_nothing(see: See) -> None:
    page = see("young")
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)

    assert page.url == "http://look.test/"
