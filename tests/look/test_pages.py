"""The base pages: one h1, a title that says what the page says, nothing that a private page would leak."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from cpboard.core.thread import Fact, Waiting, thread
from cpboard.demo import gallery
from tests.look.conftest import COUNCIL, HOUSE, SOURCES, named_page, show

ERRORS = ("400", "403", "403_csrf", "404", "500", "503")
ALL = (*SOURCES, "wrong", "gallery", *ERRORS)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("name", ALL)
def test_a_page_has_one_heading_one_main_and_its_landmarks(name: str) -> None:
    page = soup(named_page(name))

    assert [len(page.select(each)) for each in ("h1", "main#main", "header")] == [1, 1, 1]
    assert page.select_one("html")["lang"] == "en-GB"
    assert page.select_one("a.govuk-skip-link")["href"] == "#main"


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_references_lead_somewhere(name: str) -> None:
    page = soup(named_page(name))
    ids = [each["id"] for each in page.select("[id]")]
    wanted = {
        id
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for each in page.select(f"[{attribute}]")
        for id in each[attribute].split()
    }

    assert len(ids) == len(set(ids))
    assert wanted - set(ids) == set()


def test_the_title_of_the_document_is_the_heading_and_the_council() -> None:
    page = soup(show("page/page.html", {"title": "Two <em>of</em>\n {{ n }} figures &amp; one"}, n="<7>"))

    assert page.title.text == "Two of <7> figures & one · Fenbridge Council"
    assert page.h1.em.text == "of"


def test_a_title_that_asks_the_database_asks_once() -> None:
    asked = []

    soup(show("page/page.html", {"title": "{{ count }} late", "lead": "{{ count }} done"}, count=lambda: asked.append(1) or len(asked)))

    assert len(asked) == 2


def test_the_title_says_when_a_form_is_not_right() -> None:
    assert soup(named_page("wrong")).title.text == "Error: Add an item to the agenda · Fenbridge Council"
    assert soup(named_page("form")).title.text == "Add an item to the agenda · Fenbridge Council"


def test_blocks_left_empty_leave_nothing_behind() -> None:
    page = soup(show("page/page.html", {"title": "A", "lead": "{% if False %}x{% endif %}"}))

    assert page.select(".cpb-eyebrow, .cpb-lead, .cpb-subnav") == []


def test_a_block_may_add_to_the_one_it_replaces() -> None:
    page = soup(show("page/form.html", {"title": "A", "content": '<p id="mine">Mine</p>{{ block.super }}'}))

    assert page.select_one("#mine")
    assert page.select_one("form[method=post]")


def test_a_form_page_has_the_token_one_button_and_a_way_back() -> None:
    page = soup(named_page("wrong"))
    form = page.select_one("main form")

    assert form.select_one("[name=csrfmiddlewaretoken]")["value"] == "token"
    assert [each.text for each in form.select("button[type=submit]")] == ["Record the item"]
    assert form.select_one(".cpb-actions a")["href"] == "/meetings/"
    assert form["enctype"] == "multipart/form-data"
    assert page.main.select_one(":scope > .govuk-error-summary")


def test_a_confirm_page_works_without_fields() -> None:
    page = soup(show(*SOURCES["confirm"], form=None, button="Publish the papers", cancel_url="#", cancel_text="Not yet"))

    assert [each.text for each in page.select("main button")] == ["Publish the papers"]
    assert len(page.select(".cpb-facts__row")) == 3


def test_the_switcher_hides_with_one_body_and_marks_the_current_one() -> None:
    two, one = soup(named_page("page")), soup(show("page/page.html", {"title": "A"}, bodies=HOUSE["bodies"][:1]))

    assert two.select_one(".cpb-bodies [aria-current=true]").text == "Corporate Parenting Board"
    assert one.select(".cpb-bodies") == []


def test_the_current_page_is_marked_once() -> None:
    assert [each.text for each in soup(named_page("page")).select(".govuk-service-navigation [aria-current=page]")] == ["Meetings"]


@pytest.mark.parametrize("name", ["public", "young", *ERRORS])
def test_open_pages_name_no_person_and_no_board(name: str) -> None:
    html = named_page(name)

    assert "Sign out" not in html
    assert "clerk" not in html
    assert "Health sub-group" not in html
    assert "Ruth Adeyemi, clerk" in named_page("page")


@pytest.mark.parametrize("name", ["public", "young"])
def test_open_pages_never_ask_who_is_looking(name: str) -> None:
    class Tripwire:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"The page asked the request for {name}.")

    base, blocks = SOURCES[name]

    assert soup(show(base, blocks, request=Tripwire(), user=Tripwire(), viewer=Tripwire(), messages=Tripwire())).h1


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_stands_alone_and_names_help(name: str) -> None:
    page = soup(render_to_string(f"{name}.html"))

    assert page.title.text == f"{page.h1.text} · Corporate parenting"
    assert page.select_one("a[href='tel:08001111']")
    assert page.select("script") == []


def test_young_people_have_a_way_out_and_the_safety_box() -> None:
    page = soup(named_page("young"))

    assert page.select_one("[data-leave]").text == "Leave this page fast"
    assert page.select_one("[data-leave]")["rel"] == ["noreferrer", "nofollow"]
    assert page.select_one(".cpb-yp__safe a[href='tel:999']")
    assert page.title.text == "Tell us what you think · Fenbridge"


def test_messages_are_banners_with_ids_of_their_own() -> None:
    class Message(str):
        level_tag = "success"

    class Warned(Message):
        level_tag = "error"

    class Told(Message):
        level_tag = "info"

    messages = [Message("The papers are out."), Warned("<b>Not</b> sent."), Told("Moved.")]

    banners = soup(show("page/page.html", {"title": "A"}, messages=messages)).select(".govuk-notification-banner")

    assert [each["role"] for each in banners] == ["alert", "alert", "region"]
    assert [each.select_one("p").text for each in banners] == ["The papers are out.", "<b>Not</b> sent.", "Moved."]
    assert len({each["aria-labelledby"] for each in banners}) == 3


def test_the_thread_says_where_it_stands_and_for_whom_it_waits() -> None:
    waiting = Waiting("Nadia Rahman", "tell Our Voice", "18 days late")
    made = thread("Our Voice", "We wait too long", [Fact("9 June", "/x/"), Fact("17 September")], waiting)

    page = soup(render_to_string("components/thread.html", {"thread": made}))

    assert [each.text for each in page.select("li .govuk-visually-hidden")] == [" (done)"] * 2 + [" (here now)"] + [" (still to come)"] * 2
    assert page.select_one("[aria-current=step] .cpb-thread__name").contents[0] == "Done"
    assert page.select_one(".cpb-thread__waiting").text == "Waiting for Nadia Rahman to tell Our Voice. 18 days late."
    assert page.select_one("q").text == "We wait too long"


def test_the_knots_say_in_words_what_they_draw() -> None:
    made = thread("Our Voice", "", [Fact("9 June")])

    page = soup(render_to_string("components/knots.html", {"steps": made.steps, "label": made.label}))

    assert page.select_one(".cpb-knots")["aria-hidden"] == "true"
    assert page.text.strip() == "To be decided"
    assert len(page.select("i")) == 5


def test_a_child_is_never_cut_short_or_made_into_markup() -> None:
    words = "They said <next month>.\n" * 60

    said = soup(render_to_string("components/said.html", {"words": words})).blockquote

    assert said.text.count("<next month>") == 60


def test_too_few_to_show_draws_nothing() -> None:
    card = soup(render_to_string("components/figure-card.html", {"name": "Custody", "spark": gallery.SPARK, "counts": "2 of 3 children"}))

    assert "Too few to show" in card.text
    assert card.select("svg") == []
    assert "2 of 3" not in card.text


def test_the_foot_names_a_person_and_a_number() -> None:
    foot = soup(named_page("page")).select_one("footer").text

    assert "Ring Ruth Adeyemi on 01632 960 112." in foot
    assert "Everything in it is invented." in foot
    assert COUNCIL["team"] in foot
