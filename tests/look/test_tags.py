"""Days, times, counts and lateness in words."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template

from cpboard.core.templatetags import cpb

TODAY = date(2026, 11, 24)


def test_days_are_written_as_people_write_them() -> None:
    assert cpb.day(date(2027, 1, 4)) == "4 January 2027"
    assert cpb.day_with_weekday(date(2027, 1, 14)) == "Thursday 14 January 2027"
    assert cpb.short_day(date(2027, 1, 14)) == "14 January"


def test_a_moment_is_told_as_it_is_in_london() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert cpb.moment(late) == "2 July 2026, 12.30am"
    assert cpb.day(late) == "2 July 2026"


@pytest.mark.parametrize("shown", [cpb.day, cpb.day_with_weekday, cpb.short_day, cpb.clock, cpb.moment, cpb.ago_days, cpb.late_words])
def test_nothing_known_is_nothing_said(shown) -> None:
    assert shown(None) == ""


@pytest.mark.parametrize(
    ("at", "said"), [(time(17, 30), "5.30pm"), (time(9), "9am"), (time(12), "midday"), (time(0), "midnight"), (time(0, 5), "12.05am")]
)
def test_the_clock(at: time, said: str) -> None:
    assert cpb.clock(at) == said


def test_a_naive_moment_is_taken_as_it_stands() -> None:
    assert cpb.moment(datetime(2026, 7, 1, 17, 30)) == "1 July 2026, 5.30pm"


@pytest.mark.parametrize(
    ("due", "late", "when", "ago"),
    [
        (date(2026, 11, 6), "18 days late", "18 days late", "18 days ago"),
        (date(2026, 11, 23), "1 day late", "1 day late", "yesterday"),
        (date(2026, 11, 24), "", "Today", "today"),
        (date(2026, 11, 25), "", "Tomorrow", "Tomorrow"),
        (date(2026, 12, 2), "", "In 8 days", "In 8 days"),
    ],
)
def test_lateness_is_a_number_of_days(due: date, late: str, when: str, ago: str) -> None:
    assert (cpb.late_words(due, TODAY), cpb.when_words(due, TODAY), cpb.ago_days(due, TODAY)) == (late, when, ago)


def test_without_a_day_lateness_counts_from_today() -> None:
    assert cpb.when_words(cpb._today(None)) == "Today"


def test_nothing_due_has_no_when() -> None:
    assert cpb.when_words(None, TODAY) == ""


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (4, "child,children", "four children"),
        (1, "child,children", "one child"),
        (0, "thing", "no things"),
        (12, "", "12"),
        (1200, "day", "1,200 days"),
    ],
)
def test_counts(number: int, nouns: str, said: str) -> None:
    assert cpb.count_words(number, nouns) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(Decimal("67.94"), "67.9%"), (67.95, "68.0%"), ("12.25", "12.3%"), (0, "0.0%"), (None, "not published"), ("", "not published")],
)
def test_percentages_round_half_up(value: object, said: str) -> None:
    assert cpb.percent(value) == said


def test_a_percentage_may_have_no_places() -> None:
    assert cpb.percent(Decimal("67.5"), 0) == "68%"


@pytest.mark.parametrize(
    ("rating", "word"),
    [
        ("off", "Off track"),
        ("RED", "Off track"),
        ("amber", "Close to target"),
        ("on", "On track"),
        (None, "No rating"),
        ("purple", "No rating"),
    ],
)
def test_a_rating_is_a_word_and_a_shape(rating: str | None, word: str) -> None:
    html = Template("{% rag rating %}").render(Context({"rating": rating}))

    assert word in html
    assert html.count('class="cpb-rag__shape"') == 1


def test_attributes_are_escaped_and_absent_ones_left_out() -> None:
    assert cpb.attrs({"data-x": '"a"', "hidden": None, "open": False}) == ' data-x="&quot;a&quot;"'


def test_typed_markdown_is_rendered_in_a_template() -> None:
    assert Template("{{ words|markdown }}").render(Context({"words": "**Yes**"})).strip() == "<p><strong>Yes</strong></p>"
