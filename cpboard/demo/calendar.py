"""The days of the invented council, all counted from today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cpboard.core.calendar import is_working_day

FIRST = (5, 20)  # the annual meeting, month and day


@dataclass(frozen=True)
class Days:
    """Today, and the municipal years around it: `years[0]` is under way, `years[1]` and `[2]` lie behind."""

    today: dt.date

    @property
    def years(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """First and last day of each municipal year, the newest first."""
        start = dt.date(self.today.year, *FIRST)
        if start > self.today:
            start = dt.date(self.today.year - 1, *FIRST)
        starts = [dt.date(start.year - back, *FIRST) for back in range(3)]
        return tuple((day, dt.date(day.year + 1, *FIRST) - dt.timedelta(days=1)) for day in starts)

    def ago(self, days: int) -> dt.date:
        """A working day about so many days before today."""
        return self._working(self.today - dt.timedelta(days=days), -1)

    def ahead(self, days: int) -> dt.date:
        """A working day about so many days after today."""
        return self._working(self.today + dt.timedelta(days=days), 1)

    def in_year(self, back: int, days: int) -> dt.date:
        """A working day so many days into a municipal year; `back` 1 is last year."""
        return self._working(self.years[back][0] + dt.timedelta(days=days), 1)

    def _working(self, day: dt.date, step: int) -> dt.date:
        while not is_working_day(day):
            day += dt.timedelta(days=step)
        return day


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment of our clocks."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
