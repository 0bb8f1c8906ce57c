"""Which way a figure has gone, in at most fifteen words with a verb."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from performance.charting import labels, period_name, span
from performance.course import course, finding, running
from performance.models import Value
from performance.words import Said, Told


def march(year, figure):
    return Value(period_starts_on=dt.date(year - 1, 4, 1), period_ends_on=dt.date(year, 3, 31), value=figure)


def years(*figures):
    return [march(2027 - len(figures) + n, figure) for n, figure in enumerate(figures)]


def told(values):
    return Told("percent", "high", 1, Said(values[-1].exact))


@pytest.mark.parametrize(
    ("figures", "said", "of_the_line"),
    [
        ((68,), "It stands at 68.0%: one period so far", ""),
        ((67, 68), "It has gone up by 1.0 percentage points, to 68.0%", ""),
        ((68, 67), "It has gone down by 1.0 percentage points, to 67.0%", ""),
        ((68, 68), "It has not moved: 68.0% again", ""),
        ((70, 75, 74, 73, 72, 71, 70), "It has gone down five years running, to 70.0%", "It has gone down five years running."),
        ((70, 69, 71, 72), "It has gone up two years running, to 72.0%", "It has gone up two years running."),
    ],
)
def test_what_the_line_shows(figures, said, of_the_line):
    values = years(*figures)

    assert finding(told(values), values) == said
    assert course(values) == of_the_line
    assert len(said.split()) <= 15


@pytest.mark.parametrize(("figures", "steps"), [([1], 0), ([1, 2], 1), ([1, 1], 0), ([3, 2, 1], 2), ([1, 3, 2], 1), ([1, 2, 2, 3], 1)])
def test_how_many_steps_go_the_same_way(figures, steps):
    assert running([Fraction(f) for f in figures]) == steps


def test_years_are_labelled_by_their_number():
    values = years(68, 69)

    assert (labels(values), period_name(values), span(values)) == (("2025", "2026"), "Year to March", "year to March, 2025 to 2026")


def test_days_of_the_year_are_named_by_their_day():
    values = [Value(period_starts_on=day, period_ends_on=day, value=1) for day in (dt.date(2025, 3, 31), dt.date(2026, 3, 31))]

    assert (labels(values), period_name(values), span(values)) == (("2025", "2026"), "31 March", "31 March, 2025 to 2026")


def test_two_periods_that_would_read_alike_are_written_out():
    values = [
        Value(period_starts_on=dt.date(2026, 3, 1), period_ends_on=dt.date(2026, 3, 31), value=1),
        Value(period_starts_on=dt.date(2025, 4, 1), period_ends_on=dt.date(2026, 3, 31), value=1),
        Value(period_starts_on=dt.date(2026, 4, 1), period_ends_on=dt.date(2026, 4, 30), value=1),
    ]

    assert labels(values) == ("March 2026", "year to 31 March 2026", "Apr 2026")
    assert (period_name(values), span(values[:1])) == ("Period", "March 2026")
