"""Chance and children, against figures worked out elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.statistics import FAR, change, funnel, gap_in_children, share, significance, wilson
from tests.performance.worked import cases

SHARES = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_wilson_interval_of_89_of_131():
    interval = wilson(89, 131)

    assert (round(interval.low, 4), round(interval.high, 4)) == (59.5339, 75.3219)


@pytest.mark.parametrize("case", cases("wilson"))
def test_every_worked_example_of_an_interval(case):
    interval = wilson(case["x"], case["n"])

    assert round(float(share(case["x"], case["n"])), 4) == case["percent"]
    assert interval.low == pytest.approx(case["lower95"], abs=6e-5)
    assert interval.high == pytest.approx(case["upper95"], abs=6e-5)
    assert 100 / case["n"] == pytest.approx(case["one_child_pp"], abs=6e-5)


@pytest.mark.parametrize("wrong", [(-1, 10), (11, 10), (0, 0)])
def test_a_share_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="share"):
        wilson(*wrong)


@given(SHARES)
def test_an_interval_holds_its_own_share_and_stays_between_0_and_100(pair):
    interval = wilson(*pair)

    assert interval.low - 1e-9 <= float(share(*pair)) <= interval.high + 1e-9
    assert interval.low >= 0
    assert interval.high <= 100


@pytest.mark.parametrize(
    ("comparator", "polarity", "expected"),
    [
        (67, "high", "similar"),
        (60, "high", "similar"),
        (50, "high", "better"),
        (80, "high", "worse"),
        (80, "low", "better"),
        (50, "low", "worse"),
    ],
)
def test_our_figure_stands_clear_of_a_comparator_outside_its_interval(comparator, polarity, expected):
    assert significance(89, 131, comparator, polarity) == expected


@pytest.mark.parametrize("case", cases("significance"))
def test_every_worked_example_of_standing_clear(case):
    assert significance(case["x"], case["n"], case["comparator"], case["polarity"]) == case["expected"]


@pytest.mark.parametrize("case", cases("change"))
def test_every_worked_example_of_a_change(case):
    moved = change(tuple(case["now"]), tuple(case["before"]))

    assert float(moved.points) == pytest.approx(case["change_pp"], abs=6e-4)
    assert moved.interval.low == pytest.approx(case["lower95"], abs=6e-4)
    assert moved.interval.high == pytest.approx(case["upper95"], abs=6e-4)
    assert moved.clear is (case["expected"] != "no clear change")


def test_48_of_422_after_30_of_408_is_a_real_change():
    moved = change((48, 422), (30, 408))

    assert moved.clear
    assert (round(float(moved.points), 2), round(moved.interval.low, 2), round(moved.interval.high, 2)) == (4.02, 0.03, 8.03)


def test_65_of_101_after_79_of_118_is_not_clear():
    assert not change((65, 101), (79, 118)).clear


@given(SHARES, SHARES)
def test_a_change_seen_backwards_is_its_mirror(now, before):
    there, back = change(now, before), change(before, now)

    assert there.points == -back.points
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert there.clear == back.clear


@pytest.mark.parametrize(
    ("numerator", "denominator", "comparator", "polarity", "children"),
    [(89, 131, 67, "high", 0), (89, 131, 68, "high", 1), (89, 131, 69, "high", 2), (89, 131, 70, "high", 3), (46, 416, 10, "low", 5)],
)
def test_a_gap_is_counted_in_children(numerator, denominator, comparator, polarity, children):
    assert gap_in_children(numerator, denominator, Fraction(comparator), polarity) == children


def test_a_product_that_is_whole_is_not_rounded_up():
    assert gap_in_children(67, 100, Fraction("68"), "high") == 1


@pytest.mark.parametrize("case", cases("gap_in_children"))
def test_every_worked_example_of_a_gap(case):
    gap = gap_in_children(case["x"], case["n"], Fraction(str(case["comparator"])), case["polarity"])

    assert gap == case["gap_in_children"]
    assert max(case["x"], case["children_needed"]) - case["x"] == gap


@given(SHARES, st.fractions(0, 100, max_denominator=100), st.sampled_from(["high", "low"]))
def test_the_gap_is_the_fewest_children_that_reach_the_comparator(pair, comparator, polarity):
    numerator, denominator = pair
    step = -1 if polarity == "low" else 1
    gap = gap_in_children(numerator, denominator, comparator, polarity)

    reached = [step * (share(numerator + step * n, denominator) - comparator) >= 0 for n in range(gap + 1)]

    assert reached == [False] * gap + [True]


@pytest.mark.parametrize("case", cases("funnel"))
def test_every_worked_example_of_a_funnel(case):
    baseline = 100 * case["baseline"]

    near, far = funnel(baseline, case["n"]), funnel(baseline, case["n"], FAR)

    assert [round(edge, 3) for edge in (near.low, near.high, far.low, far.high)] == [
        case[edge] for edge in ("lower95", "upper95", "lower99_8", "upper99_8")
    ]


def test_a_funnel_takes_somebody():
    with pytest.raises(ValueError, match="somebody"):
        funnel(50, 0)
