"""Rows for another program: whole, plain numbers, the same as CSV and JSON."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from performance import operations
from performance.feed.rows import COMPARATORS_HEAD, FIGURES_HEAD
from tests.factories.performance import make_comparator, make_indicator, make_value
from tests.performance.test_disclosing import days_ago


def table(client, name):
    """The rows of one address, by the names of its columns."""
    answer = client.get(reverse(f"performance:feed_{name}_csv"))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


def objects(client, name):
    return client.get(reverse(f"performance:feed_{name}_json")).json()


def stable(cast):
    """89 of 131 beside similar councils with 67.0, and 87 of 130 the year before."""
    indicator = make_indicator(cast, code="STA01", plain_name="Stayed in one home", decimals=1)
    make_comparator(cast, indicator, "67.0")
    make_value(cast, indicator, 87, 130, ends_on=days_ago(400))
    make_value(cast, indicator, 89, 131, ends_on=days_ago(30))
    return indicator


def test_each_figure_is_a_row_with_counts_colour_and_a_number_without_a_sign(cast, sign_in):
    stable(cast)
    before, now = table(sign_in(cast.performance), "figures")

    assert (before["period_ends_on"], now["period_ends_on"]) == (days_ago(400).isoformat(), days_ago(30).isoformat())
    assert [now[name] for name in ("code", "name", "numerator", "denominator", "value", "unit")] == [
        *("STA01", "Stayed in one home", "89", "131", "67.9", "percent"),
    ]
    assert (now["colour"], now["beside"]) == ("green", "neighbours")


def test_a_number_above_a_thousand_has_no_comma_and_json_holds_numbers(cast, sign_in):
    counted = make_indicator(cast, code="POP01", unit="count", decimals=0)
    make_value(cast, counted, 1364, None)

    client = sign_in(cast.performance)
    assert [row["value"] for row in table(client, "figures")] == ["1364"]
    assert [(row["value"], row["numerator"], row["denominator"]) for row in objects(client, "figures")] == [(1364, 1364, None)]


def test_half_a_digit_is_rounded_up(cast, sign_in):
    make_value(cast, make_indicator(cast, decimals=0), 1, 8 * 25)  # 0.5 per cent
    assert [row["value"] for row in table(sign_in(cast.performance), "figures")] == ["1"]


def test_only_the_standing_version_is_a_row(cast, sign_in):
    value = make_value(cast, stable(cast), 80, 131, ends_on=days_ago(70))
    given = {"numerator": 81, "denominator": 131, "value": None, "source": "Counted again"}
    period = {"period_starts_on": value.period_starts_on, "period_ends_on": value.period_ends_on}
    operations.load_value(indicator=value.indicator, **period, **given, by=cast.viewer("performance"), now=value.loaded_at)

    assert [row["numerator"] for row in table(sign_in(cast.performance), "figures")] == ["87", "81", "89"]


def test_a_retired_indicator_keeps_its_rows(cast, sign_in):
    indicator = stable(cast)
    operations.retire_indicator(indicator=indicator, by=cast.viewer("performance"), now=timezone.now())

    assert len(table(sign_in(cast.performance), "figures")) == 2


def test_each_published_figure_is_a_row(cast, sign_in):
    indicator = stable(cast)
    make_comparator(cast, indicator, "69", area="region", printed_decimals=0, release="November 2025")

    rows = table(sign_in(cast.performance), "comparators")
    assert [(row["area"], row["value"]) for row in rows] == [("neighbours", "67.0"), ("region", "69")]
    assert rows[1]["release"] == "November 2025"


def test_json_has_the_columns_of_csv_in_their_order(cast, sign_in):
    stable(cast)
    client = sign_in(cast.performance)

    assert [list(objects(client, name)[0]) for name in ("figures", "comparators")] == [list(FIGURES_HEAD), list(COMPARATORS_HEAD)]
    for name in ("figures", "comparators"):
        assert [str(row["code"]) for row in objects(client, name)] == [row["code"] for row in table(client, name)]


def test_a_cell_that_would_start_a_formula_is_text(cast, sign_in):
    make_value(cast, make_indicator(cast, plain_name="=1+1"), 40, 90)

    assert [row["name"] for row in table(sign_in(cast.performance), "figures")] == ["'=1+1"]


def test_nothing_loaded_is_a_head_without_rows(cast, sign_in):
    client = sign_in(cast.performance)

    assert (table(client, "figures"), objects(client, "comparators")) == ([], [])


def test_whoever_reads_only_what_is_told_gets_no_feed(cast, sign_in):
    make_value(cast, make_indicator(cast), 3, 91, value=Decimal("3.3"))

    names = [f"performance:feed_{name}_{kind}" for name in ("figures", "comparators") for kind in ("csv", "json")]
    for person in (cast.scrutiny, cast.councillor, cast.clerk):
        assert {sign_in(person).get(reverse(name)).status_code for name in names} == {404}
    assert {sign_in(cast.performance).get(reverse(name)).status_code for name in names} == {200}
