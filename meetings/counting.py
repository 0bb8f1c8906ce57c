"""How this council counts working days: its closing time, its holidays, strict or lenient (meetings §2.5).

`rules_of_the_house()` asks the database once; everything that counts takes what it gave back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import FilteredRelation, Q

from cpboard.core import calendar
from cpboard.core.bank_holidays import ONE_DAY, SATURDAY, bank_holidays
from meetings.models import DayOff, OfficeCalendar


@dataclass(frozen=True)
class Rules:
    """Everything a count of clear days rests on, but the two days themselves."""

    strict: bool = True
    closing: dt.time = calendar.CLOSING
    offsets: tuple[int, int, int] = calendar.OFFSETS
    off: calendar.DaysOff = calendar.NO_DAYS_OFF
    names: Mapping[dt.date, str] = field(default_factory=dict)

    def publish_by(self, meeting: dt.date) -> dt.date:
        """The last working day on which publishing leaves five clear days."""
        return calendar.publish_by(meeting, self.off)

    def counts_from(self, moment: dt.datetime) -> dt.date:
        """The day that counts as the day of publication for what goes out at this moment."""
        return calendar.publication_day(moment, strict=self.strict, closing=self.closing, off=self.off)

    def clear_days(self, moment: dt.datetime, meeting: dt.date) -> int:
        """Clear days between what goes out at this moment and the meeting."""
        return calendar.clear_days(moment, meeting, strict=self.strict, closing=self.closing, off=self.off)

    def deadlines(self, meeting: dt.date) -> calendar.Deadlines:
        """The days on which agenda, drafts, cleared finals and publication are due."""
        return calendar.deadlines(meeting, self.off, offsets=self.offsets)

    def why_off(self, day: dt.date) -> str:
        """Why a day does not count, in words; empty for a working day. The council's own names come first."""
        if day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day in self.names:
            return self.names[day]
        return calendar.why_off(day, self.off)

    def days_off_between(self, first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
        """The holidays and closure days strictly between two days, with their names; weekends are not among them."""
        between = (day for day in days_between(first, last) if day.weekday() < SATURDAY)
        return [(day, why) for day in between if (why := self.why_off(day))]


USUAL = Rules()
KNOWN = ("strict", "closes_at", "agenda_days", "drafts_days", "finals_days")
OFF = ("standing__kind", "standing__name", "standing__starts_on", "standing__ends_on")


def rules_of_the_house() -> Rules:
    """What the council set, in one query; the strict rule without own holidays, if nobody set anything."""
    standing = FilteredRelation("days_off", condition=Q(days_off__removed_at__isnull=True))
    rows = list(OfficeCalendar.objects.annotate(standing=standing).values_list(*KNOWN, *OFF))
    if not rows:
        return USUAL
    strict, closing, *offsets = rows[0][: len(KNOWN)]
    agenda, drafts, finals = (-number for number in offsets)
    off, names = _days(rows)
    return Rules(strict, closing, (agenda, drafts, finals), off, names)


def _days(rows: list[tuple[object, ...]]) -> tuple[calendar.DaysOff, dict[dt.date, str]]:
    kinds: dict[str, set[dt.date]] = {DayOff.Kind.BANK_HOLIDAY: set(), DayOff.Kind.CLOSURE: set()}
    names: dict[dt.date, str] = {}
    for row in rows:
        kind, name, starts_on, ends_on = row[len(KNOWN) :]
        if isinstance(starts_on, dt.date) and isinstance(ends_on, dt.date):
            days = [starts_on, *days_between(starts_on, ends_on), ends_on]
            kinds[str(kind)].update(days)
            names.update(dict.fromkeys(days, str(name)))
    off = calendar.DaysOff(frozenset(kinds[DayOff.Kind.BANK_HOLIDAY]), frozenset(kinds[DayOff.Kind.CLOSURE]))
    return off, names


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The days strictly between two days."""
    return (first + n * ONE_DAY for n in range(1, (last - first).days))
