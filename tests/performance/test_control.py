"""Control charts: limits and signals against a series worked out elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest

from performance import control
from tests.performance.worked import EXAMPLES

SERIES = [Fraction(point) for point in EXAMPLES["spc_xmr"]["series"]]
FIXED = control.limits(SERIES[:11])


@pytest.mark.parametrize(("points", "name"), [(SERIES, "all_points"), (SERIES[:11], "limits_fixed_after_11")])
def test_the_limits_of_the_worked_example(points, name):
    found, expected = control.limits(points), EXAMPLES["spc_xmr"][name]

    got = {"mean": found.mean, "mean_moving_range": found.moving_range, "lower": found.lower, "upper": found.upper}

    assert {key: round(float(figure), 6) for key, figure in got.items()} == expected


@pytest.mark.parametrize(
    ("last", "polarity", "signals", "said"),
    [
        (84, "high", (), "usual"),
        (83, "high", ("outside",), "concern"),
        (83, "low", ("outside",), "better"),
        (96, "neutral", ("outside",), "change"),
    ],
)
def test_what_the_next_point_says(last, polarity, signals, said):
    points = [*SERIES[:11], Fraction(last)]

    found = control.signals(points, FIXED)

    assert (found, control.means(found, points[-1], FIXED, polarity)) == (signals, said)


@pytest.mark.parametrize(("told", "expected"), EXAMPLES["spc_xmr"]["assurance_fixed_limits_higher_is_better"].items())
def test_whether_a_target_will_be_met(told, expected):
    assert control.assurance(Fraction(told.split()[1]), FIXED, "high") == expected


@pytest.mark.parametrize(("target", "expected"), [(97, "consistent_pass"), (95, "inconsistent"), (80, "consistent_fail")])
def test_whether_a_target_will_be_met_where_less_is_better(target, expected):
    assert control.assurance(Fraction(target), FIXED, "low") == expected


def series(*points):
    return [Fraction(point) for point in points]


@pytest.mark.parametrize(
    ("points", "signals"),
    [
        (series(11, 12, 11, 12, 11, 12, 11), ("one side",)),
        (series(9, 12, 11, 12, 11, 12, 11), ()),
        (series(7, 8, 9, 10, 11, 12, 13), ("trend",)),
        (series(13, 12, 11, 10, 9, 8, 7), ("trend",)),
        (series(8, 9, 10, 11, 12, 13), ()),
        (series(10, 14, 10, 14), ("near a limit",)),
        (series(10, 6, 10, 14), ()),
        (series(14, 14, 10), ()),
    ],
)
def test_each_signal_at_its_edge(points, signals):
    assert control.signals(points, control.Limits(Fraction(10), Fraction(2))) == signals


def test_a_range_far_above_the_others_does_not_widen_the_limits():
    calm = series(*[10, 11] * 10)

    assert control.limits([*calm, Fraction(60)]).moving_range == 1


@pytest.mark.parametrize(
    ("points", "rolls", "monthly", "why"),
    [
        (12, False, True, ""),
        (11, False, True, "12 months; there are 11"),
        (30, True, True, "not there"),
        (30, False, False, "for each month"),
    ],
)
def test_who_may_have_a_control_chart(points, rolls, monthly, why):
    found = control.why_not(points, rolls=rolls, monthly=monthly)

    assert (found == "") == (why == "")
    assert why in found


def test_limits_take_two_points():
    with pytest.raises(ValueError, match="two points"):
        control.limits(series(1))
