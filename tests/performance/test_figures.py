"""The figures as they stand on a day, and what of them the public may have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from performance import operations, telling, words
from performance.disclosing import verdicts
from performance.figures import figure_at, figures_at
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_value, source_year

AFTER = dt.date(2021, 6, 1)


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def test_the_source_year_in_one_sentence(cast):
    figure = figure_at(cast.viewer("councillor"), source_year(cast), AFTER)

    told = telling.for_members(figure)
    assert words.sentence(told) == (
        "67.9% (89 of 131), 0.9 percentage points higher than last year; similar councils 67.0%, region 69%, England 68%."
    )
    assert words.verdict(told) == "Better than similar councils, level with England, worse than our region."
    assert words.caution(told) == "Similar councils, our region and England: figures to 31 March 2020, older than ours."
    assert words.sentence(telling.for_public(figure, verdicts([figure.indicator]))) == words.sentence(told)


def test_the_colour_is_that_of_similar_councils_then_england_then_the_region(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator)
    viewer, today = cast.viewer("councillor"), timezone.localdate()
    seen = [figure_at(viewer, indicator, today)]
    for area, value in (("region", "80"), ("england", "68"), ("neighbours", "69")):
        make_comparator(cast, indicator, value, area=area)
        seen.append(figure_at(viewer, indicator, today))

    assert [figure.result for figure in seen] == ["none", "red", "green", "amber"]
    assert seen[0].why == "There is nothing to compare it with yet."


def test_an_earlier_day_shows_what_stood_then(cast):
    indicator = make_indicator(cast)
    old = make_value(cast, indicator, 80, 131, ends_on=days_ago(400))
    new = make_value(cast, indicator, 89, 131, ends_on=days_ago(30))
    viewer = cast.viewer("councillor")

    assert [figure_at(viewer, indicator, day).value for day in (days_ago(0), days_ago(100), days_ago(500))] == [new, old, None]


def test_the_year_before_is_the_nearest_to_a_year_ago(cast):
    indicator = make_indicator(cast)
    values = [
        make_value(cast, indicator, n, 131, ends_on=days_ago(30 + days)) for n, days in ((70, 450), (75, 380), (80, 280), (85, 90), (89, 0))
    ]

    assert figure_at(cast.viewer("councillor"), indicator, days_ago(0)).before == values[1]


def test_a_corrected_figure_stands_in_for_the_wrong_one(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 98, 131)
    right = make_value(cast, indicator, 89, 131)

    assert figure_at(cast.viewer("councillor"), indicator, days_ago(0)).past == (right,)


def test_the_peak_of_the_year_is_told_of_a_number_of_children(cast):
    indicator = make_indicator(cast, unit="count", polarity="neutral", decimals=0)
    for number, days in ((500, 500), (376, 365), (396, 180), (364, 0)):
        make_value(cast, indicator, number, None, ends_on=days_ago(days), starts_on=days_ago(days))
    figure = figure_at(cast.viewer("councillor"), indicator, days_ago(0))

    assert figure.peak.numerator == 396
    assert words.sentence(telling.for_members(figure)) == "364 children, 12 fewer than last year; the most in the year was 396."


def test_there_is_no_peak_when_the_newest_is_the_highest_nor_of_a_share(cast):
    number, share = make_indicator(cast, unit="count", polarity="neutral"), make_indicator(cast)
    make_value(cast, number, 364, None)
    make_value(cast, share)

    assert [figure_at(cast.viewer("councillor"), each, days_ago(0)).peak for each in (number, share)] == [None, None]


def test_what_was_said_of_an_earlier_figure_is_not_said_of_this_one(cast):
    indicator = make_indicator(cast)
    make_comment(cast, make_value(cast, indicator, 80, 131, ends_on=days_ago(400)))
    newest = make_value(cast, indicator)
    viewer = cast.viewer("councillor")
    silent = figure_at(viewer, indicator, days_ago(0)).commentary
    said = make_comment(cast, newest)

    assert (silent, figure_at(viewer, indicator, days_ago(0)).commentary) == (None, said)


def test_the_target_is_never_the_colour(cast):
    indicator = make_indicator(cast, target=Decimal(75))
    make_value(cast, indicator)
    make_comparator(cast, indicator, "60")
    figure = figure_at(cast.viewer("councillor"), indicator, days_ago(0))

    assert figure.result == "green"
    assert figure.target_gap == Fraction(8900, 131) - 75


@pytest.mark.parametrize("name", ["stranger", "participation", "partner", "young_member", "administrator", "former", "switched_off"])
def test_who_may_not_read_figures_gets_none(cast, name):
    make_value(cast, make_indicator(cast))

    assert len(figures_at(cast.viewer("councillor"), days_ago(0))) == 1
    assert figures_at(cast.viewer(name), days_ago(0)) == []


def test_a_retired_indicator_is_not_on_the_list(cast, now):
    indicator = make_indicator(cast)
    operations.retire_indicator(indicator=indicator, by=cast.viewer("performance"), now=now)

    assert figures_at(cast.viewer("councillor"), days_ago(0)) == []


def test_the_public_never_gets_a_few_children(cast):
    indicator = make_indicator(cast)
    make_comparator(cast, indicator, "60")
    make_value(cast, indicator, 60, 180, ends_on=days_ago(395))
    make_value(cast, indicator, 4, 180)
    figure = figure_at(cast.viewer("councillor"), indicator, days_ago(0))

    assert words.sentence(telling.for_members(figure)).startswith("2.2% (4 of 180)")
    told = telling.for_public(figure, verdicts([indicator]))
    assert words.sentence(told) == "Too few to show."
    assert (told.before, told.beside, told.peak) == (None, (), None)


def test_the_public_gets_no_change_from_a_year_that_is_hidden(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 4, 180, ends_on=days_ago(395))
    make_value(cast, indicator, 60, 180)
    figure = figure_at(cast.viewer("councillor"), indicator, days_ago(0))

    assert words.sentence(telling.for_public(figure, verdicts([indicator]))) == "33.3% (60 of 180)."


def test_a_nought_that_tells_on_everybody_is_hidden_from_the_public(cast):
    said = []
    for tells in (False, True):
        indicator = make_indicator(cast, zero_disclosive=tells)
        make_value(cast, indicator, 0, 180)
        figure = figure_at(cast.viewer("councillor"), indicator, days_ago(0))
        said.append(words.sentence(telling.for_public(figure, verdicts([indicator]))))

    assert said == ["0.0% (0 of 180).", "Too few to show."]


def test_nothing_can_be_told_before_there_is_a_figure(cast):
    figure = figure_at(cast.viewer("councillor"), make_indicator(cast), days_ago(0))

    assert (figure.value, figure.before, figure.peak, figure.target_gap) == (None, None, None, None)
    with pytest.raises(ValueError, match="no figure yet"):
        telling.for_members(figure)


@pytest.mark.parametrize("number", [1, 3])
def test_five_queries_whatever_there_is(cast, django_assert_num_queries, number):
    for _ in range(number):
        indicator = make_indicator(cast)
        for days in (0, 100, 200, 300):
            make_comment(cast, make_value(cast, indicator, ends_on=days_ago(days)))
        make_comparator(cast, indicator, ends_on=days_ago(400))
    viewer = cast.viewer("councillor")
    assert viewer.standings

    with django_assert_num_queries(5):
        found = figures_at(viewer, days_ago(0))
        assert [words.sentence(telling.for_members(f)) for f in found]
        assert all(f.commentary.by.name and f.primary.comparator.release for f in found)
    assert len(found) == number
