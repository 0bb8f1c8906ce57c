"""The council itself: who may change it, what is refused, where it shows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cpboard.core import operations
from cpboard.core.access import Denied
from cpboard.core.contrast import READABLE, contrast
from cpboard.core.council_forms import CouncilForm
from cpboard.core.models import Council, Event
from tests.board.pages import faults, heading, page, typed, words
from tests.cast import Cast

PAGE = reverse("change_council")
NIGHT = "Emergency duty team, 01632 960 200"


def answers(**more: str) -> dict[str, str]:
    return CouncilForm.of(Council.here()) | more


def test_an_administrator_changes_the_council_and_every_page_shows_it(cast: Cast, sign_in, client: Client) -> None:
    administrator = sign_in(cast.administrator)
    assert typed(administrator.get(PAGE), "name") == "Fenbridge Council"
    said = answers(name="Fenbridge City Council", contact_phone="01632 960 300", out_of_hours=NIGHT, brand_colour="#004D40")
    assert heading(administrator.post(PAGE, said, follow=True)) == "Who is the council, and whom do people ring?"
    council = Council.objects.get()
    assert (council.name, council.out_of_hours, council.brand_colour) == ("Fenbridge City Council", NIGHT, "#004d40")
    foot = page(client.get("/")).footer.get_text()
    assert ("Fenbridge City Council" in foot, "01632 960 300" in foot) == (True, True)
    assert "--cpb-brand:#004d40;" in client.get(reverse("theme_css")).content.decode()


def test_the_event_names_what_changed_and_holds_nobody_s_words(cast: Cast, now: dt.datetime) -> None:
    said = answers(name="Fenbridge City Council", out_of_hours=NIGHT)
    operations.change_council(by=cast.viewer("administrator"), said=said, now=now)
    event = Event.objects.get(verb="core.change_council")
    assert (event.by, event.facts) == (cast.administrator, {"changed": ["name", "out_of_hours"]})
    operations.change_council(by=cast.viewer("administrator"), said=said, now=now)
    assert Event.objects.filter(verb="core.change_council").count() == 1


def test_an_installation_without_a_council_gets_one(cast: Cast, sign_in) -> None:
    said = answers(name="New Council")
    Council.objects.all().delete()
    assert sign_in(cast.administrator).post(PAGE, said).status_code == 302
    assert Council.objects.get().name == "New Council"


@pytest.mark.parametrize("name", ["clerk", "chair", "councillor", "officer", "participation", "custodian", "stranger"])
def test_nobody_else_changes_the_council(cast: Cast, sign_in, now: dt.datetime, name: str) -> None:
    client = sign_in(getattr(cast, name))
    said = answers(name="Taken over")
    assert (client.get(PAGE).status_code, client.post(PAGE, said).status_code) == (404, 404)
    with pytest.raises(Denied):
        operations.change_council(by=cast.viewer(name), said=said, now=now)
    assert Council.objects.get().name == "Fenbridge Council"
    assert PAGE not in client.get(reverse("more")).content.decode()


@pytest.mark.parametrize(
    ("colour", "fault"),
    [
        ("#ffcc00", "#ffcc00 is too pale: on our paper it has a contrast of 1.2 to 1, and people need 4.5. Choose a darker colour."),
        ("#777777", "#777777 is too pale: on our paper it has a contrast of 3.7 to 1, and people need 4.5. Choose a darker colour."),
        ("purple", "Enter a colour as six letters from a to f or numbers after a #, like #3b2f63"),
        ("#12345g", "Enter a colour as six letters from a to f or numbers after a #, like #3b2f63"),
        ("", "Enter the colour of the council"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_and_what_was_typed_stays(cast: Cast, sign_in, colour: str, fault: str) -> None:
    answer = sign_in(cast.administrator).post(PAGE, answers(brand_colour=colour, name="Typed name"))
    assert faults(answer) == [fault]
    assert (typed(answer, "name"), Council.objects.get().brand_colour) == ("Typed name", "#3b2f63")


def test_a_colour_may_come_without_its_mark_and_in_capitals(cast: Cast, sign_in) -> None:
    sign_in(cast.administrator).post(PAGE, answers(link_colour="5f5f5f", child_colour="#0F5C63"))
    council = Council.objects.get()
    assert (council.link_colour, council.child_colour) == ("#5f5f5f", "#0f5c63")


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#767676", "#ffffff") >= READABLE > contrast("#777777", "#ffffff")


def test_more_leads_an_administrator_to_the_council(cast: Cast, sign_in) -> None:
    administrator = sign_in(cast.administrator)
    assert reverse("more") in [link["href"] for link in page(administrator.get(PAGE)).select("header a, nav a")]
    assert "The council You may say who the council is, whom to ring, and its colours." in words(administrator.get(reverse("more")))
