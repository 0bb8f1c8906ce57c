"""Scrutiny gets what the public may have, on every page and in every download; what is hidden is on a page of its own."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from performance import hidden
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_value
from tests.performance.test_disclosing import days_ago


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


@pytest.fixture
def few(cast):
    """Three of 91 children, a red by a wide mark, with words; a year before it was 40 of 90."""
    indicator = make_indicator(cast, plain_name="Saw a dentist")
    make_comparator(cast, indicator, "80")
    make_value(cast, indicator, 40, 90, ends_on=days_ago(400))
    make_comment(cast, make_value(cast, indicator, 3, 91), "Three children only.")
    return indicator


def cells_of(content):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()]


def test_members_read_a_few_children_and_scrutiny_nothing_that_follows_from_them(cast, sign_in, few):
    member, scrutiny = sign_in(cast.councillor), sign_in(cast.scrutiny)
    pages = [url("scorecard"), url("indicator", few.pk), url("scorecard_csv"), url("indicator_csv", few.pk)]

    assert ["3.3" in member.get(page).text for page in pages] == [True] * 4
    for page in pages:
        told = scrutiny.get(page).text
        assert [word for word in ("3.3", "of 91", ",3,91,", "Off track:", "Three children only") if word in told] == []


def test_a_hidden_figure_has_no_colour_and_no_place_on_a_line_for_scrutiny(cast, sign_in, few):
    client = sign_in(cast.scrutiny)

    card, one = client.get(url("scorecard")), client.get(url("indicator", few.pk))

    assert "No figures for this period" in text(card)
    assert "Saw a dentist: no figure to show" in text(one)
    assert "it counts too few children to be told outside the board" in text(one)
    assert "Every colour it has had" not in text(one)
    assert "<svg" not in str(BeautifulSoup(one.content, "html.parser").select_one(".cpb-chart") or "")


def test_an_older_figure_of_a_few_children_is_off_the_line_table_and_download_for_scrutiny(cast, sign_in):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 3, 91, ends_on=days_ago(400))
    make_value(cast, indicator, 40, 90)
    client = sign_in(cast.scrutiny)

    lines = list(csv.DictReader(io.StringIO(client.get(url("indicator_csv", indicator.pk)).text)))
    page = text(client.get(url("indicator", indicator.pk)))

    assert [(each["numerator"], each["denominator"]) for each in lines] == [("40", "90")]
    assert "44.4%" in page
    assert "of 91" not in page
    assert "41.1 percentage points" not in page


def test_what_was_corrected_is_not_told_to_scrutiny(cast, sign_in):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 3, 90)
    make_value(cast, indicator, 40, 90)

    assert "It was 3.3% (3 of 90)" in text(sign_in(cast.councillor).get(url("indicator", indicator.pk)))
    assert "of 90)" in text(sign_in(cast.scrutiny).get(url("indicator", indicator.pk)))
    assert "It was" not in text(sign_in(cast.scrutiny).get(url("indicator", indicator.pk)))


def test_every_download_of_the_scorecard_hides_the_same(cast, sign_in, few):
    make_value(cast, make_indicator(cast, code="SAFE"), 89, 131)
    client = sign_in(cast.scrutiny)

    lines = list(csv.DictReader(io.StringIO(client.get(url("scorecard_csv")).text)))
    rows = cells_of(client.get(url("scorecard_xlsx")).content)

    assert [each["code"] for each in lines] == [row[0] for row in rows[1:]] == ["SAFE"]
    assert len(cells_of(sign_in(cast.councillor).get(url("scorecard_xlsx")).content)) == 3


def test_a_workbook_holds_numbers_as_numbers_and_no_formula(cast, sign_in):
    make_value(cast, make_indicator(cast, code="A1", plain_name="=2+3"), source="@cmd")

    head, row = cells_of(sign_in(cast.councillor).get(url("scorecard_xlsx")).content)

    told = dict(zip(head, row, strict=True))
    assert (told["name"], told["source"], told["numerator"]) == ("'=2+3", "'@cmd", 89)


# What is hidden, and why ---------------------------------------------------------------------------------------------


def test_the_log_says_which_rule_hides_each_figure(cast, sign_in, few):
    nearly, bare, group = make_indicator(cast), make_indicator(cast), make_indicator(cast)
    make_value(cast, nearly, 128, 131)
    make_value(cast, bare, None, None, value=Decimal("7.5"))
    make_value(cast, group, 7, 9)
    make_value(cast, make_indicator(cast), 89, 131)

    lines = hidden.log(cast.viewer("performance"))

    assert [(each["figure"], each["why"]) for each in lines] == [
        ("3.3% (3 of 91)", "It counts 1 to 5 children; it is a share or an average of too few children."),
        ("97.7% (128 of 131)", "It leaves out 1 to 5 children, who could be worked out."),
        ("7.5%", "Its counts were not given, so nobody can tell how few they are."),
        ("77.8% (7 of 9)", "Its group is 10 children or fewer; it leaves out 1 to 5 children, who could be worked out."),
    ]
    assert "4 figures are hidden from the public" in text(sign_in(cast.performance).get(url("hidden"))).replace("Four", "4")


def test_without_anything_hidden_the_log_says_so(cast, sign_in):
    make_value(cast, make_indicator(cast))
    assert "Every figure may be told." in text(sign_in(cast.performance).get(url("hidden")))


@pytest.mark.parametrize("name", ["councillor", "chair", "officer", "clerk", "scrutiny", "administrator"])
def test_only_the_performance_officer_reads_the_log(cast, sign_in, few, name):
    assert sign_in(getattr(cast, name)).get(url("hidden")).status_code == 404
