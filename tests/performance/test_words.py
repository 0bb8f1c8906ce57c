"""A figure in words: every number from the record, rounded once, better and worse the right way round."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from performance import rating, words
from performance.words import Beside, Said, Told

LAST_MARCH = dt.date(2020, 3, 31)


def share(numerator, denominator):
    return Said(Fraction(100 * numerator, denominator), numerator, denominator)


def beside(area, value, decimals=0, position="", lag=30):
    return Beside(area, Fraction(value), decimals, position, LAST_MARCH, lag)


def told(now, **more):
    return Told(**{"unit": "percent", "polarity": "high", "decimals": 1, "now": now, **more})


STABILITY = told(
    share(89, 131),
    before=Said(Fraction("67.0")),
    beside=(beside("neighbours", "67.0", 1, "better"), beside("england", 68, 0, "level"), beside("region", 69, 0, "worse")),
)


def test_the_sentence_of_the_source_year():
    assert words.sentence(STABILITY) == (
        "67.9% (89 of 131), 0.9 percentage points higher than last year; similar councils 67.0%, region 69%, England 68%."
    )


def test_a_percentage_without_counts():
    moves = told(Said(Fraction("7.5")), polarity="low", beside=(beside("neighbours", 12), beside("region", 10), beside("england", 11)))

    assert words.sentence(moves) == "7.5%; similar councils 12%, region 10%, England 11%."


def test_a_number_of_children_with_its_peak():
    children = told(Said(Fraction(364), 364), unit="count", polarity="neutral", decimals=0, before=Said(Fraction(376)), peak=Fraction(396))

    assert words.sentence(children) == "364 children, 12 fewer than last year; the most in the year was 396."


def test_a_hidden_figure_takes_everything_with_it():
    hidden = told(Said(None), before=share(80, 120), beside=(beside("england", 68, 0, "better"),))

    assert words.sentence(hidden) == "Too few to show."
    assert [words.verdict(hidden), words.phrase(hidden), words.gap(hidden), words.caution(hidden), words.moved(hidden)] == [""] * 5


def test_a_hidden_year_before_leaves_no_change_to_work_it_out_from():
    assert words.sentence(told(share(89, 131), before=Said(None))) == "67.9% (89 of 131)."


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("68", "67", "1.0 percentage points higher than last year"),
        ("67", "68", "1.0 percentage points lower than last year"),
        ("67", "67", "the same as last year"),
        ("67.04", "67", "almost the same as last year"),
        ("67.05", "67", "0.1 percentage points higher than last year"),
    ],
)
def test_how_it_moved(now, before, said):
    assert words.moved(told(Said(Fraction(now)), before=Said(Fraction(before)))) == said


def test_one_whole_point_is_one_point():
    assert words.apart(Fraction(1), told(Said(None), decimals=0)) == "1 percentage point"


def test_halves_go_up():
    assert words.figure(Fraction("66.65"), STABILITY) == "66.7%"


@pytest.mark.parametrize(
    ("polarity", "now", "before", "said"),
    [
        ("high", (120, 200), (80, 200), "Getting better."),
        ("high", (80, 200), (120, 200), "Getting worse."),
        ("low", (120, 200), (80, 200), "Getting worse."),
        ("low", (80, 200), (120, 200), "Getting better."),
        ("high", (89, 131), (85, 126), "No real change since last year."),
        ("high", (80, 200), (80, 200), "No change."),
        ("neutral", (120, 200), (80, 200), "Higher than last year."),
        ("neutral", (80, 200), (120, 200), "Lower than last year."),
    ],
)
def test_a_change_is_named_by_what_chance_would_do(polarity, now, before, said):
    assert words.phrase(told(share(*now), polarity=polarity, before=share(*before))) == said


@pytest.mark.parametrize(("polarity", "said"), [("high", "Better than last year."), ("low", "Worse than last year.")])
def test_without_counts_only_the_two_years_are_compared(polarity, said):
    assert words.phrase(told(Said(Fraction(8)), polarity=polarity, before=Said(Fraction(7)))) == said


def test_a_first_figure_is_too_early_to_say():
    assert words.phrase(told(share(89, 131))) == "Too early to say."


def test_the_verdict_names_each_side_from_near_to_far():
    assert words.verdict(STABILITY) == "Better than similar councils, level with England, worse than our region."
    assert words.verdict(told(share(89, 131))) == ""


def test_the_verdict_joins_those_on_one_side():
    all_better = tuple(beside(area, 10, 0, "better") for area in ("england", "region", "neighbours"))

    assert words.verdict(told(Said(Fraction(20)), beside=all_better)) == "Better than similar councils, our region and England."


@pytest.mark.parametrize(
    ("now", "polarity", "comparator", "said"),
    [
        ((89, 131), "high", 69, "With 2 more children it would reach similar councils."),
        ((46, 416), "low", 10, "With 5 fewer children it would reach similar councils."),
        ((42, 416), "low", 10, "With 1 fewer child it would reach similar councils."),
    ],
)
def test_the_gap_is_told_in_children(now, polarity, comparator, said):
    assert words.gap(told(share(*now), polarity=polarity, beside=(beside("neighbours", comparator, 0, "worse"),))) == said


def test_no_gap_where_we_are_level_or_have_no_counts_or_nobody_beside():
    worse = (beside("neighbours", 70, 0, "worse"),)

    assert words.gap(told(share(89, 131), beside=(beside("neighbours", 68, 0, "level"),))) == ""
    assert words.gap(told(Said(Fraction(60)), beside=worse)) == ""
    assert words.gap(told(share(89, 131))) == ""


def test_a_comparator_of_another_time_is_named():
    old = (beside("neighbours", 67, lag=395), beside("england", 68, lag=395))

    assert words.caution(told(share(89, 131), beside=old)) == "Similar councils and England: figures to 31 March 2020, older than ours."
    assert words.caution(told(share(89, 131), beside=old[:1])) == "Similar councils: figure to 31 March 2020, older than ours."
    assert words.caution(told(share(89, 131), beside=(beside("england", 68, lag=92),))) == ""


@pytest.mark.parametrize(
    ("comparator", "half", "polarity", "said"),
    [
        ("67.0", "0.05", "high", "67.9% is 0.9 percentage points better than similar councils at 67%."),
        ("68", "0.5", "high", "67.9% cannot be told apart from similar councils at 68%."),
        ("69", "0.5", "high", "67.9% is 1.1 percentage points worse than similar councils at 69%: within the 2 that count as close."),
        ("70", "0.5", "high", "67.9% is 2.1 percentage points worse than similar councils at 70%: more than the 2 that count as close."),
        ("60", "0", "low", "67.9% is 7.9 percentage points worse than similar councils at 60%: more than the 2 that count as close."),
        ("60", "0", "neutral", rating.NEUTRAL),
    ],
)
def test_why_a_figure_has_its_colour(comparator, half, polarity, said):
    now = share(89, 131)
    given = rating.Inputs(now.value, Fraction(comparator), polarity, Fraction(2), Fraction(half))

    assert words.why(told(now, polarity=polarity), beside("neighbours", comparator), given, rating.rate(given)) == said


def test_why_a_figure_is_level_to_the_last_digit():
    given = rating.Inputs(Fraction(68), Fraction(68), "high", Fraction(2))

    said = words.why(told(Said(Fraction(68))), beside("england", 68), given, rating.rate(given))

    assert said == "68.0% is level with England at 68%."


@pytest.mark.parametrize(
    ("comparator", "half", "polarity", "said"),
    [
        ("69", "0.5", "high", ["68.5% or more", "67% or more, but less than 68.5%", "less than 67%"]),
        ("10", "0.5", "low", ["10.5% or less", "12% or less, but more than 10.5%", "more than 12%"]),
        (
            Fraction(200, 3),
            "0",
            "high",
            ["about 66.67% or more", "about 64.67% or more, but less than about 66.67%", "less than about 64.67%"],
        ),
    ],
)
def test_each_band_in_words(comparator, half, polarity, said):
    given = rating.Inputs(Fraction(50), Fraction(comparator), polarity, Fraction(2), Fraction(half))

    assert [words.band(band, told(Said(None), polarity=polarity)) for band in rating.bands(given)] == said
