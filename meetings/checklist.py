"""What is left before the agenda can go out, and how the time adds up: for whoever runs the meeting (mock 02)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cpboard.core.templatetags.cpb import count_words
from meetings.models import AgendaItem, Meeting, Report
from meetings.sheet import NO_REPORT_NEEDED, Part, report_of


@dataclass(frozen=True)
class Check:
    """One line: `state` is done, now or nothing, as components/progress.html has it."""

    name: str
    state: str = ""
    note: str = ""


def checks(meeting: Meeting, parts: list[Part]) -> list[Check]:
    """The lines of 'Before it can go out'."""
    items = [row.item for part in parts for row in part.rows]
    if not items:
        return [Check("It has no items yet")]
    found = [_reports(items), _presenters(items), _authors(items)]
    if meeting.has_notice_rules:
        found.insert(0, _reasons(items))
    return [check for check in found if check is not None]


def _reasons(items: list[AgendaItem]) -> Check | None:
    private = [item for item in items if item.session.is_private]
    bare = [item for item in private if not (item.exempt_paragraph and item.privacy_reason)]
    if not private:
        return None
    return _unless(bare, "Every private item has its reason", "has no reason yet", "private items have no reason yet")


def _presenters(items: list[AgendaItem]) -> Check:
    bare = [item for item in items if item.presenter is None and item.kind != AgendaItem.Kind.PROCEDURAL]
    return _unless(bare, "Every item has somebody to present it", "has nobody to present it", "items have nobody to present them")


def _authors(items: list[AgendaItem]) -> Check:
    open_ones = [item for item in items if not item.session.is_private and item.kind not in NO_REPORT_NEEDED]
    bare = [item for item in open_ones if report_of(item) is None]
    return _unless(bare, "Every report was asked for", "has no author", "items have no author")


def _unless(bare: list[AgendaItem], good: str, one: str, many: str) -> Check:
    if not bare:
        return Check(good, "done")
    if len(bare) == 1:
        return Check(f"“{bare[0].title}” {one}")
    return Check(f"{count_words(len(bare)).capitalize()} {many}", note="; ".join(item.title for item in bare))


def _reports(items: list[AgendaItem]) -> Check | None:
    reports = [report for report in map(report_of, items) if report is not None]
    if not reports:
        return None
    waiting = [report for report in reports if report.state != Report.State.CLEARED]
    name = f"{len(reports) - len(waiting)} of {len(reports)} reports cleared"
    if not waiting:
        return Check(name, "done")
    return Check(name, "now", f"Next due {min(report.due_on for report in waiting):%-d %B}")


@dataclass(frozen=True)
class Time:
    """How the planned minutes add up."""

    planned: str
    there_is: str
    over: bool
    young: int


def time_of(meeting: Meeting, parts: list[Part]) -> Time:
    """Planned minutes against the length of the meeting, and the minutes in which young people are heard."""
    items = [row.item for part in parts for row in part.rows]
    planned = sum(item.minutes_planned for item in items)
    length = int((meeting.ends_at - meeting.starts_at) / dt.timedelta(minutes=1))
    young = sum(item.minutes_planned for item in items if item.kind == AgendaItem.Kind.VOICE)
    return Time(length_words(planned), length_words(length), planned > length, young)


def length_words(minutes: int) -> str:
    """135 minutes as people say it: 2 hours 15."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minute{'' if rest == 1 else 's'}"
    return f"{hours} hour{'' if hours == 1 else 's'}{f' {rest}' if rest else ''}"
