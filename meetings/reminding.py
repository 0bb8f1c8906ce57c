"""Reminders by letter of what is due: an agenda to put out, a report to hand in (requirement 000-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from cpboard.core import mail
from cpboard.core.access import Viewer
from cpboard.core.models import Appointment, Mail, User
from cpboard.core.records import current_q
from cpboard.core.roles import TABLE, May
from meetings import policies
from meetings.counting import rules_of_the_house
from meetings.models import Meeting, Report

AGENDA, REPORT = "agenda_due", "report_due"
AGENDA_AHEAD, REPORT_AHEAD = dt.timedelta(days=7), dt.timedelta(days=3)
FARTHEST = dt.timedelta(days=60)  # no agenda is due earlier than so long before its meeting


def remind(now: dt.datetime) -> None:
    """Write every reminder that is due. The same day of the same thing is reminded of once."""
    today = timezone.localdate(now)
    _agendas(today, now)
    _reports(today, now)


def _agendas(today: dt.date, now: dt.datetime) -> None:
    """To whoever runs meetings, a week before the last day to publish."""
    rules = rules_of_the_house()
    ahead = Meeting.objects.to_come(now=now).filter(agenda_out_at=None, starts_at__lt=now + FARTHEST)
    due = [(meeting, rules.publish_by(meeting.day)) for meeting in ahead]
    soon = [(meeting, by) for meeting, by in due if today <= by <= today + AGENDA_AHEAD]
    for person in _clerks(today) if soon else ():
        for meeting, by in soon:
            cause, link = f"agenda:{meeting.pk}:{by}", reverse("meetings:meeting", args=[meeting.pk])
            mail.write(to=person, kind=AGENDA, cause=cause, link=link, day=by, now=now)


def _clerks(today: dt.date) -> Iterable[User]:
    running = [role for role, grant in TABLE.items() if May.RUN_MEETINGS in grant.rights]
    held = Appointment.objects.filter(current_q(today), role__in=running).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("pk")


def _reports(today: dt.date, now: dt.datetime) -> None:
    """To the author, three days before it is due."""
    due = Report.objects.due(by=today + REPORT_AHEAD).filter(due_on__gte=today, author__is_active=True)
    for report in due.filter(item__session__meeting__called_off_at=None).select_related("author"):
        cause, link = f"report:{report.pk}:{report.due_on}", reverse("meetings:report", args=[report.pk])
        mail.write(to=report.author, kind=REPORT, cause=cause, link=link, day=report.due_on, now=now)


@mail.rechecked(AGENDA)
def may_be_reminded_of_agenda(letter: Mail, viewer: Viewer) -> bool:
    """Whoever can put it out, while it is not out."""
    meeting = Meeting.objects.visible_to(viewer).filter(pk=letter.cause.split(":")[1]).first()
    return meeting is not None and policies.may_put_agenda_out(viewer, meeting)


@mail.rechecked(REPORT)
def may_be_reminded_of_report(letter: Mail, viewer: Viewer) -> bool:
    """Its author, while it is not handed in."""
    rows = Report.objects.visible_to(viewer).filter(pk=letter.cause.split(":")[1], author=viewer.user_id)
    report = rows.select_related("item__session__meeting").first()
    return report is not None and policies.may_save_report(viewer, report)
