import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpboard.core.bank_holidays import bank_holidays, by_rule, data_starts_on, easter_sunday
from cpboard.core.calendar import (
    LONDON,
    NO_DAYS_OFF,
    DaysOff,
    add_working_days,
    add_working_hours,
    clear_days,
    data_ends_on,
    deadlines,
    is_working_day,
    past_the_data,
    publication_day,
    publish_by,
    why_off,
    working_days_between,
    year_label,
)

NINE, FIVE = dt.time(9), dt.time(17)

# Meetings handbook §2.5, every row.
CLEAR_DAY_VECTORS = [
    ("2024-11-12", "2024-11-20", 5),
    ("2024-11-13", "2024-11-20", 4),
    ("2012-04-10", "2012-04-18", 5),
    ("1990-04-26", "1990-05-01", 2),
    ("2025-04-11", "2025-04-23", 5),
    ("2025-04-14", "2025-04-23", 4),
    ("2025-04-13", "2025-04-23", 4),
    ("2025-12-17", "2025-12-29", 5),
    ("2025-12-18", "2025-12-29", 4),
    ("2025-12-29", "2026-01-07", 5),
    ("2026-03-27", "2026-04-08", 5),
    ("2026-04-27", "2026-05-06", 5),
    ("2026-08-21", "2026-09-01", 5),
    ("2026-08-24", "2026-09-01", 4),
    ("2026-12-18", "2026-12-30", 5),
    ("2026-12-21", "2026-12-30", 4),
    ("2027-12-20", "2027-12-29", 4),
    ("2022-09-09", "2022-09-20", 5),
    ("2022-09-12", "2022-09-20", 4),
]
PUBLISH_BY_VECTORS = [
    ("2024-11-20", "2024-11-12"),
    ("2025-04-23", "2025-04-11"),
    ("2025-12-29", "2025-12-17"),
    ("2026-01-07", "2025-12-29"),
    ("2026-04-08", "2026-03-27"),
    ("2026-05-06", "2026-04-27"),
    ("2026-09-01", "2026-08-21"),
    ("2026-12-30", "2026-12-18"),
    ("2027-12-29", "2027-12-17"),
    ("2022-09-20", "2022-09-09"),
    ("2019-04-23", "2019-04-11"),
    ("2019-04-25", "2019-04-15"),
    ("2019-04-30", "2019-04-18"),
    ("2019-05-02", "2019-04-24"),
]

days = st.dates(date(1979, 1, 1), date(2060, 12, 31))
closures = st.frozensets(days, max_size=20)
offs = st.builds(DaysOff, bank_holidays=closures, closures=closures)


def day(text):
    return date.fromisoformat(text)


