"""The list of indicators: search, switch, order, targets by municipal year, a band that is best."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from performance import figures, telling, words
from performance import operations as deeds
from performance.catalogue import operations
from performance.models import Indicator, Rating, Target, Value
from tests.factories.board import make_promise
from tests.factories.performance import make_comparator, make_indicator, make_value

DEEDS = ("switch_indicator", "move_indicator", "set_target")


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def page(response):
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ").split())


def titles(response):
    return [text(each) for each in page(response).select(".cpb-row__title, .cpb-item__title")]


@pytest.fixture
def performance(cast, sign_in):
    return sign_in(cast.performance)


@pytest.fixture
def deed(cast, now):
    return {"by": cast.viewer("performance"), "now": now}


# The list ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Saw a dentist", "Staff who left", "Old one"]),
        ({"q": "dentist"}, ["Saw a dentist"]),
        ({"q": "staff LEFT"}, ["Staff who left"]),
        ({"q": "hea03"}, ["Saw a dentist"]),
        ({"theme": "Workforce"}, ["Staff who left"]),
        ({"state": "on"}, ["Saw a dentist"]),
        ({"state": "off"}, ["Staff who left"]),
        ({"state": "retired"}, ["Old one"]),
        ({"measures": "input"}, ["Staff who left"]),
        ({"measures": "no such"}, ["Saw a dentist", "Staff who left", "Old one"]),
    ],
)
def test_the_list_is_searched_and_narrowed(cast, sign_in, deed, asked, found):
    make_indicator(cast, code="HEA03", plain_name="Saw a dentist", theme="Health", measures="outcome", position=1)
    make_indicator(cast, plain_name="Staff who left", theme="Workforce", measures="input", on_scorecard=False, position=2)
    Indicator.objects.filter(pk=make_indicator(cast, plain_name="Old one", position=3).pk).update(retired_on=deed["now"].date())

    assert titles(sign_in(cast.councillor).get(url("indicators"), asked)) == found


def test_the_list_says_what_each_measures_serves_and_who_answers(cast, performance):
    promise = make_promise(cast, title="You choose your dentist")
    make_indicator(cast, code="HEA03", theme="Health", cadence="monthly", measures="outcome", promise=promise, owner=cast.officer)

    line = text(page(performance.get(url("indicators"))).select_one(".cpb-row__line"))

    assert line == (
        f"HEA03 · Health · every month · measures what comes of it for children · serves “{promise}” · {cast.officer.name} answers for it"
    )


def test_members_read_the_list_and_find_no_way_to_change_it(cast, sign_in):
    indicator = make_indicator(cast)
    client = sign_in(cast.councillor)

    links = {link["href"] for link in page(client.get(url("indicators"))).select("main a")}

    assert links & {url("order"), url("add_indicator"), url("switch_indicator", indicator.pk)} == set()
    assert url("indicator", indicator.pk) in links


# Deeds ---------------------------------------------------------------------------------------------------------------


def test_switch_indicator_takes_it_off_and_puts_it_back_with_its_figures(cast, performance):
    value = make_value(cast, make_indicator(cast, plain_name="Saw a dentist"))

    assert "“Saw a dentist” is off the scorecard." in performance.post(url("switch_indicator", value.indicator_id), follow=True).text
    assert "67.9%" not in performance.get(url("scorecard")).text
    assert "67.9%" in performance.get(url("indicator", value.indicator_id)).text
    assert "“Saw a dentist” is on the scorecard." in performance.post(url("switch_indicator", value.indicator_id), follow=True).text
    assert "67.9%" in performance.get(url("scorecard")).text
    assert Indicator.history.filter(id=value.indicator_id).count() == 3


def test_move_indicator_by_one_place_without_a_script(cast, performance):
    first, second, third = (make_indicator(cast, plain_name=name, position=4) for name in ("One", "Two", "Three"))

    assert titles(performance.post(url("move_indicator", third.pk), {"up": "1"}, follow=True)) == ["One", "Three", "Two"]
    assert titles(performance.post(url("move_indicator", first.pk), {"up": "1"}, follow=True)) == ["One", "Three", "Two"]
    assert titles(performance.post(url("move_indicator", first.pk), {"down": "1"}, follow=True)) == ["Three", "One", "Two"]
    assert list(Indicator.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert second.pk


def test_set_target_for_a_year_holds_for_periods_that_ended_in_it(cast, performance):
    indicator = make_indicator(cast, target=Decimal(60))
    value = make_value(cast, indicator)
    make_comparator(cast, indicator, "71")
    assert Rating.objects.standing().get().result == "red"

    performance.post(url("set_target", indicator.pk), {"year": cast.year.pk, "target": "75", "tolerance": "4"})

    figure = figures.figure_at(cast.viewer("councillor"), indicator, value.period_ends_on)
    assert (figure.target, figure.tolerance, figure.result) == (75, 4, "amber")
    assert "within the 4 that count as close" in figure.why
    earlier = make_value(cast, indicator, ends_on=cast.year.starts_on - dt.timedelta(days=40))
    past = figures.figure_at(cast.viewer("councillor"), indicator, earlier.period_ends_on)
    assert (past.target, past.tolerance) == (60, 2)


def test_another_target_for_the_same_year_replaces_it_and_both_stay(cast, performance, deed):
    indicator = make_indicator(cast)
    first = operations.set_target(indicator=indicator, year=cast.year, target=Decimal(75), tolerance=Decimal(2), **deed)
    same = operations.set_target(indicator=indicator, year=cast.year, target=Decimal(75), tolerance=Decimal(2), **deed)
    second = operations.set_target(indicator=indicator, year=cast.year, target=Decimal(80), tolerance=Decimal(2), **deed)

    rows = [text(row) for row in page(performance.get(url("indicator", indicator.pk))).select("table tr") if cast.year.label in text(row)]

    assert (same, second.replaces, Target.objects.standing().get()) == (first, first, second)
    assert [row.split(" Priya")[0] for row in rows] == [f"{cast.year.label} 80 2", f"{cast.year.label}, replaced 75 2"]


@pytest.mark.parametrize("name", ["councillor", "officer", "clerk", "scrutiny", "administrator"])
def test_nobody_else_switches_moves_or_sets_a_target(cast, sign_in, now, name):
    indicator = make_indicator(cast)
    client, by = sign_in(getattr(cast, name)), {"by": cast.viewer(name), "now": now}

    assert {client.get(url(deed, indicator.pk)).status_code for deed in DEEDS} == {404}
    assert {client.post(url(deed, indicator.pk)).status_code for deed in (*DEEDS,)} == {404}
    for ask in (
        lambda: operations.switch_indicator(indicator=indicator, on=False, **by),
        lambda: operations.move_indicator(indicator=indicator, up=True, **by),
        lambda: operations.set_target(indicator=indicator, year=cast.year, target=None, tolerance=Decimal(2), **by),
    ):
        with pytest.raises(Http404), transaction.atomic():
            ask()
    assert (Indicator.objects.get().on_scorecard, Target.objects.count()) == (True, 0)


def test_the_performance_officer_opens_every_page(cast, performance):
    indicator = make_indicator(cast)
    assert {performance.get(url(deed, indicator.pk)).status_code for deed in DEEDS} == {200}
    assert performance.get(url("order")).status_code == 200


# A band --------------------------------------------------------------------------------------------------------------


def banded(cast, **more):
    facts = {"unit": "ratio", "polarity": "band", "band_low": Decimal(14), "band_high": Decimal(18), **more}
    return make_indicator(cast, plain_name="Young people for each adviser", **facts)


@pytest.mark.parametrize(
    ("value", "colour", "why"),
    [
        ("16", "green", "16.0 lies between 14 and 18, where it is best."),
        ("12.5", "amber", "12.5 is 1.5 below the band from 14 to 18: within the 2 that count as close."),
        ("27.1", "red", "27.1 is 9.1 above the band from 14 to 18: more than the 2 that count as close."),
    ],
)
def test_a_band_gives_a_colour_without_anything_to_compare_with(cast, performance, value, colour, why):
    indicator = banded(cast)
    make_value(cast, indicator, None, None, value=Decimal(value))

    rating = Rating.objects.get()
    assert (rating.rule, rating.comparator, rating.result, rating.why) == ("BAND-1", None, colour, why)
    assert why in performance.get(url("indicator", indicator.pk)).text
    assert why in performance.get(url("scorecard")).text or colour == "green"


def test_what_others_have_stands_beside_a_band_without_deciding(cast, performance):
    indicator = banded(cast)
    make_comparator(cast, indicator, "30", area="england")
    make_value(cast, indicator, None, None, value=Decimal(16))

    figure = figures.figure_at(cast.viewer("councillor"), indicator, Value.objects.get().period_ends_on)

    assert (figure.result, [rating.result for rating in figure.ratings]) == ("green", ["green", "none"])
    assert words.compared(telling.for_members(figure)) == "England 30"
    assert "Its colour comes from the band that is best" in performance.get(url("indicator", indicator.pk)).text


def test_a_band_that_is_taken_away_takes_its_colour_along(cast, deed):
    indicator = banded(cast)
    value = make_value(cast, indicator, None, None, value=Decimal(16))
    deeds.change_indicator(indicator=indicator, polarity="low", band_low=None, band_high=None, **deed)

    indicator.refresh_from_db()
    assert figures.figure_at(cast.viewer("councillor"), indicator, value.period_ends_on).result == "none"
    assert Rating.objects.count() == 1


BAND = {
    "code": "WRK05", "name": "Young people for each adviser", "plain_name": "Young people for each adviser", "who_is_counted": "people",
    "unit": "ratio", "polarity": "band", "decimals": "1", "tolerance": "2", "target": "", "position": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter the lowest figure that is still good"),
        ({"band_low": "14"}, "Enter the highest figure that is still good"),
        ({"band_low": "18", "band_high": "14"}, "The highest good figure must not be below the lowest"),
    ],
)
def test_a_band_without_two_ends_is_refused(performance, typed, said):
    assert said in text(page(performance.post(url("add_indicator"), {**BAND, **typed})).select_one(".govuk-error-summary"))
    assert Indicator.objects.count() == 0


def test_the_database_holds_no_band_with_one_end(cast):
    with pytest.raises(ValidationError):
        Indicator(code="X", name="X", plain_name="X", unit="ratio", polarity="band", band_low=1).full_clean()


def test_an_indicator_is_added_with_what_it_measures_how_often_and_its_band(performance):
    more = {"band_low": "14", "band_high": "18", "measures": "input", "cadence": "quarterly", "theme": "Workforce"}
    performance.post(url("add_indicator"), {**BAND, **more})

    one = Indicator.objects.get()
    assert (one.band_low, one.band_high, one.measures, one.cadence, one.theme) == (14, 18, "input", "quarterly", "Workforce")
