"""What meetings ask of people: reports to write and to check, agendas to put out, minutes to draft and to approve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core import calendar
from cpboard.core.access import Viewer, nothing
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from meetings.counting import Rules, rules_of_the_house
from meetings.models import Meeting, Minutes, Question, Report

LOOK_AHEAD = dt.timedelta(days=42)
DRAFT_IN = 10  # working days after the meeting (meetings §2.6: no law says, this is the usual promise)
APPROVE_IN = 10


@needs_from
def meeting_needs(viewer: Viewer) -> Iterator[Need]:
    """Everything that waits for this viewer in meetings."""
    if viewer.can(May.WRITE_REPORTS):
        yield from _reports_to_write(viewer)
    if viewer.can(May.RUN_MEETINGS):
        yield from _to_run(viewer, rules_of_the_house())
    if viewer.can(May.APPROVE_MINUTES):
        yield from _minutes_to_approve(viewer)
    if not viewer.can(May.RUN_MEETINGS):  # whoever runs meetings has them in the same query as the rest
        yield from (_question_to_answer(Row(*values)) for values in _questions_to_answer(viewer))


def _reports_to_write(viewer: Viewer) -> Iterator[Need]:
    mine = Report.objects.visible_to(viewer).filter(author=viewer.user_id, item__session__meeting__called_off_at=None)
    for report in mine.unfinished().select_related("item__session__meeting__body"):
        meeting = report.item.session.meeting
        why = report.returned_why if report.state == Report.State.RETURNED else f"The {meeting.body} meets on {meeting.day:%-d %B %Y}."
        yield Need(report.due_on, f"Write the report on “{report.item.title}”", why, reverse("meetings:save_report", args=[report.pk]))


class Row(NamedTuple):
    """A meeting to run, or a report to check for one: what the needs of a clerk are made from, in one query."""

    kind: str
    pk: int
    starts_at: dt.datetime
    regime: str
    held_at: dt.datetime | None
    agenda_out_at: dt.datetime | None
    body: str
    name: str  # the place of a meeting, the title of an item
    author: str

    @property
    def day(self) -> dt.date:
        """The day of the meeting, as it is in London."""
        return timezone.localdate(self.starts_at)


def _to_run(viewer: Viewer, rules: Rules) -> Iterator[Need]:
    """Reports to check; the agenda before a meeting, after its day whether it was held, after that its minutes."""
    now = timezone.now()
    for values in _reports_to_check(viewer).union(_meetings_to_run(viewer, now), _questions_to_answer(viewer), all=True):
        row = Row(*values)
        if row.kind == "report":
            yield _report_to_check(row, rules)
        elif row.kind == "question":
            yield _question_to_answer(row)
        else:
            yield from _meeting_to_run(row, rules, now)


def _reports_to_check(viewer: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    run = viewer.q_body(May.RUN_MEETINGS, "item__session__meeting__body")
    waiting = Report.objects.filter(run, state=Report.State.SUBMITTED, item__session__meeting__called_off_at=None)
    return _rows(waiting, "report", "item__session__meeting__", F("item__title"), F("author__name"))


def _meetings_to_run(viewer: Viewer, now: dt.datetime) -> QuerySet[Any, tuple[Any, ...]]:
    begun = Q(held_at=None, starts_at__lt=now + LOOK_AHEAD) | Q(held_at__isnull=False, minutes__sent_to_chair_at=None)
    open_ones = Meeting.objects.filter(viewer.q_body(May.RUN_MEETINGS, "body"), begun, called_off_at=None)
    return _rows(open_ones, "meeting", "", F("place"), Value(""))


def _questions_to_answer(viewer: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    """What was asked before a meeting and waits for its author, its presenter or the clerk."""
    theirs = Q(item__presenter=viewer.user_id)
    theirs |= Q(item__report__author=viewer.user_id) if viewer.can(May.WRITE_REPORTS) else nothing()
    run = viewer.q_body(May.RUN_MEETINGS, "item__session__meeting__body")
    waiting = Question.objects.visible_to(viewer).filter(theirs | run, answer=None, item__session__meeting__called_off_at=None)
    return _rows(waiting, "question", "item__session__meeting__", F("item__title"), Value(""))


def _rows(found: QuerySet[Any], kind: str, path: str, name: F, author: F | Value) -> QuerySet[Any, tuple[Any, ...]]:
    of_meeting = [F(f"{path}{field}") for field in ("starts_at", "regime", "held_at", "agenda_out_at", "body__name")]
    return found.order_by().values_list(Value(kind), F("pk"), *of_meeting, name, author)


def _report_to_check(row: Row, rules: Rules) -> Need:
    url = reverse("meetings:report", args=[row.pk])
    return Need(rules.publish_by(row.day), f"Check the report on “{row.name}”", f"{row.author} has handed it in.", url)


def _question_to_answer(row: Row) -> Need:
    url = reverse("meetings:answer_question", args=[row.pk])
    return Need(row.day, f"Answer a question on “{row.name}”", f"The {row.body} meets on {row.day:%-d %B %Y}.", url)


def _meeting_to_run(row: Row, rules: Rules, now: dt.datetime) -> Iterator[Need]:
    day, url = f"{row.day:%-d %B %Y}", reverse("meetings:meeting", args=[row.pk])
    if row.held_at is not None:
        yield _minutes_to_draft(row, rules)
    elif row.starts_at <= now:
        yield Need(row.day, f"Note whether the meeting of {day} was held", f"{row.body}, {row.name}.", url)
    elif row.agenda_out_at is None:
        yield Need(rules.publish_by(row.day), f"Put out the agenda for {day}", _why(row), url)


def _why(row: Row) -> str:
    rule = " Five clear days before the meeting." if row.regime != Regime.PRIVATE else ""
    return f"{row.body}.{rule}"


def _minutes_to_draft(row: Row, rules: Rules) -> Need:
    due = calendar.add_working_days(row.day, DRAFT_IN, rules.off)
    url = reverse("meetings:minutes", args=[row.pk])
    return Need(due, f"Write the minutes of {row.day:%-d %B %Y}", f"The {row.body} waits for them.", url)


def _minutes_to_approve(viewer: Viewer) -> Iterator[Need]:
    """For the chair: a draft to read and let out; one that is out, once the body has met again."""
    chaired = Minutes.objects.visible_to(viewer).filter(viewer.q_body(May.APPROVE_MINUTES, "meeting__body"))
    waiting = chaired.filter(sent_to_chair_at__isnull=False, approval=None).select_related("meeting__body", "out")
    again = Meeting.objects.filter(body=OuterRef("meeting__body"), held_at__isnull=False, starts_at__gt=OuterRef("meeting__starts_at"))
    for minutes in waiting.annotate(met_again=Subquery(again.order_by("starts_at").values("starts_at")[:1])):
        if not hasattr(minutes, "out"):
            yield _draft_to_read(minutes)
        elif minutes.met_again is not None:
            yield _draft_to_approve(minutes)


def _draft_to_read(minutes: Minutes) -> Need:
    sent_on = timezone.localdate(minutes.sent_to_chair_at)
    url = reverse("meetings:put_minutes_out", args=[minutes.meeting_id])
    title = f"Read the draft minutes of {minutes.meeting.day:%-d %B %Y}"
    return Need(calendar.add_working_days(sent_on, APPROVE_IN), title, f"The clerk sent you the draft on {sent_on:%-d %B %Y}.", url)


def _draft_to_approve(minutes: Minutes) -> Need:
    met_on = timezone.localdate(minutes.met_again)  # type: ignore[attr-defined]  # annotated
    url = reverse("meetings:approve_minutes", args=[minutes.meeting_id])
    title = f"Approve the minutes of {minutes.meeting.day:%-d %B %Y}"
    return Need(met_on, title, f"The {minutes.meeting.body} met again on {met_on:%-d %B %Y}.", url)
