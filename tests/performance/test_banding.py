"""BAND-1: best between two numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from performance import banding


def given(value, tolerance="2", denominator=None):
    return banding.Inputs(Fraction(value), Fraction(14), Fraction(18), Fraction(tolerance), denominator)


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        *(("14", "green"), ("16", "green"), ("18", "green")),
        *(("13.99", "amber"), ("18.01", "amber"), ("12", "amber"), ("20", "amber")),
        *(("11.99", "red"), ("20.01", "red")),
    ],
)
def test_the_colour_within_and_outside_a_band_with_boundaries_on_the_better_side(value, colour):
    assert banding.rate(given(value)) == colour


def test_too_few_children_get_no_colour():
    assert (banding.rate(given("16", denominator=9)), banding.rate(given("16", denominator=10))) == ("none", "green")


def test_without_a_tolerance_nothing_is_close():
    assert banding.rate(given("13.99", tolerance="0")) == "red"


def test_what_went_in_is_kept_and_gives_the_same_colour_again():
    one = given("13.5", denominator=131)
    assert banding.inputs_from(one.kept()) == one


@pytest.mark.parametrize("wrong", [{"low": Fraction(19)}, {"tolerance": Fraction(-1)}])
def test_a_band_that_cannot_be_is_refused(wrong):
    facts = {"value": Fraction(1), "low": Fraction(14), "high": Fraction(18), "tolerance": Fraction(2)}
    with pytest.raises(ValueError, match="band ends where it begins"):
        banding.Inputs(**{**facts, **wrong})