def london(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(("published", "meeting", "number"), CLEAR_DAY_VECTORS)
def test_clear_days_of_each_handbook_vector(published, meeting, number):
    assert clear_days(day(published), day(meeting)) == number


@pytest.mark.parametrize(("meeting", "by"), PUBLISH_BY_VECTORS)
def test_publish_by_of_each_handbook_vector(meeting, by):
    assert publish_by(day(meeting)) == day(by)


@pytest.mark.parametrize(("published", "meeting", "number"), CLEAR_DAY_VECTORS)
def test_lenient_setting_changes_the_sunday_vector_and_no_other(published, meeting, number):
    lenient = clear_days(day(published), day(meeting), strict=False)
    assert lenient == (5 if published == "2025-04-13" else number)


@pytest.mark.parametrize(("meeting", "by"), PUBLISH_BY_VECTORS)
@pytest.mark.parametrize("strict", [True, False])
def test_publishing_on_the_last_day_is_lawful_and_on_the_next_working_day_not(meeting, by, strict):
    late = add_working_days(day(by), 1)
    assert clear_days(day(by), day(meeting), strict=strict) == 5
    assert clear_days(late, day(meeting), strict=strict) == 4


def test_sunday_publication_counts_the_calendar_day_when_lenient():
    assert clear_days(date(2025, 4, 13), date(2025, 4, 23), strict=False) == 5


def test_closure_days_are_not_clear_days():
    off = DaysOff(closures=frozenset({date(2025, 12, 30), date(2025, 12, 31)}))
    assert clear_days(date(2025, 12, 29), date(2026, 1, 7), off=off) == 3
    assert why_off(date(2025, 12, 30), off) == "Offices closed"


def test_a_one_off_bank_holiday_added_by_the_clerk_is_not_a_clear_day():
    off = DaysOff(bank_holidays=frozenset({date(2024, 11, 15)}))
    assert clear_days(date(2024, 11, 12), date(2024, 11, 20), off=off) == 4
    assert why_off(date(2024, 11, 15), off) == "Bank holiday"


@pytest.mark.parametrize(
    ("published", "number"),
    [("2024-11-12T17:00:00", 5), ("2024-11-12T17:00:01", 4), ("2024-11-12T00:00:00", 5), ("2024-11-12T23:59:59", 4)],
)
def test_publication_after_closing_time_counts_from_the_next_working_day(published, number):
    assert clear_days(london(published), date(2024, 11, 20)) == number


def test_closing_time_is_a_setting():
    assert publication_day(london("2024-11-12T16:45:00"), closing=dt.time(16, 30)) == date(2024, 11, 13)


def test_lenient_publication_late_in_the_evening_counts_the_calendar_day():
    assert publication_day(london("2024-11-12T23:00:00"), strict=False) == date(2024, 11, 12)


def test_publication_moment_is_read_in_london_time():
    in_summer_after_five = dt.datetime(2026, 7, 1, 16, 30, tzinfo=dt.UTC)
    assert publication_day(in_summer_after_five) == date(2026, 7, 2)


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clear_days(dt.datetime(2024, 11, 12, 9), date(2024, 11, 20))


def test_deadlines_of_the_handbook_meeting():
    assert deadlines(date(2024, 11, 20)) == (
        date(2024, 10, 15),
        date(2024, 10, 29),
        date(2024, 11, 8),
        date(2024, 11, 12),
    )


def test_easter_sunday_on_the_first_day_of_summer_time():
    assert easter_sunday(2027) == date(2027, 3, 28)
    assert [why_off(date(2027, 3, d)) for d in (25, 26, 27, 28, 29, 30)] == [
        "",
        "Good Friday",
        "Saturday",
        "Sunday",
        "Easter Monday",
        "",
    ]
    assert clear_days(date(2027, 3, 24), date(2027, 4, 5)) == 5
    assert publish_by(date(2027, 4, 5)) == date(2027, 3, 24)


@pytest.mark.parametrize(
    ("year", "moved"),
    [
        (2012, {(6, 4), (6, 5), (5, 28)}),
        (2020, {(5, 8), (5, 4)}),
        (2022, {(6, 2), (6, 3), (9, 19), (5, 30)}),
        (2023, {(5, 8)}),
        *[(year, set()) for year in range(2013, 2029) if year not in (2020, 2022, 2023)],
    ],
)
def test_the_rules_give_the_published_list_but_for_royal_days(year, moved):
    ruled = by_rule(year)
    assert set(bank_holidays(year)) ^ set(ruled) == {date(year, *m) for m in moved}
    assert all(bank_holidays(year)[d] == ruled[d] for d in set(bank_holidays(year)) & set(ruled))


@pytest.mark.parametrize(
    ("off_day", "name"),
    [
        ("1981-07-29", "Royal wedding"),
        ("1995-05-08", "Early May bank holiday (VE Day)"),
        ("1999-12-31", "Millennium holiday"),
        ("2002-06-03", "Golden Jubilee"),
        ("2002-06-04", "Spring bank holiday"),
        ("2011-04-29", "Royal wedding"),
        ("1993-12-28", "Boxing Day"),
        ("2000-01-03", "New Year’s Day"),
        ("2033-01-03", "New Year’s Day"),
        ("2032-12-28", "Boxing Day"),
    ],
)
def test_bank_holidays_outside_the_list_by_rule_and_small_table(off_day, name):
    assert why_off(day(off_day)) == name


@pytest.mark.parametrize("working", ["1995-05-01", "2002-05-27"])
def test_a_bank_holiday_that_was_moved_away_is_a_working_day(working):
    assert is_working_day(day(working))


def test_years_before_the_rules_are_refused():
    with pytest.raises(ValueError, match="1978"):
        is_working_day(date(1977, 6, 7))


def test_the_list_covers_whole_years_and_says_where_it_ends():
    assert data_starts_on() == date(2012, 1, 1)
    assert data_ends_on() >= date(2028, 12, 31)
    assert past_the_data(data_ends_on()) == ""
    after = data_ends_on() + dt.timedelta(days=1)
    assert past_the_data(after).startswith(f"Bank holidays are published up to 31 December {data_ends_on().year}. ")


def test_the_list_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        bank_holidays(2026)[date(2026, 6, 1)] = "Extra"


def test_adding_no_working_days_gives_the_day_itself():
    assert add_working_days(date(2026, 4, 5), 0) == date(2026, 4, 5)


@given(days, st.integers(0, 400), offs)
def test_working_days_between_is_what_counting_by_hand_gives(first, length, off):
    last = first + dt.timedelta(days=length)
    by_hand = 0
    today = first + dt.timedelta(days=1)
    while today < last:
        free = today.weekday() in (5, 6) or today in bank_holidays(today.year)
        if not (free or today in off.bank_holidays or today in off.closures):
            by_hand += 1
        today += dt.timedelta(days=1)
    assert working_days_between(first, last, off) == by_hand


@given(days, days)
def test_no_working_days_lie_between_a_day_and_an_earlier_one(first, second):
    first, last = max(first, second), min(first, second)
    assert working_days_between(first, last) == 0


@given(days, st.integers(1, 60), offs)
def test_adding_working_days_lands_on_a_working_day_with_the_rest_between(start, number, off):
    after, before = add_working_days(start, number, off), add_working_days(start, -number, off)
    assert is_working_day(after, off)
    assert is_working_day(before, off)
    assert working_days_between(start, after, off) == number - 1
    assert working_days_between(before, start, off) == number - 1


@given(days, st.integers(0, 60), st.booleans(), offs)
def test_publishing_later_never_gives_more_clear_days(published, later, strict, off):
    meeting = date(2061, 1, 1) if published.year > 2059 else published + dt.timedelta(days=90)
    first = clear_days(published, meeting, strict=strict, off=off)
    second = clear_days(published + dt.timedelta(days=later), meeting, strict=strict, off=off)
    assert second <= first


@given(days, st.integers(0, 10), offs)
def test_publish_by_is_the_last_day_in_time(meeting, number, off):
    by = publish_by(meeting, off, days=number)
    assert clear_days(by, meeting, off=off) == number
    assert clear_days(by + dt.timedelta(days=1), meeting, off=off) < max(number, 1)


@given(days, offs)
def test_deadlines_come_in_order_and_on_working_days(meeting, off):
    due = deadlines(meeting, off)
    assert list(due) == sorted(set(due))
    assert all(is_working_day(d, off) for d in due)


def test_look_clock_from_friday_afternoon_runs_out_on_monday():
    start = london("2026-11-20T16:50:00")
    assert add_working_hours(start, 4, NINE, FIVE) == london("2026-11-23T12:50:00")


def test_office_time_that_ends_at_closing_ends_on_the_same_day():
    assert add_working_hours(london("2026-11-20T13:00:00"), 4, NINE, FIVE) == london("2026-11-20T17:00:00")


def test_office_time_begins_at_opening_when_it_starts_at_night():
    assert add_working_hours(london("2026-11-20T05:00:00"), 2, NINE, FIVE) == london("2026-11-20T11:00:00")
    assert add_working_hours(london("2026-11-20T22:00:00"), 2, NINE, FIVE) == london("2026-11-23T11:00:00")


def test_office_time_passes_over_easter_and_the_change_of_the_clocks():
    start = london("2027-03-25T16:00:00")
    end = add_working_hours(start, 3, NINE, FIVE)
    assert end == london("2027-03-30T11:00:00")
    assert end.utcoffset() == dt.timedelta(hours=1)
    assert start.utcoffset() == dt.timedelta(0)


def test_office_time_in_autumn_when_the_clocks_go_back():
    assert add_working_hours(london("2027-10-29T16:00:00"), 2, NINE, FIVE) == london("2027-11-01T10:00:00")


def test_office_time_skips_closure_days():
    off = DaysOff(closures=frozenset({date(2026, 11, 23)}))
    assert add_working_hours(london("2026-11-20T16:50:00"), 4, NINE, FIVE, off) == london("2026-11-24T12:50:00")


def test_no_hours_are_over_at_once_even_at_night():
    at_night = london("2026-11-21T03:00:00")
    assert add_working_hours(at_night, 0, NINE, FIVE) == at_night


@pytest.mark.parametrize(("hours", "opens", "closes"), [(-1, NINE, FIVE), (1, FIVE, NINE), (1, NINE, NINE)])
def test_hours_that_make_no_sense_are_refused(hours, opens, closes):
    with pytest.raises(ValueError, match="Hours must not be negative"):
        add_working_hours(london("2026-11-20T10:00:00"), hours, opens, closes)


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1), timezones=st.just(dt.UTC))


