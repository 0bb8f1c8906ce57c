"""The agenda as one viewer sees it: sessions, rows, numbers, clock times, and what is left to do.

Numbers and times are worked out from what this viewer may see and from nothing else. Where a person sees
single items only, those that they present, there are no numbers and no times: both would tell what lies between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer
from cpboard.core.fields import clock
from cpboard.core.templatetags.cpb import late_words
from meetings import policies
from meetings.models import AgendaItem, Meeting, Report, Session
from meetings.numbering import mains, numbers
from performance.models import Snapshot

State = Report.State
NO_REPORT_NEEDED = (AgendaItem.Kind.PROCEDURAL, AgendaItem.Kind.ACTIONS, AgendaItem.Kind.VOICE, AgendaItem.Kind.CHAMPION)


@dataclass(frozen=True)
class Row:
    """One item as the agenda shows it; the names are those of components/agenda-item.html."""

    item: AgendaItem
    number: str
    at: str
    url: str
    line: str
    privacy: str
    state: str
    state_kind: str

    @property
    def purpose(self) -> str:
        """What is asked of the meeting; a procedural item that decides nothing asks nothing."""
        asks_nothing = self.item.kind == AgendaItem.Kind.PROCEDURAL and self.item.purpose == AgendaItem.Purpose.RECEIVE
        return "" if asks_nothing else self.item.get_purpose_display()

    @property
    def needs_author(self) -> bool:
        """Whether an open item needs a report for which nobody was asked."""
        return not self.item.session.is_private and self.item.kind not in NO_REPORT_NEEDED and report_of(self.item) is None

    @property
    def to_check(self) -> Report | None:
        """Its report, if that was handed in and waits for the clerk."""
        report = report_of(self.item)
        return report if report is not None and report.state == State.SUBMITTED else None

    @property
    def who(self) -> str:
        """Who presents it, with the job."""
        return self.item.presenter.described if self.item.presenter else ""


@dataclass(frozen=True)
class Part:
    """A session with its rows; without a session: the single items that a person presents or writes for."""

    session: Session | None
    rows: list[Row] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether what is in it is private."""
        if self.session is not None:
            return self.session.is_private
        return all(row.item.session.is_private for row in self.rows)


def agenda_of(meeting: Meeting, viewer: Viewer) -> list[Part]:
    """The parts of the meeting that this viewer may see."""
    sessions = list(meeting.sessions.visible_to(viewer).annotate(reader_count=Count("readers")).order_by("position"))
    items = list(items_of(meeting, viewer))
    runs = policies.may_run_meetings(viewer, meeting.body_id)
    parts, number = [], 1
    for session in sessions:
        own = [item for item in items if item.session_id == session.pk]
        parts.append(Part(session, _rows(own, session, viewer, runs, number)))
        number += mains(own)
    shown = {session.pk for session in sessions}
    single = [item for item in items if item.session_id not in shown]
    return [*parts, *_single_parts(single, viewer)]


def items_of(meeting: Meeting, viewer: Viewer) -> Iterable[AgendaItem]:
    """The items of this meeting that this viewer may see, in order."""
    rows = AgendaItem.objects.visible_to(viewer).filter(session__meeting=meeting).in_order()
    return rows.select_related("session__meeting", "presenter", "report__author")


def number_of(item: AgendaItem, viewer: Viewer) -> str:
    """The number of one item for this viewer; empty where they do not see its session as a whole."""
    rows = (row for part in agenda_of(item.session.meeting, viewer) for row in part.rows)
    return next((row.number for row in rows if row.item == item), "")


def _rows(items: list[AgendaItem], session: Session, viewer: Viewer, runs: bool, first: int) -> list[Row]:
    rows, at = [], timezone.localtime(session.starts_at)
    for number, item in zip(numbers(items, before=first - 1), items, strict=True):
        rows.append(_row(item, viewer, runs, number, clock(at.time())))
        at += dt.timedelta(minutes=item.minutes_planned)
    return rows


def _single_parts(items: list[AgendaItem], viewer: Viewer) -> list[Part]:
    parts = []
    for private in (False, True):
        rows = [_row(item, viewer, False, "", "") for item in items if item.session.is_private is private]
        if rows:
            parts.append(Part(None, rows))
    return parts


def _row(item: AgendaItem, viewer: Viewer, runs: bool, number: str, at: str) -> Row:
    state, kind = report_state(item, viewer, runs)
    return Row(item, number, at, _url(item, runs), _line(item), _privacy(item), state, kind)


def _url(item: AgendaItem, runs: bool) -> str:
    """A member goes straight to the open report in the reader; the clerk to the item."""
    report = report_of(item)
    if report is not None and report.state == State.CLEARED and not runs and not item.session.is_private:
        return reverse("meetings:read_item", args=[item.pk])
    return reverse("meetings:item", args=[item.pk])


def report_of(item: AgendaItem) -> Report | None:
    """The open report that was asked for, if one was."""
    return getattr(item, "report", None)


def scorecard_of(item: AgendaItem, viewer: Viewer) -> Snapshot | None:
    """The frozen scorecard that an item discusses, if there is one that this viewer may read."""
    if item.snapshot_id is None:
        return None
    found: Snapshot | None = Snapshot.objects.visible_to(viewer).filter(pk=item.snapshot_id).first()
    return found


def _privacy(item: AgendaItem) -> str:
    """The mark at an item. In a meeting without the public the session carries the mark for all of them."""
    if item.session.is_private:
        return "closed"
    return "public" if item.session.meeting.has_notice_rules else ""


def _line(item: AgendaItem) -> str:
    """For a private item: paragraph, presenter, minutes. An open one leaves it to the component."""
    if not item.exempt_paragraph:
        return ""
    wording = item.get_exempt_paragraph_display()
    who = item.presenter.described if item.presenter else ""
    minutes = f"{item.minutes_planned} minute{'' if item.minutes_planned == 1 else 's'}"
    return " · ".join(part for part in (f"Paragraph {item.exempt_paragraph}, {wording[:1].lower()}{wording[1:]}", who, minutes) if part)


def report_state(item: AgendaItem, viewer: Viewer, runs: bool) -> tuple[str, str]:
    """How its report stands, in words, and the kind of chip. A member learns only that it is ready."""
    if item.session.is_private:
        return "", ""
    report = report_of(item)
    if report is None:
        return _without_report(item) if runs else ("", "")
    if report.state == State.CLEARED:
        return ("Report cleared" if runs else "Report ready"), "ok"
    return _unfinished(report, viewer.on) if runs or report.author_id == viewer.user_id else ("Report to come", "")


def _without_report(item: AgendaItem) -> tuple[str, str]:
    return ("No report needed", "") if item.kind in NO_REPORT_NEEDED else ("No author yet", "late")


def _unfinished(report: Report, on: dt.date) -> tuple[str, str]:
    if report.state == State.SUBMITTED:
        return "Report to check", "due"
    late = late_words(report.due_on, on)
    if late:
        return f"Report {late}", "late"
    word = "Returned, due" if report.state == State.RETURNED else "Report due"
    return f"{word} {report.due_on:%-d %B}", "due"
