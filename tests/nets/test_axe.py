"""Every page by role and state in a real Chromium: no violation of WCAG 2.2 A and AA, one h1, a language, a title (design §9)."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

from tests.nets.asking import Asker
from tests.nets.browsing import Window, alike, answers
from tests.nets.table import chance
from tests.nets.world import World

# The browser's driver keeps a loop in this thread, and Django would refuse its database there. Nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = pytest.mark.e2e
PHONE, DESK = 390, 1280
SAMPLE = 34  # per cent of the pages, always the same ones


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


@pytest.fixture
def asker(world: World) -> Asker:
    return Asker(world)


@pytest.fixture
def window(page: Any, asker: Asker) -> Window:
    return Window(page, asker.ask("anonymous", "/theme.css").body)


def look_at(window: Window, name: str, html: str) -> list[str]:
    """What is wrong with a page, on a phone or at a desk: always the same for the same name."""
    width = PHONE if chance(name) < 50 else DESK
    return [f"{name} at {width}: {fault}" for fault in window.faults(html, width)]


@pytest.mark.timeout(400)
def test_every_third_page_is_accessible_to_one_of_its_readers(window: Window, asker: Asker) -> None:
    seen = [(name, html) for name, html in answers(asker, whole=False) if chance("axe", name.partition(" ")[0]) < SAMPLE]
    found = [fault for name, html in seen for fault in look_at(window, name, html)]
    assert len(seen) > 50
    assert "\n".join(found) == ""


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_every_page_by_everybody_in_every_state_is_accessible(window: Window, asker: Asker, capsys: pytest.CaptureFixture[str]) -> None:
    count, found = 0, []
    seen: set[str] = set()
    for name, html in answers(asker, whole=True):
        count += 1
        if alike(html) not in seen:
            seen.add(alike(html))
            found += look_at(window, name, html)
    with capsys.disabled():
        print(f"\naxe: {count} pages by role and state, {len(seen)} that differ, {len(found)} violations")
    assert "\n".join(found) == ""


BROKEN = {
    "a picture without words": ("<h1>Papers</h1><img src='/static/cpb/icon.svg'>", "image-alt"),
    "a field without a label": ("<h1>Papers</h1><input>", "label"),
    "a pale text": ("<h1 style='color:#ccc;background:#fff'>Papers</h1>", "color-contrast"),
    "two first headings": ("<h1>Papers</h1><h1>Minutes</h1>", "the first headings are"),
    "no first heading": ("<h2>Papers</h2>", "the first headings are"),
    "too wide": ("<h1>Papers</h1><div style='width:2000px'>x</div>", "px too wide"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_found(window: Window, name: str) -> None:
    inside, fault = BROKEN[name]
    found = window.faults(f"<!doctype html><html lang='en-GB'><title>Papers</title><body><main>{inside}</main></body></html>")
    assert [one[: len(fault)] if one.startswith(fault) else one[-len(fault) - 8 :] for one in found if fault in one] != []
    assert len(found) == 1


def test_a_page_without_language_or_title_is_found(window: Window) -> None:
    found = window.faults("<!doctype html><html><body><main><h1>Papers</h1></main></body></html>")
    assert {one.partition(":")[0] for one in found} == {"html-has-lang", "document-title", "the language is “”", "there is no title"}