@given(moments, st.integers(0, 40), offs)
def test_office_time_is_what_counting_half_hours_by_hand_gives(start, halves, off):
    start = start.replace(minute=0, second=0, microsecond=0)
    now, left = start, halves
    while left:
        local = now.astimezone(LONDON)
        left -= is_working_day(local.date(), off) and NINE <= local.time() < FIVE
        now += dt.timedelta(minutes=30)
    assert add_working_hours(start, halves / 2, NINE, FIVE, off) == now


@given(moments, st.integers(0, 2400), st.integers(0, 2400))
def test_more_hours_never_end_earlier_and_a_later_start_never_ends_earlier(start, minutes, more):
    end = add_working_hours(start, minutes / 60, NINE, FIVE)
    assert start <= end <= add_working_hours(start, (minutes + more) / 60, NINE, FIVE)
    assert end <= add_working_hours(start + dt.timedelta(minutes=more), minutes / 60, NINE, FIVE)


@pytest.mark.parametrize(
    ("starts", "ends", "label"),
    [
        ("2025-05-20", "2026-05-18", "2025/26"),
        ("1999-05-20", "2000-05-18", "1999/00"),
        ("2020-03-30", "2021-05-05", "2020/21"),
        ("2026-01-01", "2026-12-31", "2026"),
    ],
)
def test_year_label(starts, ends, label):
    assert year_label(day(starts), day(ends)) == label


def test_a_year_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="must not end"):
        year_label(date(2026, 1, 1), date(2025, 1, 1))


def test_no_days_off_adds_nothing():
    assert DaysOff() == NO_DAYS_OFF
