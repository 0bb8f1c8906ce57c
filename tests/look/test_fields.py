"""Dates in three boxes, times as people write them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cpboard.core.fields import PARTS, DateField, DateParts, TimeField, clock, parse_clock

DATES = st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WHAT = "the date it is due"


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


def fault(field: DateField | TimeField, value: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value


def outcome(field: DateField | TimeField, value: object) -> tuple[object, ValidationError | None]:
    try:
        return field.clean(value), None
    except ValidationError as wrong:
        return None, wrong


@given(DATES)
def test_a_date_shown_and_sent_back_is_the_same_date(day: date) -> None:
    boxes = DateParts().format_value(day)
    sent = {f"due-{part}": boxes[part] for part in PARTS}

    assert DateField().clean(DateParts().value_from_datadict(sent, {}, "due")) == day


@given(TIMES)
def test_a_time_said_and_typed_again_is_the_same_time(at: time) -> None:
    assert parse_clock(clock(at)) == at


@given(TIMES)
def test_a_time_of_the_24_hour_clock_is_taken(at: time) -> None:
    assert TimeField().clean(f"{at:%H:%M}") == at


@given(st.fixed_dictionaries({part: st.text(max_size=25) for part in PARTS}))
def test_whatever_is_typed_as_a_date_gives_a_date_or_a_sentence(boxes: dict[str, str]) -> None:
    given, wrong = outcome(DateField(required=False), boxes)

    assert isinstance(given, date | None)
    assert wrong is None or set(wrong.params["parts"]) <= set(PARTS)


@given(st.text(max_size=25))
def test_whatever_is_typed_as_a_time_gives_a_time_or_a_sentence(text: str) -> None:
    given, wrong = outcome(TimeField(required=False), text)

    assert isinstance(given, time | None)
    assert wrong is None or wrong.messages[0].startswith("Time must")


@pytest.mark.parametrize(
    ("boxes", "says", "parts"),
    [
        (typed("", "3", "2027"), "The date it is due must include a day", ["day"]),
        (typed("31", "", ""), "The date it is due must include a month and year", ["month", "year"]),
        (typed("31", "2", "2027"), "The date it is due must be a real date", ["day", "month", "year"]),
        (typed("31", "Smarch", "2027"), "The date it is due must be a real date", ["day", "month", "year"]),
        (typed("9" * 30, "1", "2027"), "The date it is due must be a real date", ["day", "month", "year"]),
        (typed("31", "3", "27"), "Year must include 4 numbers", ["year"]),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_where(boxes: dict[str, str], says: str, parts: list[str]) -> None:
    wrong = fault(DateField(what=WHAT), boxes)

    assert (wrong.message, wrong.params["parts"]) == (says, parts)


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", "MARCH", "mar."])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert DateField().clean(typed("31", month, "2027")) == date(2027, 3, 31)


def test_an_empty_date_is_none_where_it_may_be_left_out() -> None:
    assert DateField(required=False).clean(typed("", " ", "")) is None


def test_a_date_left_alone_has_not_changed() -> None:
    field = DateField()

    assert not field.has_changed(date(2027, 3, 31), typed("31", "3", "2027"))
    assert field.has_changed(date(2027, 3, 31), typed("30", "3", "2027"))


def test_the_bare_widget_has_three_boxes() -> None:
    assert DateParts().render("due", date(2027, 3, 31)).count("<input") == 3


def test_a_form_without_any_of_the_boxes_left_the_date_out() -> None:
    assert DateParts().value_omitted_from_data({"title": "x"}, {}, "due")
    assert not DateParts().value_omitted_from_data({"due-day": ""}, {}, "due")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("5.30pm", time(17, 30)),
        ("5:30 PM", time(17, 30)),
        ("5 p.m.", time(17)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("midnight", time(0)),
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("09:05", time(9, 5)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, at: time) -> None:
    assert TimeField().clean(text) == at


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5.30", "Start time must say am or pm, like 5.30pm"),
        ("half past five", "Start time must be a time, like 5.30pm or 17:30"),
        ("13pm", "Start time must be a real time, like 5.30pm or 17:30"),
        ("25:00", "Start time must be a real time, like 5.30pm or 17:30"),
        ("5.75pm", "Start time must be a real time, like 5.30pm or 17:30"),
    ],
)
def test_a_wrong_time_says_what_to_type(text: str, says: str) -> None:
    assert fault(TimeField(what="a start time"), text).message == says


def test_a_stored_time_is_shown_as_it_is_said() -> None:
    assert [TimeField().prepare_value(each) for each in (time(17, 30), "half past", None)] == ["5.30pm", "half past", None]


def test_a_date_that_never_came_is_asked_for() -> None:
    assert fault(DateField(), None).code == "required"
