"""What meetings ask of people: reports to write and to check, agendas to put out, minutes to draft and to approve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cpboard.core import calendar
from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from meetings import notice
from meetings.models import Meeting, Minutes, Report

LOOK_AHEAD = dt.timedelta(days=42)
DRAFT_IN = 10  # working days after the meeting (meetings §2.6: no law says, this is the usual promise)
APPROVE_IN = 10


@needs_from
def meeting_needs(viewer: Viewer) -> Iterator[Need]:
    """Everything that waits for this viewer in meetings."""
    if viewer.can(May.WRITE_REPORTS):
        yield from _reports_to_write(viewer)
    if viewer.can(May.RUN_MEETINGS):
        yield from _reports_to_check(viewer)
        yield from _meetings_to_run(viewer)
    if viewer.can(May.APPROVE_MINUTES):
        yield from _minutes_to_approve(viewer)


def _reports_to_write(viewer: Viewer) -> Iterator[Need]:
    mine = Report.objects.visible_to(viewer).filter(author=viewer.user_id, item__session__meeting__called_off_at=None)
    for report in mine.unfinished().select_related("item__session__meeting__body"):
        meeting = report.item.session.meeting
        why = report.returned_why if report.state == Report.State.RETURNED else f"The {meeting.body} meets on {meeting.day:%-d %B %Y}."
        yield Need(report.due_on, f"Write the report on “{report.item.title}”", why, reverse("meetings:save_report", args=[report.pk]))


def _reports_to_check(viewer: Viewer) -> Iterator[Need]:
    waiting = Report.objects.filter(viewer.q_body(May.RUN_MEETINGS, "item__session__meeting__body"), state=Report.State.SUBMITTED)
    for report in waiting.filter(item__session__meeting__called_off_at=None).select_related("author", "item__session__meeting__body"):
        by = notice.publish_by(report.item.session.meeting)
        why = f"{report.author} has handed it in."
        yield Need(by, f"Check the report on “{report.item.title}”", why, report.get_absolute_url())


def _meetings_to_run(viewer: Viewer) -> Iterator[Need]:
    """The agenda before a meeting; after its day whether it was held; after that its minutes."""
    now = timezone.now()
    begun = Q(held_at=None, starts_at__lt=now + LOOK_AHEAD) | Q(held_at__isnull=False, minutes__sent_to_chair_at=None)
    open_ones = Meeting.objects.filter(viewer.q_body(May.RUN_MEETINGS, "body"), begun, called_off_at=None)
    for meeting in open_ones.select_related("body"):
        day = f"{meeting.day:%-d %B %Y}"
        if meeting.held_at is not None:
            yield _minutes_to_draft(meeting)
        elif meeting.starts_at <= now:
            yield Need(meeting.day, f"Note whether the meeting of {day} was held", f"{meeting.body}, {meeting.place}.", _url(meeting))
        elif meeting.agenda_out_at is None:
            yield Need(notice.publish_by(meeting), f"Put out the agenda for {day}", _why(meeting), _url(meeting))


def _url(meeting: Meeting) -> str:
    return meeting.get_absolute_url()


def _why(meeting: Meeting) -> str:
    rule = " Five clear days before the meeting." if meeting.has_notice_rules else ""
    return f"{meeting.body}.{rule}"


def _minutes_to_draft(meeting: Meeting) -> Need:
    due = calendar.add_working_days(meeting.day, DRAFT_IN)
    url = reverse("meetings:minutes", args=[meeting.pk])
    return Need(due, f"Write the minutes of {meeting.day:%-d %B %Y}", f"The {meeting.body} waits for them.", url)


def _minutes_to_approve(viewer: Viewer) -> Iterator[Need]:
    sent = Minutes.objects.visible_to(viewer).filter(viewer.q_body(May.APPROVE_MINUTES, "meeting__body"))
    for minutes in sent.filter(sent_to_chair_at__isnull=False, approval=None).select_related("meeting__body"):
        sent_at = minutes.sent_to_chair_at
        due = calendar.add_working_days(timezone.localdate(sent_at), APPROVE_IN)
        why = f"The clerk sent you the draft on {timezone.localdate(sent_at):%-d %B %Y}."
        url = reverse("meetings:approve_minutes", args=[minutes.meeting_id])
        yield Need(due, f"Approve the minutes of {minutes.meeting.day:%-d %B %Y}", why, url)
