"""Averages of similar councils, quartiles and ranks, against figures worked out elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance import standing
from tests.performance.worked import cases

FIGURES = st.lists(st.fractions(0, 100, max_denominator=99), min_size=1, max_size=40)


def exactly(numbers):
    return [None if number is None else Fraction(str(number)) for number in numbers]


@pytest.mark.parametrize("case", cases("sn_average"))
def test_every_worked_example_of_similar_councils(case):
    percents = exactly(case["percents"])

    averages = standing.mean(percents), standing.median(percents)

    assert [(float(each.value), each.used) for each in averages] == [(case[way], case["n_used"]) for way in ("mean", "median")]


def test_a_missing_neighbour_is_left_out_and_counted():
    assert standing.mean(exactly([60, None, 70])) == standing.Average(Fraction(65), 2)
    assert standing.median(exactly([None, 60, 70, 90])) == standing.Average(Fraction(70), 3)
    assert standing.pooled([(65, 101), None, (35, 99)]) == standing.Average(Fraction(50), 2, 100, 200)


def test_nobody_has_no_average():
    assert [standing.mean([None]), standing.median([]), standing.pooled([None]), standing.pooled([(0, 0)])] == [None] * 4


@pytest.mark.parametrize("case", cases("quartile_lait"))
def test_every_worked_example_of_a_quarter(case):
    among = standing.quartiles(exactly(case["quantiles"]))

    assert [float(each) for each in among] == case["quantiles"]
    assert standing.band(Fraction(case["value"]), among, case["polarity"]) == case["expected_band"]


@pytest.mark.parametrize(("figure", "low", "high"), [(10, "A", "D"), (11, "B", "C"), (20, "B", "C"), (30, "C", "B"), (31, "D", "A")])
def test_a_figure_on_a_boundary_belongs_to_the_lower_ones(figure, low, high):
    among = exactly([0, 10, 20, 30, 40])

    assert [standing.band(Fraction(figure), among, polarity) for polarity in ("low", "high")] == [low, high]


def test_nothing_is_best_where_neither_end_is_good():
    with pytest.raises(ValueError, match="Neither"):
        standing.band(Fraction(1), exactly([0, 1, 2, 3, 4]), "neutral")
    with pytest.raises(ValueError, match="nobody"):
        standing.quartiles([])


def test_equal_figures_share_the_better_place():
    figures = exactly([50, 60, 60, 70])

    assert [standing.rank(figure, figures, "high") for figure in figures] == [4, 2, 2, 1]
    assert [standing.rank(figure, figures, "low") for figure in figures] == [1, 2, 2, 4]


@given(FIGURES)
def test_the_median_is_the_middle_quartile_and_all_lie_between_the_ends(figures):
    among = standing.quartiles(figures)

    assert standing.median(figures).value == among[2]
    assert list(among) == sorted(among)
    assert (among[0], among[4]) == (min(figures), max(figures))
