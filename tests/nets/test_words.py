"""Language that cares, held by a machine: templates, strings, letters, invented words, and pages as they come out (ux §7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from tests.nets import words
from tests.nets.asking import Asker
from tests.nets.people import ROLES
from tests.nets.table import chance, rows
from tests.nets.world import World

CHILD = "tell_us"
# One word says it all: what a child presses, the way out, and turning a page.
ONE_WORD = {"Start", "Next", "Send", "Back", "Show", "Hide", "Search", "Continue reading"}  # the last as ux M1 has it
NOT_A_DEED = {"submit", "ok", "go", "yes", "no", "click", "here", "continue", "confirm", "proceed"}
EMPTY_LINKS = {"here", "click here", "read more", "more info", "link", "this page", "this"}
# The only verbs that a button begins with. A new one is a decision, and gets its place here.
VERBS = frozenset(
    """Add Adopt Agree Answer Appoint Approve Ask Build Call Carry Change Check Clear Close Come Copy Count Create Decide Download Draft
    Drop End Export File Fill Find Forget Give Hand Hold Invite Join Judge Keep Leave List Load Log Look Make Mark Move Name
    Narrow Note Open Order Pass Pick Print Publish Put Rate Read Record Refuse Release Remove Reply Report Restrict Retire
    Return Save Say See Send Set Show Sign Start Stay Stop Switch Take Tell Throw Turn Update Upload Use Withdraw Work Write""".split()  # noqa: SIM905 - read as prose
)


def test_no_template_holds_a_word_that_hurts_or_is_not_ours() -> None:
    seen = {path: path.read_text() for path in words.templates()}
    assert len(seen) > 200
    assert {
        str(path): hits for path, text in seen.items() if (hits := words.found(words.words_of_template(text), *_lists(path.parts)))
    } == {}


def _lists(parts: tuple[str, ...]) -> list[dict[str, str]]:
    return [words.NEVER, words.AMERICAN, *([words.TO_A_CHILD] if CHILD in parts else [])]


def test_no_label_hint_fault_letter_or_invented_word_holds_one() -> None:
    said = [(path, line, text) for path in words.modules() for line, text in words.strings_of(path) if words.speaks(text)]
    assert len(said) > 2000
    assert [(str(path), line, hits) for path, line, text in said if (hits := words.found(text, words.NEVER, words.AMERICAN))] == []


@pytest.mark.parametrize(
    "text",
    [
        *("The LAC review", "Ten CLA", "a looked-after child", "looked after children", "Care leavers", "two placements", "Placement"),
        *("hard to place", "home breakdown", "disruption", "contact centre", "siblings", "birth parents", "biological mum", "absconded"),
        *("challenging behaviour", "NEET", "permanence", "UASC", "asylum seekers", "respite", "leaving care", "RAG", "and/or", "N/A"),
        *("service users", "Unfortunately", "Please be advised", "gentle reminder", "click here"),
        *("organize", "recognized", "analyze", "favorite color", "behavior", "center", "canceled", "enrollment", "gray", "an email"),
    ],
)
def test_a_forbidden_word_is_found(text: str) -> None:
    assert words.found(text, words.NEVER, words.AMERICAN) != []


@pytest.mark.parametrize(
    "text",
    [
        "They replaced it.",
        "Black ink",
        "a lack of homes",
        "our region needs it",
        "size",
        "a place to meet",
        "size of the prize",
        "advertise",
    ],
)
def test_an_ordinary_word_is_not(text: str) -> None:
    assert words.found(text, words.NEVER, words.AMERICAN) == []


def test_a_word_is_found_wherever_a_template_may_say_it() -> None:
    for template in (
        "<p>Two siblings</p>",
        '<img alt="two siblings">',
        '<button aria-label="Two siblings">x</button>',
        '{% include "a.html" with title="Two siblings" only %}',
        "{% block title %}Two siblings{% endblock %}",
    ):
        assert words.found(words.words_of_template(template), words.NEVER) == ["“siblings”: write brothers and sisters"]
    assert words.found(words.words_of_template("{# siblings #}<p class='siblings'>{{ siblings }}</p>"), words.NEVER) == []


# ── Pages as they come out ────────────────────────────────────────────────────────────────────────────────────────


def pages(world: World, whole: bool = False) -> Iterator[tuple[str, str]]:
    """Pages of the world that are open to somebody: each page once by one reader; or in all states by everybody."""
    asker, once = Asker(world), set()
    for row in rows():
        able = [role for role in ROLES if row.cells[role] == "yes"] if row.method != "POST" else []
        if not whole and row.page in once:
            continue
        once |= {row.page} if able else set()
        for role in able if whole else sorted(able, key=lambda role, row=row: chance(row.page, row.state, role))[:1]:
            answer = asker.ask(role, row.path(world))
            if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status == 200:
                yield f"{row.page} [{row.state}] by {role}", answer.body


def faults_of(name: str, html: str) -> Iterator[str]:
    """What is wrong with the words of a page."""
    page = BeautifulSoup(html, "html.parser")
    yield from words.found(words.words_of_page(html), *_lists((CHILD,) if name.startswith(CHILD) else ()))
    yield from (f"a button says “{text}”" for text in map(says, buttons(page)) if not is_a_deed(text))
    yield from (f"a link says “{says(link)}”" for link in page.find_all("a") if says(link).lower() in EMPTY_LINKS)


def buttons(page: BeautifulSoup) -> list[Tag]:
    return page.select("button, input[type=submit], a.govuk-button, a.cpb-button, a[role=button]")


def says(tag: Tag) -> str:
    return re.sub(r"\s+", " ", str(tag.get("value") or "") if tag.name == "input" else tag.get_text(" ")).strip()


def is_a_deed(text: str) -> bool:
    """A verb and its object, in sentence case; or one of the few words that need none."""
    first, _, rest = text.partition(" ")
    return text in ONE_WORD or (first in VERBS and first.lower() not in NOT_A_DEED and bool(rest))


def test_pages_of_the_world_are_in_words_of_the_house(world: World) -> None:
    seen = dict(pages(world))
    assert len(seen) > 110
    assert "\n".join(f"{name}: {fault}" for name, html in seen.items() for fault in faults_of(name, html)) == ""


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_every_page_by_everybody_is_in_words_of_the_house(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    count, found = 0, []
    for name, html in pages(world, whole=True):
        count, found = count + 1, [*found, *(f"{name}: {fault}" for fault in faults_of(name, html))]
    with capsys.disabled():
        print(f"\nwords: {count} pages by role, {len(found)} words that are not of the house")
    assert "\n".join(found) == ""


@pytest.mark.parametrize("text", ["Submit", "OK", "Go", "Submit form", "Continue", "Save", "Publication of papers", "publish papers", ""])
def test_a_button_without_verb_and_object_is_found(text: str) -> None:
    assert list(faults_of("home", f"<button>{text}</button>")) == [f"a button says “{text}”"]


def test_buttons_and_links_as_they_should_be_are_not() -> None:
    good = '<button>Publish papers</button><input type="submit" value="Record decision"><a href="/x">Minutes of 14 January 2027</a>'
    assert list(faults_of("home", good)) == []
    assert list(faults_of("home", '<a href="/x">here</a>')) == ["a link says “here”"]


def test_what_may_be_said_to_adults_is_found_on_a_page_for_children() -> None:
    html = "<p>Your carer and your pathway plan!</p>"
    assert len(list(faults_of("tell_us:start", html))) == 3
    assert list(faults_of("home", html)) == []
