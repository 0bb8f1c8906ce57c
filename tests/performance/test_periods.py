"""Periods as people name them."""

from __future__ import annotations

import datetime as dt

import pytest

from performance import periods
from tests.performance.worked import cases


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("starts", "ends", "name", "short"),
    [
        ("2025-04-01", "2026-03-31", "year to 31 March 2026", "Mar 2026"),
        ("2026-01-01", "2026-03-31", "January to March 2026", "Jan–Mar 2026"),
        ("2025-11-01", "2026-01-31", "November 2025 to January 2026", "Nov–Jan 2026"),
        ("2021-04-01", "2021-04-30", "April 2021", "Apr 2021"),
        ("2024-02-01", "2024-02-29", "February 2024", "Feb 2024"),
        ("2026-03-31", "2026-03-31", "31 March 2026", "Mar 2026"),
        ("2026-03-30", "2026-03-30", "30 March 2026", "30 Mar 2026"),
        ("2025-10-27", "2026-10-26", "27 October 2025 to 26 October 2026", "26 Oct 2026"),
        ("2024-04-01", "2026-03-31", "1 April 2024 to 31 March 2026", "Mar 2026"),
    ],
)
def test_the_name_of_a_period(starts, ends, name, short):
    assert periods.name_of(day(starts), day(ends)) == name
    assert periods.short_name_of(day(starts), day(ends)) == short


@pytest.mark.parametrize(("days", "found"), [(0, "fresh"), (100, "fresh"), (101, "ageing"), (200, "ageing"), (201, "stale")])
def test_how_old_is_old(days, found):
    assert periods.freshness(day("2026-01-01"), day("2026-01-01") + dt.timedelta(days=days)) == found


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2022-04-01", "2023-10-01", 18), ("2026-01-31", "2026-02-28", 1), ("2026-01-30", "2026-02-27", 0), ("2026-01-15", "2026-03-14", 1)],
)
def test_full_months_between_two_days(earlier, later, months):
    assert periods.months_between(day(earlier), day(later)) == months


@pytest.mark.parametrize("case", cases("freshness"))
def test_every_worked_example_of_an_age(case):
    assert periods.months_between(day(case["first_week"]), day(case["as_of"])) == case["months"]


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (40, "40 days"), (92, "92 days"), (200, "6 months"), (720, "23 months"), (735, "2 years"), (1090, "2 years")],
)
def test_how_long_ago_in_words(days, said):
    assert periods.span(day("2026-01-01"), day("2026-01-01") + dt.timedelta(days=days)) == said


@pytest.mark.parametrize(
    ("ends", "pace"),
    [
        (["2024-03-31", "2025-03-31", "2026-03-31"], "years"),
        (["2025-12-31", "2026-03-31", "2026-06-30"], "quarters"),
        (["2026-01-31", "2026-02-28", "2026-03-31"], "months"),
        (["2025-03-31", "2026-03-31", "2026-06-30"], "times"),
        (["2026-03-31"], "times"),
    ],
)
def test_how_far_apart_periods_lie(ends, pace):
    assert periods.pace([day(end) for end in ends]) == pace


@pytest.mark.parametrize(("days", "near"), [(365, True), (273, True), (272, False), (457, True), (458, False)])
def test_what_counts_as_a_year_before(days, near):
    assert periods.is_a_year_before(day("2026-03-31") - dt.timedelta(days=days), day("2026-03-31")) is near
