"""Pages of a world in a real Chromium, without a server: the test's own client answered, so the world need not be committed."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.nets.asking import Asker
from tests.nets.people import ROLES
from tests.nets.table import Row, chance, rows
from tests.nets.words import ROOT

HOUSE = "http://house.test"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "resultTypes": ["violations"]}
CHANGES = re.compile(r'nonce="[^"]*"|value="[A-Za-z0-9]{64}"|\?v=\w+')
ASKED = """() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    heads: [...document.querySelectorAll("h1")].map(head => head.textContent.trim()),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


class Window:
    """A browser's page that shows what a person of the world is answered."""

    def __init__(self, page: Any, colours: str) -> None:
        self.page, self.colours = page, colours
        self.html = ""
        page.route("**/*", self._answer)

    def _answer(self, route: Any) -> None:
        path = route.request.url.removeprefix(HOUSE).split("?")[0]
        file = ROOT / "static" / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        elif route.request.is_navigation_request():
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body=self.colours, content_type="text/css")

    def show(self, html: str, width: int = 1280, height: int = 900) -> Any:
        """Open this page, as large as told."""
        self.html = html
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(f"{HOUSE}/")
        return self.page

    def faults(self, html: str, width: int = 1280) -> list[str]:
        """What axe finds, and what it does not look for: one first heading, a language, a title, nothing too wide."""
        page = self.show(html, width)
        told = page.evaluate(ASKED)
        found = [f"{each['id']}: {[node['html'][:140] for node in each['nodes']][:3]}" for each in _axe(page)]
        found += [] if len(told["heads"]) == 1 and told["heads"][0] else [f"the first headings are {told['heads']}"]
        found += [] if told["lang"] == "en-GB" else [f"the language is “{told['lang']}”"]
        found += [] if told["title"] else ["there is no title"]
        return found + ([] if told["wide"] <= 0 else [f"it is {told['wide']} px too wide at {width}"])


def _axe(page: Any) -> list[dict[str, Any]]:
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return violations


def answers(asker: Asker, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Pages by name, state and role: each once by one reader, or all of them by everybody, wrong forms too."""
    once: set[str] = set()
    for row in rows():
        if row.method == "POST" or (not whole and row.page in once):
            continue
        able = [role for role in ROLES if row.cells[role] in ("yes", "gone")]
        once |= {row.page} if able else set()
        for role in able if whole else sorted(able, key=lambda role, row=row: chance(row.page, row.state, role))[:1]:
            yield from _pages(asker, row, role, whole=whole)


def _pages(asker: Asker, row: Row, role: str, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The page as it is read, and its form sent empty."""
    for method in ("GET", "POST") if whole else ("GET",):
        answer = asker.ask(role, row.path(asker.world), method)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status in (200, 410):
            yield f"{row.page} [{row.state}] {method} by {role}", answer.body


def alike(html: str) -> str:
    """The page without what differs at each request: two that are alike need one look."""
    return CHANGES.sub("", html)
