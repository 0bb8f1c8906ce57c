"""Whether the agenda goes out in time: the clear days of one meeting, to decide by and to show (meetings §2.2, §2.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from cpboard.board.models import Regime
from cpboard.core import calendar
from cpboard.core.bank_holidays import SATURDAY
from meetings.counting import Rules, days_between
from meetings.models import AgendaItem, Meeting, Urgency

Light = Literal["on", "close", "off"]
SHOWN = calendar.CLEAR_DAYS


@dataclass(frozen=True)
class Day:
    """One day of the strip: `kind` is start, gap, end or nothing."""

    label: str
    number: int
    weekday: str
    kind: str = ""


@dataclass(frozen=True)
class Notice:
    """The notice of one meeting. `clear` counts from the day it went out, else from today."""

    light: Light
    left: str
    clear: int
    publish_by: dt.date
    days: list[Day] = field(default_factory=list)
    sentence: str = ""


def publish_by(meeting: Meeting, rules: Rules) -> dt.date:
    """The last day on which the agenda can go out in time."""
    return rules.publish_by(meeting.day)


def clear_days(meeting: Meeting, rules: Rules, *, out_at: dt.datetime) -> int:
    """How many clear days there are if the agenda goes out at this moment."""
    return rules.clear_days(out_at, meeting.day)


def is_short(meeting: Meeting, rules: Rules, *, out_at: dt.datetime) -> bool:
    """Whether going out at this moment leaves too few clear days for a meeting that has rules about it."""
    return meeting.has_notice_rules and clear_days(meeting, rules, out_at=out_at) < calendar.CLEAR_DAYS


def is_late(item: AgendaItem, rules: Rules) -> bool:
    """Whether an item was added when five clear days were no longer left (s.100B(4)(a))."""
    return item.opened_at is not None and is_short(item.session.meeting, rules, out_at=item.opened_at)


def waits_for_urgency(item: AgendaItem, rules: Rules) -> bool:
    """Whether a committee may not consider this item yet: it is late, and no chair has found it urgent."""
    by_law = item.session.meeting.regime == Regime.PART_VA
    return by_law and is_late(item, rules) and not Urgency.objects.filter(item=item).exists()


@dataclass(frozen=True)
class LateItem:
    """An item that was added too late, and whether the chair has found it urgent."""

    item: AgendaItem
    clear: int
    by_law: bool
    urgent: bool


def late_items(meeting: Meeting, rules: Rules, items: list[AgendaItem]) -> list[LateItem]:
    """Which of these items of one meeting were added too late."""
    late = [(item, item.opened_at) for item in items if item.opened_at and is_short(meeting, rules, out_at=item.opened_at)]
    said = set(Urgency.objects.filter(item__in=[item.pk for item, _ in late]).values_list("item", flat=True)) if late else set()
    by_law = meeting.regime == Regime.PART_VA
    return [LateItem(item, clear_days(meeting, rules, out_at=at), by_law, item.pk in said) for item, at in late]


def notice_of(meeting: Meeting, rules: Rules, *, now: dt.datetime) -> Notice:
    """How the notice of this meeting stands."""
    out_at = meeting.agenda_out_at
    clear = clear_days(meeting, rules, out_at=out_at or now)
    by = publish_by(meeting, rules)
    start = rules.counts_from(out_at) if out_at else by
    today = rules.counts_from(now)
    light = _light(clear, due=today == by and out_at is None)
    return Notice(
        light, _left(out_at, clear, by, today), clear, by, _strip(start, meeting.day, rules), _sentence(start, meeting.day, rules)
    )


def _light(clear: int, *, due: bool) -> Light:
    if clear < calendar.CLEAR_DAYS:
        return "off"
    return "close" if due else "on"


def _left(out_at: dt.datetime | None, clear: int, by: dt.date, today: dt.date) -> str:
    if out_at:
        return f"Out with {clear} clear day{'' if clear == 1 else 's'}"
    left = (by - today).days
    if left > 0:
        return f"{left} day{'' if left == 1 else 's'} left to publish"
    return "Today is the last day to publish" if left == 0 else f"It was to go out by {by:%-d %B}"


def _strip(start: dt.date, meeting: dt.date, rules: Rules) -> list[Day]:
    """The day it goes out, the last five clear days, the day of the meeting."""
    between = [day for day in days_between(start, meeting) if calendar.is_working_day(day, rules.off)]
    shown = between[-SHOWN:]
    first = len(between) - len(shown) + 1
    strip = [Day("Out", start.day, f"{start:%a}", "start")]
    before = start
    for number, day in enumerate(shown, start=first):
        strip.append(Day(f"Day {number}", day.day, f"{day:%a}", "gap" if (day - before).days > 1 else ""))
        before = day
    return [*strip, Day("Meet", meeting.day, f"{meeting:%a}", "end")]


def _sentence(start: dt.date, meeting: dt.date, rules: Rules) -> str:
    """The months shown, what the gaps are, and where our list of bank holidays ends."""
    months = f"{start:%B}" if start.month == meeting.month else f"{start:%B} and {meeting:%B}"
    reasons = list(dict.fromkeys(filter(None, (_off_name(day, rules) for day in days_between(start, meeting)))))
    ends = "the day the papers go out and the day of the meeting"
    rule = f"{_listed(reasons)} do not count, nor do {ends}." if reasons else f"{ends} do not count."
    line = f"{months}. {rule[:1].upper()}{rule[1:]}"
    return " ".join(filter(None, [line, calendar.past_the_data(meeting)]))


def _off_name(day: dt.date, rules: Rules) -> str:
    return "weekends" if day.weekday() >= SATURDAY else rules.why_off(day)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
