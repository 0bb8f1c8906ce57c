"""Pages of the look, rendered without a database and shown to a real Chromium without a server."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string

from cpboard.demo import gallery

STATIC = Path(__file__).parents[2] / "static"
COUNCIL = {
    "name": "Fenbridge Council",
    "place": "Fenbridge",
    "team": "Democratic Services",
    "address": "The Moot Hall",
    "contact_name": "Ruth Adeyemi",
    "contact_phone": "01632 960 112",
    "question": "Would this be good enough for my child?",
}
HOUSE = {
    "council": COUNCIL,
    "account": {"name": "Ruth Adeyemi", "role_label": "clerk"},
    "nav": [{"label": "Home", "url": "/home/", "current": False}, {"label": "Meetings", "url": "/meetings/", "current": True}],
    "bodies": [
        {"label": "Corporate Parenting Board", "url": "/board/1/", "current": True},
        {"label": "Health sub-group", "url": "/board/2/", "current": False},
    ],
    "demo": True,
    "csrf_token": "token",
}
ROWS = (
    '<ul class="cpb-list">{% for thread in threads %}{% include "components/row.html" with title="Going to the dentist" url="#"'
    " steps=thread.steps label=thread.label heading=2 only %}{% endfor %}</ul>"
)
FILTER = '{% include "components/filter-form.html" with form=narrow clear_url="#" summary="Showing 12 of 58 actions." only %}'
PAGES = '{% include "components/pagination.html" with page=page_of_many only %}'
SOURCES = {
    "page": ("page/page.html", {"title": "Keep dentist places", "eyebrow": "Action CP-2026-014", "lead": "So that no child waits."}),
    "list": ("page/list.html", {"title": "Two actions are late", "filter": FILTER, "rows": ROWS, "pages": PAGES}),
    "form": ("page/form.html", {"title": "Add an item to the agenda"}),
    "confirm": ("page/confirm.html", {"title": "Publish the papers?", "warning": '<p class="cpb-p">Anyone will be able to read them.</p>'}),
    "public": ("public_base.html", {"title": "Fenbridge is a parent to 334 children", "lead": "Councillors and officers share that task."}),
    "young": ("yp_base.html", {"title": "Tell us what you think", "content": "<p class='cpb-yp__p'>Something good, something bad.</p>"}),
    "young-form": (
        "yp_base.html",
        {
            "title": "You have an answer",
            "content": '{% include "components/yp-radios.html" with name="ok" question="OK?" items=answers_young error="Choose one" only %}'
            '{% include "components/yp-textarea.html" with name="words" question="Say it" hint="A little or a lot." only %}'
            '{% include "components/yp-input.html" with name="code" question="Your code" error="Type the five words" only %}'
            '<button class="cpb-yp__button" type="submit">Send</button>'
            '<h2 class="cpb-yp__h2">Where your words went</h2>{% include "components/yp-trail.html" with steps=young only %}',
        },
    ),
}


def source(base: str, blocks: dict[str, str]) -> str:
    """A child template of `base`."""
    filled = "".join(f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in blocks.items())
    return f'{{% extends "{base}" %}}{filled}'


def show(base: str, blocks: dict[str, str], **context: Any) -> str:
    """A page on `base` with these blocks, rendered with the invented house round it."""
    samples = {**HOUSE, **gallery.samples(), "page_of_many": Paginator(range(100), 10).page(5)}
    return engines["django"].from_string(source(base, blocks)).render({**samples, **context})


def named_page(name: str) -> str:
    """One of the pages above, or the gallery, or an error page."""
    if name == "gallery":
        return render_to_string("components/gallery.html", {**HOUSE, **gallery.samples()})
    if name == "wrong":
        return show(*SOURCES["form"], form=gallery.EveryField(gallery.WRONG), cancel_url="/meetings/")
    if name in SOURCES:
        return show(*SOURCES[name], cancel_url="/meetings/", button="Publish the papers")
    return render_to_string(f"{name}.html")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


@pytest.fixture
def see(page: Any) -> Callable[[str, int], Any]:
    """Show a named page in the browser at a width in pixels; its styles and scripts come from our files."""

    def answer(route: Any, html: str) -> None:
        path = route.request.url.removeprefix("http://look.test").split("?")[0]
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.exists():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        elif path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body="", content_type="text/css")

    def open_page(name: str, width: int = 1280) -> Any:
        html = named_page(name)
        page.set_viewport_size({"width": width, "height": 900})
        page.route("**/*", lambda route: answer(route, html))
        page.goto("http://look.test/")
        return page

    return open_page
