"""Cells and periods as publishers print them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from performance.importing import periods, tokens
from tests.performance.worked import cases


@pytest.mark.parametrize("case", cases("parse_tokens"))
def test_every_worked_example_of_a_cell(case):
    found = tokens.parse(case["raw"])

    assert (found.value, found.status, found.known) == (case["value"], case["status"], True)


@pytest.mark.parametrize(
    ("raw", "value"), [("01:07", 19), ("00:10", 10), ("10:11", 131), (" 64 ", 64), ("17.30", Decimal("17.30")), ("-1.45", Decimal("-1.45"))]
)
def test_a_cell_that_is_a_number(raw, value):
    assert tokens.parse(raw) == tokens.Token(Decimal(value), "ok")


@pytest.mark.parametrize("raw", ["01:12", "sixty", "6O", "1,234", "1e5", "NaN", "--", "C", "3.", "1:7", "٣"])
def test_a_cell_that_is_neither_number_nor_sign(raw):
    assert not tokens.parse(raw).known


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("17.399999999999999", "17.4"), ("8.3000000000000007", "8.3"), ("9", "9"), ("14.55", "14.55"), ("c", "c"), ("0.0", "0")],
)
def test_noise_of_a_spreadsheet_is_taken_away(raw, clean):
    assert tokens.without_noise(raw) == clean


@pytest.mark.parametrize(("raw", "decimals"), [("68", 0), ("67.0", 1), ("14.55", 2)])
def test_how_many_decimals_were_printed(raw, decimals):
    assert tokens.decimals_of(raw) == decimals


@pytest.mark.parametrize(
    ("period", "identifier", "end"),
    [
        ("2025", "Reporting year", "2025-03-31"),
        ("2025", "Calendar year", "2025-12-31"),
        ("202425", "Academic year", "2025-08-31"),
        ("199900", "Academic year", "2000-08-31"),
        ("202425", "Financial year", "2025-03-31"),
        ("202426", "Academic year", None),
        ("2025", "Academic year", None),
        ("202425", "Reporting year", None),
        ("20x5", "Reporting year", None),
        ("2025", "Week 3", None),
        ("", "Week 3", None),
        ("9025", "Reporting year", None),
    ],
)
def test_the_last_day_of_a_period(period, identifier, end):
    assert periods.ends_on(period, identifier) == (dt.date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("label", "measure", "end"),
    [
        ("2024", "LAC", "2024-03-31"),
        ("2024", "LAC_Over_Abs", "2024-08-31"),
        ("2024", "Work_Force_TO_Rate", "2024-09-30"),
        ("2024-25", "LAC", "2025-03-31"),
        ("2023/24", "LAC_SEN", "2024-08-31"),
        ("2025 (prov)", "LAC", "2025-03-31"),
        ("2024 (Rev)", "LAC", "2024-03-31"),
        ("2024-25 (OT)", "LAC", "2025-03-31"),
        ("2022/23-24/25", "LAC", "2025-03-31"),
        ("2020-2022", "LAC", "2022-03-31"),
        ("2024-26", "LAC", None),
        ("Change from previous year", "LAC", None),
        ("", "LAC", None),
    ],
)
def test_the_last_day_of_a_year_of_lait(label, measure, end):
    assert periods.lait_ends_on(label, measure) == (dt.date.fromisoformat(end) if end else None)
