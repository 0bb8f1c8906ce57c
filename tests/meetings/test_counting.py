"""Clear days as this council counts them: its own holidays, its closing time, strict or lenient (meetings §2.5)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from meetings import notice, operations
from meetings.counting import USUAL, rules_of_the_house
from meetings.models import DayOff, OfficeCalendar
from tests.factories.meetings import make_day_off
from tests.meetings.test_notice import at, meeting_on

FIVE = dt.time(17)
DECEMBER = (dt.date(2025, 12, 30), dt.date(2025, 12, 31))


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def count(clerk, now, **more):
    values = {"strict": True, "closes_at": FIVE, "agenda_days": 20, "drafts_days": 10, "finals_days": 2}
    return operations.set_counting(**{**values, **more}, by=clerk, now=now)


def test_before_anybody_set_anything_the_strict_rule_holds(cast):
    assert rules_of_the_house() == USUAL


def test_one_question_to_the_database_gives_all_the_rules(cast, clerk, now, django_assert_num_queries):
    count(clerk, now, strict=False)
    make_day_off(cast, *DECEMBER)
    make_day_off(cast, dt.date(2026, 5, 8), kind="bank_holiday", name="A coronation")
    with django_assert_num_queries(1):
        rules = rules_of_the_house()
    assert rules.strict is False
    assert rules.off.closures == set(DECEMBER)
    assert rules.off.bank_holidays == {dt.date(2026, 5, 8)}
    assert rules.why_off(dt.date(2026, 5, 8)) == "A coronation"


def test_closure_days_of_the_handbook_leave_three_clear_days(cast):
    published, meeting = at(2025, 12, 29), dt.date(2026, 1, 7)
    assert rules_of_the_house().clear_days(published, meeting) == 5
    make_day_off(cast, *DECEMBER)
    assert rules_of_the_house().clear_days(published, meeting) == 3
    assert rules_of_the_house().publish_by(meeting) == dt.date(2025, 12, 23)


def test_day_taken_off_the_list_counts_again_and_its_row_stays(cast, clerk, now):
    day = make_day_off(cast, *DECEMBER)
    operations.remove_day_off(day=day, why="Open after all.", by=clerk, now=now)
    assert rules_of_the_house().clear_days(at(2025, 12, 29), dt.date(2026, 1, 7)) == 5
    kept = DayOff.objects.get()
    assert (kept.removed_by, kept.removed_why) == (cast.clerk, "Open after all.")
    make_day_off(cast, *DECEMBER)  # and it can be added again
    assert rules_of_the_house().clear_days(at(2025, 12, 29), dt.date(2026, 1, 7)) == 3


def test_lenient_setting_counts_a_sunday_and_the_evening(cast, clerk, now):
    meeting = dt.date(2025, 4, 23)
    assert [rules_of_the_house().clear_days(moment, meeting) for moment in (at(2025, 4, 13), at(2025, 4, 11, 20))] == [4, 4]
    count(clerk, now, strict=False)
    assert [rules_of_the_house().clear_days(moment, meeting) for moment in (at(2025, 4, 13), at(2025, 4, 11, 20))] == [5, 5]


def test_closing_time_decides_from_when_an_agenda_counts(cast, clerk, now):
    shown = meeting_on(dt.date(2025, 4, 23), out=at(2025, 4, 11, 16))
    assert notice.clear_days(shown, rules_of_the_house(), out_at=shown.agenda_out_at) == 5
    count(clerk, now, closes_at=dt.time(15, 30))
    assert notice.clear_days(shown, rules_of_the_house(), out_at=shown.agenda_out_at) == 4


def test_deadlines_follow_the_days_that_were_set(cast, clerk, now):
    meeting = dt.date(2024, 11, 20)
    assert rules_of_the_house().deadlines(meeting) == (
        dt.date(2024, 10, 15), dt.date(2024, 10, 29), dt.date(2024, 11, 8), dt.date(2024, 11, 12),
    )  # fmt: skip
    count(clerk, now, agenda_days=15, drafts_days=5, finals_days=1)
    assert rules_of_the_house().deadlines(meeting) == (
        dt.date(2024, 10, 22), dt.date(2024, 11, 5), dt.date(2024, 11, 11), dt.date(2024, 11, 12),
    )  # fmt: skip


def test_sentence_names_the_day_as_the_council_calls_it(cast):
    make_day_off(cast, *DECEMBER, name="Offices closed at Christmas")
    shown = notice.notice_of(meeting_on(dt.date(2026, 1, 7)), rules_of_the_house(), now=at(2025, 12, 1))
    assert "Offices closed at Christmas" in shown.sentence
    assert shown.publish_by == dt.date(2025, 12, 23)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (DECEMBER[1], DECEMBER[0], "ends_on"),
        (dt.date(2025, 12, 1), dt.date(2026, 1, 1), "ends_on"),
        (dt.date(2025, 12, 31), dt.date(2026, 1, 2), "starts_on"),
    ],
)
def test_add_day_off_refuses_days_that_cross_are_too_many_or_are_there(cast, first, last, field):
    make_day_off(cast, *DECEMBER)
    with pytest.raises(ValidationError) as refusal:
        make_day_off(cast, first, last)
    assert list(refusal.value.message_dict) == [field]
    assert DayOff.objects.count() == 1


def test_set_counting_refuses_drafts_before_the_agenda_is_set(cast, clerk, now):
    with pytest.raises(ValidationError) as refusal:
        count(clerk, now, agenda_days=5)
    assert list(refusal.value.message_dict) == ["agenda_days"]
    assert not OfficeCalendar.objects.exists()
