"""The clear-days panel: the light, the days, the sentence; on real dates of the handbook (meetings §2.5)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from cpboard.board.models import Regime
from meetings import notice
from meetings.counting import USUAL
from meetings.models import Meeting


def meeting_on(day, out=None, regime=Regime.PART_VA):
    starts_at = timezone.make_aware(dt.datetime.combine(day, dt.time(17, 30)))
    return Meeting(starts_at=starts_at, regime=regime, agenda_out_at=out)


def at(year, month, day, hour=10):
    return timezone.make_aware(dt.datetime(year, month, day, hour))


JANUARY = meeting_on(dt.date(2027, 1, 14))


def test_publish_by_leaves_five_clear_days():
    assert notice.publish_by(JANUARY, USUAL) == dt.date(2027, 1, 6)


@pytest.mark.parametrize(
    ("now", "light", "left"),
    [
        (at(2027, 1, 4), "on", "2 days left to publish"),
        (at(2027, 1, 5), "on", "1 day left to publish"),
        (at(2027, 1, 6), "close", "Today is the last day to publish"),
        (at(2027, 1, 6, 18), "off", "It was to go out by 6 January"),
        (at(2027, 1, 9), "off", "It was to go out by 6 January"),
    ],
)
def test_light_follows_the_day_and_the_closing_hour(now, light, left):
    shown = notice.notice_of(JANUARY, USUAL, now=now)
    assert (shown.light, shown.left) == (light, left)


def test_strip_shows_the_days_and_the_gap_of_the_weekend():
    shown = notice.notice_of(JANUARY, USUAL, now=at(2027, 1, 4))
    assert [f"{d.label} {d.number} {d.kind}".strip() for d in shown.days] == [
        "Out 6 start", "Day 1 7", "Day 2 8", "Day 3 11 gap", "Day 4 12", "Day 5 13", "Meet 14 end",
    ]  # fmt: skip
    assert shown.sentence == "January. Weekends do not count, nor do the day the papers go out and the day of the meeting."


def test_sentence_names_the_holidays_and_both_months():
    shown = notice.notice_of(meeting_on(dt.date(2026, 4, 8)), USUAL, now=at(2026, 3, 2))
    assert shown.publish_by == dt.date(2026, 3, 27)
    assert shown.sentence.startswith("March and April. Weekends, Good Friday and Easter Monday do not count, nor do")


def test_agenda_that_is_out_shows_what_it_has():
    early = notice.notice_of(meeting_on(dt.date(2027, 1, 14), out=at(2027, 1, 4)), USUAL, now=at(2027, 1, 12))
    assert (early.light, early.left, early.clear) == ("on", "Out with 7 clear days", 7)
    assert [d.label for d in early.days] == ["Out", "Day 3", "Day 4", "Day 5", "Day 6", "Day 7", "Meet"]
    late = notice.notice_of(meeting_on(dt.date(2027, 1, 14), out=at(2027, 1, 12)), USUAL, now=at(2027, 1, 12))
    assert (late.light, late.left) == ("off", "Out with 1 clear day")
    assert late.sentence == "January. The day the papers go out and the day of the meeting do not count."


def test_sentence_says_where_the_list_of_holidays_ends():
    assert "Bank holidays are published up to" in notice.notice_of(meeting_on(dt.date(2031, 1, 14)), USUAL, now=at(2030, 1, 4)).sentence


@pytest.mark.parametrize(("regime", "short"), [(Regime.PART_VA, True), (Regime.VOLUNTARY_PUBLIC, True), (Regime.PRIVATE, False)])
def test_private_meeting_has_no_notice_to_keep(regime, short):
    assert notice.is_short(meeting_on(dt.date(2027, 1, 14), regime=regime), USUAL, out_at=at(2027, 1, 12)) is short
