"""RULE-1, at and beside each of its boundaries."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.rating import Inputs, bands, half_unit, inputs_from, rate, rate_against_target, replay
from tests.performance.worked import cases

LONG_TERM = Fraction(8900, 131)


def inputs(value, comparator, polarity="high", tolerance="2", half="0", denominator=None):
    return Inputs(Fraction(value), Fraction(comparator), polarity, Fraction(tolerance), Fraction(half), denominator)


@pytest.mark.parametrize(
    ("value", "comparator", "half", "polarity", "result", "position"),
    [
        (LONG_TERM, "67.0", "0.05", "high", "green", "better"),
        (LONG_TERM, "68", "0.5", "high", "green", "level"),
        (LONG_TERM, "69", "0.5", "high", "amber", "worse"),
        ("7.5", "12", "0.5", "low", "green", "better"),
        ("7.5", "10", "0.5", "low", "green", "better"),
        ("7.5", "11", "0.5", "low", "green", "better"),
        (LONG_TERM, "70", "0.5", "high", "red", "worse"),
        (LONG_TERM, Fraction(2_000_000, 28_640), "0", "high", "amber", "worse"),
        (LONG_TERM, Fraction(162_000, 2300), "0", "high", "red", "worse"),
        (Fraction(9300, 128), Fraction(2_000_000, 28_640), "0", "high", "green", "better"),
        (Fraction(3300, 351), "9", "0.5", "low", "green", "level"),
        ("68.5", "69", "0.5", "high", "green", "level"),
        ("68.49", "69", "0.5", "high", "amber", "worse"),
        ("67.0", "69", "0.5", "high", "amber", "worse"),
        ("66.99", "69", "0.5", "high", "red", "worse"),
        ("10.5", "10", "0.5", "low", "green", "level"),
        ("10.51", "10", "0.5", "low", "amber", "worse"),
        ("12.0", "10", "0.5", "low", "amber", "worse"),
        ("12.01", "10", "0.5", "low", "red", "worse"),
    ],
)
def test_the_colour_of_each_case_of_the_handbook(value, comparator, half, polarity, result, position):
    verdict = rate(inputs(value, comparator, polarity, half=half))

    assert (verdict.result, verdict.position, verdict.reason) == (result, position, "")


@pytest.mark.parametrize("case", cases("rag"))
def test_every_worked_example_of_a_colour(case):
    half = half_unit(case["comparator_dp"], from_counts=case["comparator_from_counts"])

    verdict = rate(inputs(str(case["value"]), str(case["comparator"]), case["polarity"], str(case["tolerance_pp"]), half))

    assert (verdict.result, verdict.position) == (case["expected_rag"], case["expected_position"])


@pytest.mark.parametrize("case", cases("sn_average"))
def test_the_colour_of_our_figure_beside_the_mean_and_the_median_of_similar_councils(case):
    polarity = "low" if case["measure"].startswith("3+") else "high"

    against = {way: rate(inputs(str(case["local"]), str(case[way]), polarity, half="0.05")).result for way in ("mean", "median")}

    assert against == {"mean": case["rag_t2_v_mean"], "median": case["rag_t2_v_median"]}


def test_a_third_of_a_point_is_not_lost_to_rounding_at_the_boundary():
    third = Fraction(200, 3)

    assert rate(inputs(third, third, half="0")).position == "level"
    assert rate(inputs(third - Fraction(1, 10**12), third, half="0", tolerance="0")).result == "red"


@pytest.mark.parametrize(("decimals", "from_counts", "half"), [(0, False, "0.5"), (1, False, "0.05"), (2, False, "0.005"), (2, True, "0")])
def test_half_a_unit_is_half_of_the_last_printed_digit(decimals, from_counts, half):
    assert half_unit(decimals, from_counts=from_counts) == Fraction(half)


def test_a_neutral_figure_has_no_colour_and_says_why():
    verdict = rate(inputs(364, 300, "neutral"))

    assert (verdict.result, verdict.position) == ("none", "")
    assert verdict.reason == "It is shown for context: neither more nor less is good or bad in itself."


def test_fewer_than_ten_children_have_no_colour_and_ten_have_one():
    nine, ten = (rate(inputs(50, 69, denominator=n)) for n in (9, 10))

    assert (nine.result, nine.reason) == ("none", "Too few are counted for a colour: 9, and it takes 10.")
    assert (ten.result, ten.reason) == ("red", "")


@pytest.mark.parametrize("wrong", [{"tolerance": "-1"}, {"half": "-0.5"}, {"polarity": "up"}])
def test_inputs_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"nought or more|polarity"):
        inputs(50, 69, **wrong)


FIGURES = st.fractions(min_value=0, max_value=100, max_denominator=999)
POLARITIES = st.sampled_from(["high", "low"])
TOLERANCES = st.decimals(0, 20, places=2).map(Fraction)
HALVES = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 20)])
ORDER = {"red": 0, "amber": 1, "green": 2}


@given(FIGURES, FIGURES, FIGURES, POLARITIES, TOLERANCES, HALVES)
def test_a_better_figure_never_has_a_worse_colour(one, other, comparator, polarity, tolerance, half):
    worse, better = sorted([one, other], reverse=polarity == "low")

    colours = [rate(Inputs(v, comparator, polarity, tolerance, half)).result for v in (worse, better)]

    assert ORDER[colours[0]] <= ORDER[colours[1]]


@given(FIGURES, FIGURES, TOLERANCES, HALVES)
def test_low_is_high_in_the_mirror(value, comparator, tolerance, half):
    low = rate(Inputs(value, comparator, "low", tolerance, half))
    mirrored = rate(Inputs(2 * comparator - value, comparator, "high", tolerance, half))

    assert low == mirrored


@given(FIGURES, FIGURES, POLARITIES, TOLERANCES, HALVES)
def test_a_wider_tolerance_never_has_a_worse_colour(value, comparator, polarity, tolerance, half):
    strict = rate(Inputs(value, comparator, polarity, tolerance, half))
    kind = rate(Inputs(value, comparator, polarity, tolerance + 1, half))

    assert ORDER[strict.result] <= ORDER[kind.result]


@given(FIGURES, FIGURES, st.sampled_from(["high", "low", "neutral"]), TOLERANCES, HALVES, st.none() | st.integers(0, 400))
def test_a_stored_rating_can_be_worked_out_again(value, comparator, polarity, tolerance, half, denominator):
    given_now = Inputs(value, comparator, polarity, tolerance, half, denominator)

    stored = json.loads(json.dumps(given_now.kept()))

    assert inputs_from(stored) == given_now
    assert replay(stored) == rate(given_now)


@given(FIGURES, FIGURES, POLARITIES, TOLERANCES, HALVES)
def test_each_figure_lies_in_the_one_band_of_its_colour(value, comparator, polarity, tolerance, half):
    rated = Inputs(value, comparator, polarity, tolerance, half)
    sign = rated.sign

    holding = [
        band.result
        for band in bands(rated)
        if (band.worst is None or sign * value >= sign * band.worst) and (band.best is None or sign * value < sign * band.best)
    ]

    assert holding == [rate(rated).result]


def test_amber_is_missing_where_the_half_unit_swallows_it():
    assert [band.result for band in bands(inputs(50, 69, tolerance="0.5", half="0.5"))] == ["green", "red"]
    assert [band.result for band in bands(inputs(50, 69, half="0.5"))] == ["green", "amber", "red"]


def test_a_decimal_from_the_database_is_taken_exactly():
    assert Inputs(Fraction(Decimal("7.5")), Fraction(Decimal("12")), "low", Fraction(Decimal("2.00"))).gap == Fraction(9, 2)


@pytest.mark.parametrize("case", cases("rag_havering_2013"))
def test_every_worked_example_of_the_older_rule(case):
    value, target, before = (Fraction(str(case[name])) for name in ("value", "target", "previous"))

    assert rate_against_target(value, target, before) == case["expected"]
    assert round(float(100 * (target - value) / target), 4) == case["percent_off_target"]


def test_the_older_rule_where_less_is_better():
    found = [rate_against_target(Fraction(value), Fraction(10), Fraction(before), "low") for value, before in ((11, 9), (12, 12), (12, 11))]

    assert found == ["green", "amber", "red"]


def test_the_older_rule_takes_a_target():
    with pytest.raises(ValueError, match="target"):
        rate_against_target(Fraction(1), Fraction(0), Fraction(1))
