"""What is left before the agenda can go out, and how the time adds up: for whoever runs the meeting (mock 02)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from cpboard.core.templatetags.cpb import count_words
from meetings.models import AgendaItem, Meeting, Report
from meetings.sheet import NO_REPORT_NEEDED, Part, report_of


@dataclass(frozen=True)
class Check:
    """One line: `state` is done, now or nothing, as components/progress.html has it."""

    name: str
    state: str = ""
    note: str = ""


def checks(meeting: Meeting, parts: list[Part], back: int = 0, proposed: int = 0) -> list[Check]:
    """The lines of 'Before it can go out'. `back`: how many items are to come back, `proposed`: how many reds and late actions wait."""
    items = [row.item for part in parts for row in part.rows]
    if not items:
        return [Check("It has no items yet")]
    found = [_reports(items), _presenters(items), _authors(items)]
    if meeting.has_notice_rules:
        found.insert(0, _reasons(items))
    if back:
        found.append(Check(f"{count_words(back, 'item comes back,items come back').capitalize()} and must be put on it"))
    if proposed:
        found.append(
            Check(
                f"{count_words(proposed, 'red figure or late action waits,red figures and late actions wait').capitalize()} for an answer"
            )
        )
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
class Share:
    """What the items of one purpose, or one kind of talk, took: minutes, and of a hundred."""

    label: str
    planned: int
    spent: int
    percent: int


@dataclass(frozen=True)
class Time:
    """How the minutes add up: planned beside spent, by purpose, and who spoke. From what the viewer sees only."""

    planned: str
    there_is: str
    over: bool
    young: int
    spent: str = ""
    by_purpose: list[Share] = field(default_factory=list)
    spoke: list[Share] = field(default_factory=list)


def time_of(meeting: Meeting, parts: list[Part]) -> Time:
    """Planned minutes against the length of the meeting, minutes in which young people are heard, and what was spent."""
    items = [row.item for part in parts for row in part.rows]
    planned = sum(item.minutes_planned for item in items)
    length = int((meeting.ends_at - meeting.starts_at) / dt.timedelta(minutes=1))
    young = sum(item.minutes_planned for item in items if item.kind == AgendaItem.Kind.VOICE)
    noted = [item for item in items if item.minutes_spent is not None]
    spent = sum(item.minutes_spent or 0 for item in noted)
    said = (length_words(spent), _by_purpose(noted, spent), _spoke(noted, spent)) if noted else ()
    return Time(length_words(planned), length_words(length), planned > length, young, *said)


def _by_purpose(items: list[AgendaItem], whole: int) -> list[Share]:
    """The share of time in each purpose (requirement 000-26)."""
    found = []
    for purpose, label in AgendaItem.Purpose.choices:
        own = [item for item in items if item.purpose == purpose]
        if own:
            spent = sum(item.minutes_spent or 0 for item in own)
            found.append(Share(str(label), sum(item.minutes_planned for item in own), spent, percent_of(spent, whole)))
    return found


def _spoke(items: list[AgendaItem], whole: int) -> list[Share]:
    """Who spoke (requirement 002-11): officers, everybody together, young people."""
    names = (("Officers spoke", "minutes_talk"), ("Discussion", "minutes_discussion"), ("Young people spoke", "minutes_young"))
    sums = [(label, sum(getattr(item, name) or 0 for item in items)) for label, name in names]
    return [Share(label, 0, spent, percent_of(spent, whole)) for label, spent in sums]


def percent_of(part: int, whole: int) -> int:
    """Of a hundred, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def length_words(minutes: int) -> str:
    """135 minutes as people say it: 2 hours 15."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minute{'' if rest == 1 else 's'}"
    return f"{hours} hour{'' if hours == 1 else 's'}{f' {rest}' if rest else ''}"
