"""One verdict a figure, the same for every output; and no output that goes round it."""

from __future__ import annotations

import ast
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import timezone

from performance import disclosing, telling
from performance.figures import figure_at
from tests.factories.performance import make_indicator, make_value

ROOT = Path(__file__).resolve().parents[2]
# What holds a figure in full. Whatever leaves the house is made from `telling.for_public` and holds none of these.
IN_FULL = {"numerator", "denominator", "exact", "for_members", "plain", "why", "primary", "target_gap"}


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def test_a_figure_near_the_one_before_it_is_hidden_where_their_periods_overlap(cast):
    indicator = make_indicator(cast)
    first = make_value(cast, indicator, 60, 180, ends_on=days_ago(120))
    near = make_value(cast, indicator, 63, 190, ends_on=days_ago(90))
    far = make_value(cast, indicator, 70, 200, ends_on=days_ago(60))

    verdicts = disclosing.verdicts([indicator])

    assert [(verdicts[each.pk].hidden, verdicts[each.pk].rules) for each in (first, near, far)] == [
        (False, ()),
        (True, ("D7",)),
        (False, ()),
    ]


def test_a_figure_near_the_one_before_it_is_told_where_they_share_no_child_and_no_day(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 60, 180, ends_on=days_ago(400))
    make_value(cast, indicator, 63, 190, ends_on=days_ago(30))

    assert [one.hidden for one in disclosing.verdicts([indicator]).values()] == [False, False]


def test_the_rest_that_a_share_leaves_is_held_against_the_one_before_it_too(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 60, 180, ends_on=days_ago(120))
    later = make_value(cast, indicator, 80, 204, ends_on=days_ago(90))

    assert disclosing.verdicts([indicator])[later.pk].rules == ("D7",)


def test_a_figure_with_a_day_of_its_own_hides_the_same_as_one_among_others(cast):
    indicator = make_indicator(cast)
    for back, count in ((120, 60), (90, 63), (60, 70)):
        make_value(cast, indicator, count, 180, ends_on=days_ago(back))
    on_the_day = figure_at(cast.viewer("councillor"), indicator, days_ago(80))

    assert telling.for_public(on_the_day, disclosing.verdicts([indicator])).now.value is None


@pytest.mark.parametrize(("in_care", "told"), [(364, Fraction("7.5")), (60, None), (None, None)])
def test_a_percentage_without_counts_is_judged_by_the_number_in_care(cast, in_care, told):
    indicator = make_indicator(cast)
    bare = make_value(cast, indicator, None, None, value=Decimal("7.5"))
    if in_care:
        make_value(cast, make_indicator(cast, code="POP01", unit="count", polarity="neutral"), in_care, None)

    assert telling.public(bare, disclosing.verdicts([indicator])).value == told


def test_a_figure_without_a_verdict_is_hidden(cast):
    value = make_value(cast, make_indicator(cast))

    assert telling.public(value, {}).value is None
    assert telling.public(value, disclosing.verdicts([value.indicator])).value == Fraction(8900, 131)


def test_verdicts_take_the_same_queries_for_many_figures(cast, django_assert_num_queries):
    indicators = [make_indicator(cast) for _ in range(3)]
    for indicator in indicators:
        for back in (30, 400, 800):
            make_value(cast, indicator, 89, 131, ends_on=days_ago(back))

    with django_assert_num_queries(1):
        assert len(disclosing.verdicts(indicators)) == 9


def reaches(source):
    """The names on the right of a dot in a module."""
    return {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}


def test_nothing_that_is_published_looks_at_a_figure_in_full():
    modules = sorted((ROOT / "cpboard" / "publishing").rglob("*.py"))
    reading = [path for path in modules if "loading" not in path.parts and "migrations" not in path.parts]

    assert len(reading) > 15
    assert {path.name: found for path in reading if (found := reaches(path.read_text()) & IN_FULL)} == {}
    assert reaches("telling.for_members(figure)") & IN_FULL == {"for_members"}
