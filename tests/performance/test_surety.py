"""How sure a figure is: clear or chance, the change, other averages, the place among all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from performance import placing, surety, telling
from performance.figures import figure_at
from performance.models import Comparator
from tests.factories.performance import make_comparator, make_indicator, make_value
from tests.performance.statistics_files import STABILITY_2025, take

END = dt.date(2025, 3, 31)


def read(cast, indicator):
    figure = figure_at(cast.viewer("performance"), indicator, timezone.localdate())
    return figure, telling.for_members(figure)


def test_a_colour_whose_comparator_lies_within_the_interval_could_be_chance(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 89, 131)
    make_comparator(cast, indicator, "69")

    assert surety.chance(*read(cast, indicator)) == {
        "word": "Could be chance",
        "sentence": "With 131 children, chance alone could put our figure anywhere between 59.5% and 75.3%. "
        "Similar councils: 69%, which is within that.",
    }


def test_a_colour_whose_comparator_lies_outside_is_clear(cast):
    indicator = make_indicator(cast, polarity="low")
    make_value(cast, indicator, 27, 360)
    make_comparator(cast, indicator, "12")

    assert surety.chance(*read(cast, indicator))["word"] == "Clear"


@pytest.mark.parametrize("more", [{"polarity": "neutral"}, {"unit": "count"}])
def test_without_a_colour_or_a_share_there_is_nothing_to_be_sure_of(cast, more):
    indicator = make_indicator(cast, **more)
    make_value(cast, indicator, 89, None if "unit" in more else 131)
    make_comparator(cast, indicator, "69")

    assert surety.chance(*read(cast, indicator)) is None


def test_a_change_is_clear_or_could_be_chance(cast):
    clear, unclear = make_indicator(cast, polarity="low"), make_indicator(cast)
    for indicator, before, now in ((clear, (30, 408), (48, 422)), (unclear, (79, 118), (65, 101))):
        make_value(cast, indicator, *before, ends_on=END.replace(year=2024))
        make_value(cast, indicator, *now, ends_on=END)

    assert surety.change(*read(cast, clear)) == {
        "word": "Clear",
        "sentence": "It went up by 4.0 in a year, in percentage points. Chance alone leaves that anywhere between up by 0.0 and up by 8.0. "
        "No change at all is outside that, so the change is clear.",
    }
    assert surety.change(*read(cast, unclear))["word"] == "Could be chance"
    assert [row["low"] for row in surety.table(*read(cast, unclear))] == ["58.0%", "54.6%"]


def test_another_average_that_would_change_the_colour_is_said(cast, sign_in):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 644, 1000)
    for method, value in (("median", "65.5"), ("mean", "67.3")):
        make_comparator(cast, indicator, value, method=method)

    page = sign_in(cast.councillor).get(reverse("performance:indicator", args=[indicator.pk])).text
    figure, told = read(cast, indicator)
    rows = surety.averages(figure, Comparator.objects.all(), told)

    assert [(row["how"], row["figure"], row["result"], row["ours"]) for row in rows] == [
        ("Mean of their figures", "67.3%", "red", True),
        ("Median of their figures", "65.5%", "amber", False),
    ]
    assert "Another way of averaging similar councils would change this colour." in page


def test_averages_that_agree_say_nothing_of_another_colour(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 644, 1000)
    for method in ("median", "mean"):
        make_comparator(cast, indicator, "60", method=method)
    figure, told = read(cast, indicator)

    assert surety.sensitive(surety.averages(figure, Comparator.objects.all(), told)) == ""


def test_the_place_among_all_councils_is_by_our_published_figure(cast, now, sign_in):
    indicator = make_indicator(cast, code="STA02", plain_name="Same home for two years or more")
    make_value(cast, indicator)
    take(cast, now, STABILITY_2025)
    assert placing.placed(indicator) is None  # nobody said which council is ours
    take(cast, now, STABILITY_2025, authority="301")

    found = placing.placed(indicator)
    page = sign_in(cast.councillor).get(reverse("performance:indicator", args=[indicator.pk])).text

    assert (1 <= found["rank"] <= found["of"], found["ends_on"]) == (True, END)
    assert f"is number {found['rank']} of {found['of']}, the best being number 1" in page


def test_scorecard_and_page_ask_as_much_with_twenty_years_as_with_one(cast, now, sign_in, django_assert_max_num_queries):
    client, indicator = sign_in(cast.performance), make_indicator(cast, code="STA02")
    take(cast, now, STABILITY_2025, authority="301")
    pages = [reverse("performance:scorecard"), reverse("performance:indicator", args=[indicator.pk])]

    def asked():
        counts = []
        for page in pages:
            with django_assert_max_num_queries(30) as seen:
                assert client.get(page).status_code == 200
            counts.append(len(seen))
        return counts

    for year in (2024, 2025):
        make_value(cast, indicator, 80, 120, ends_on=END.replace(year=year))
        make_comparator(cast, indicator, "68", ends_on=END.replace(year=year), method="mean")
    one = asked()
    for year in range(2006, 2024):
        make_value(cast, indicator, 80, 120, ends_on=END.replace(year=year))
        make_comparator(cast, indicator, "68", ends_on=END.replace(year=year), method="mean")

    assert asked() == one
    assert max(one) <= 20
