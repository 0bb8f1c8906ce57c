"""Our partials give the HTML that GOV.UK Frontend's own fixtures expect."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from tests.look.govuk_options import ADAPTERS, variables
from tests.look.html_tree import tree, without_script
from tests.look.unsupported import reasons

HERE = Path(__file__).parent / "govuk_fixtures"
FILES = {name: json.loads((HERE / f"{name}.json").read_text()) for name in ADAPTERS}
CASES = [pytest.param(name, each, id=f"{name}: {each['name']}") for name, file in FILES.items() for each in file["fixtures"]]


@pytest.mark.parametrize(("component", "fixture"), CASES)
def test_partial_gives_the_html_of_the_fixture(component: str, fixture: dict) -> None:
    expected = without_script(fixture["html"]) if component == "service-navigation" else fixture["html"]

    html = render_to_string(f"components/{component}.html", variables(component, deepcopy(fixture["options"])))

    assert tree(html) == tree(expected)


@pytest.mark.parametrize("component", FILES)
def test_fixture_left_out_has_its_reason(component: str) -> None:
    assert sorted(FILES[component]["left"]) == sorted(reasons(component))


def test_three_quarters_of_the_fixtures_of_thirty_components_are_held() -> None:
    held, left = len(CASES), sum(len(file["left"]) for file in FILES.values())

    assert (len(FILES), held, held + left) == (30, 476, 613)


@pytest.mark.parametrize(("name", "number"), [("default", 2), ("first page", 1), ("last page", 3)])
def test_pagination_of_a_django_page_has_the_shape_of_the_fixture(name: str, number: int) -> None:
    fixtures = json.loads((HERE / "pagination-shapes.json").read_text())

    html = render_to_string("components/pagination.html", {"page": Paginator(range(30), 10).page(number)})

    assert tree(_without_addresses(html)) == tree(_without_addresses(fixtures[name]))


def test_pagination_keeps_the_query_and_escapes_it() -> None:
    page = Paginator(range(30), 10).page(1)

    soup = BeautifulSoup(render_to_string("components/pagination.html", {"page": page, "query": 'q="x"&late=1'}), "html.parser")

    assert soup.select_one("[rel=next]")["href"] == '?q="x"&late=1&page=2'


def test_pagination_of_one_page_shows_nothing() -> None:
    html = render_to_string("components/pagination.html", {"page": Paginator(range(3), 10).page(1)})

    assert html.strip() == ""


def _without_addresses(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select("[href]"):
        del link["href"]
    return str(soup)
