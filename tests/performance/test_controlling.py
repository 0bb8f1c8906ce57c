"""The control chart on the page of a monthly figure: when there is one, what it says, and its table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from performance import controlling
from performance.figures import figures_at
from tests.factories.performance import make_indicator, make_months, make_value

USUAL = [88, 90, 87, 91, 89, 90, 88, 92, 90, 89, 91]  # limits about 84 and 95 (scorecard handbook §4.6)


def chart_of(cast, indicator):
    [figure] = figures_at(cast.viewer("councillor"), timezone.localdate(), [indicator], kept=24)
    return controlling.chart_of(figure)


def page(cast, sign_in, indicator):
    response = sign_in(cast.councillor).get(reverse("performance:indicator", args=[indicator.pk]))
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def monthly(cast, figures, **more):
    indicator = make_indicator(cast, cadence="monthly", **more)
    make_months(cast, indicator, figures)
    return indicator


@pytest.mark.parametrize(
    ("last", "polarity", "title"),
    [
        (89, "high", "The last month is as usual: chance alone moves it that far"),
        (70, "high", "Something got worse: chance alone would rarely do that"),
        (70, "low", "Something got better: chance alone would rarely do that"),
        (70, "neutral", "Something changed: chance alone would rarely do that"),
    ],
)
def test_the_title_says_whether_a_month_is_as_usual(cast, sign_in, last, polarity, title):
    indicator = monthly(cast, [*USUAL, last], polarity=polarity)

    assert chart_of(cast, indicator).chart.title == title
    assert title in page(cast, sign_in, indicator)


def test_what_stands_out_is_said_and_the_table_has_every_month_with_its_limits(cast, sign_in):
    indicator = monthly(cast, [*USUAL, 70])
    found = chart_of(cast, indicator)

    assert "What stands out: the last month lies outside the limits." in found.sentence
    assert found.table.head == ["Month", "Ours", "Upper", "Middle", "Lower"]
    assert (len(found.table.rows), found.table.rows[0][1]) == (12, "70.0%")
    assert found.sentence in page(cast, sign_in, indicator)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (97, "As it runs now, it will not meet the target of 97.0%: something has to change."),
        (89, "As it runs now, it will meet the target of 89.0% in some months and miss it in others, by chance."),
        (70, "As it runs now, it will meet the target of 70.0% month after month."),
    ],
)
def test_whether_the_figure_as_it_runs_will_meet_its_target(cast, target, said):
    assert chart_of(cast, monthly(cast, [*USUAL, 89], target=Decimal(target))).target == said


@pytest.mark.parametrize(
    ("figures", "rolling", "said"),
    [
        (USUAL, 0, "A control chart takes 12 months; there are 11."),
        ([*USUAL, 89], 12, "Each point counts most of the children of the one before"),
    ],
)
def test_where_there_is_none_the_page_says_why(cast, sign_in, figures, rolling, said):
    indicator = monthly(cast, figures, rolling_months=rolling)

    assert chart_of(cast, indicator).chart is None
    assert said in page(cast, sign_in, indicator)


def test_a_year_among_months_takes_the_chart_away(cast):
    indicator = monthly(cast, [*USUAL, 89])
    make_value(cast, indicator)

    assert chart_of(cast, indicator).why_not == "A control chart takes a figure for each month."


def test_a_yearly_figure_has_none_and_needs_no_reason(cast, sign_in):
    indicator = make_indicator(cast, cadence="annual")
    make_value(cast, indicator)

    assert chart_of(cast, indicator) is None
    assert "control chart" not in page(cast, sign_in, indicator)


def test_no_limit_of_a_share_is_shown_above_a_hundred_or_below_nought(cast):
    high, low = chart_of(cast, monthly(cast, [*[99, 97] * 5, 99, 98])), chart_of(cast, monthly(cast, [*[1, 3] * 5, 1, 2]))

    assert "and 100.0%." in high.sentence
    assert "between 0.0% and" in low.sentence
