"""One meeting: its agenda, papers and attendance, and what happens to it as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core.access import Viewer, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies, reading
from meetings.checklist import checks, time_of
from meetings.counting import Rules, rules_of_the_house
from meetings.forms import AgendaOutForm, AttendanceForm, CallOffForm, ChangeMeetingForm, SessionForm
from meetings.forms.notice import moment
from meetings.heading import head_of
from meetings.models import AgendaItem, Attendance, BringBack, Meeting, Movement, Report
from meetings.noted import Noted, noted_for
from meetings.notice import is_short, late_items, notice_of, publish_by
from meetings.opened import opened
from meetings.presence import AtItem, lost, through
from meetings.proposed import Proposals, left_off, proposals_for
from meetings.questions import tally_of
from meetings.sheet import Part, agenda_of
from meetings.views.common import asked, confirming, done, may_ask_release, meeting_of, to_agree
from meetings.way_in import way_in


def meeting(request: SignedIn, pk: int) -> HttpResponse:
    """The agenda: what there is, in order, and for the clerk what is left to do."""
    found = meeting_of(request, pk)
    viewer, now, rules = request.viewer, timezone.now(), rules_of_the_house()
    parts = agenda_of(found, viewer)
    clerk = _for_the_clerk(found, viewer, parts, rules, now)
    context = {
        "meeting": found,
        "head": head_of(found, viewer, "Agenda"),
        "parts": parts,
        "time": time_of(found, parts),
        "clerk": clerk,
        "left_off": clerk["proposals"].left_off if clerk.get("checks") else left_off(found, viewer),
        "by": publish_by(found, rules),
        "ahead": found.starts_at > now,
        "way": way_in(found, viewer),
        "opened": opened(found, viewer),
        "may_pre_meet": found.called_off_at is None and policies.may_read_pre_meet(viewer, found),
        "may_brief": policies.may_read_brief(viewer, found),
        "tally": tally_of(found, viewer),
    }
    return render(request, "meetings/meeting.html", context)


def _for_the_clerk(found: Meeting, viewer: Viewer, parts: list[Part], rules: Rules, now: dt.datetime) -> dict[str, Any]:
    """What whoever runs the meeting sees beside it; nothing for everybody else."""
    if not policies.may_run_meetings(viewer, found.body_id):
        return {}
    waiting = policies.may_put_agenda_out(viewer, found)
    back, ahead = _to_come_back(found, viewer), policies.may_take_up(viewer, found)
    proposals = proposals_for(found, viewer) if waiting else Proposals()
    first = next((row.item for part in parts for row in part.rows), None)
    return {
        "checks": checks(found, parts, len(back), len(proposals.waiting)) if waiting else [],
        "back": back,
        "proposals": proposals,
        "proposed": proposals.title(len(back)),
        "may_take_up": ahead,
        "to_check": [each.to_check for part in parts for each in part.rows if each.to_check],
        "may_ask_reports": ahead and any(each.needs_author for part in parts for each in part.rows),
        "first": first if first and policies.may_record_decision(viewer, first) else None,
        "notice": notice_of(found, rules, now=now) if found.has_notice_rules and found.held_at is None else None,
        "due": rules.deadlines(found.day) if waiting and found.starts_at > now else None,
        "late": late_items(found, rules, [row.item for part in parts for row in part.rows]),
        "may_put_agenda_out": waiting and found.starts_at > now,
        "may_hold": policies.may_hold_meeting(viewer, found) and found.starts_at <= now,
        "may_change": policies.may_change_meeting(viewer, found),
        "may_add": any(part.session and (ahead or policies.may_add_item(viewer, part.session)) for part in parts[:1]),
        "may_write_minutes": policies.may_save_minutes(viewer, found),
        "one_session": len(parts) == 1,
        "may_ask_release": found.agenda_out_at is not None and may_ask_release(found, viewer),
        "to_agree": to_agree(found, viewer),
    }


def _to_come_back(found: Meeting, viewer: Viewer) -> list[BringBack]:
    """What the board wanted back, that waits for this meeting."""
    if not policies.may_take_up(viewer, found):
        return []
    rows = BringBack.objects.visible_to(viewer).filter(BringBack.waiting_for(found)).select_related("item__session__meeting")
    return list(rows.order_by("item__session__meeting__starts_at", "pk"))


def papers(request: SignedIn, pk: int) -> HttpResponse:
    """The reports of a meeting that this viewer may read, with how long each takes."""
    found = meeting_of(request, pk)
    reports = Report.objects.visible_to(request.viewer).filter(item__session__meeting=found).select_related("author", "item__session")
    read = [
        (report, reading.minutes_to_read(report.asks, report.summary, report.text))
        for report in reports.order_by("item__session__position", "item__position")
    ]
    ready = [minutes for report, minutes in read if report.state == Report.State.CLEARED]
    context = {
        "meeting": found,
        "head": head_of(found, request.viewer, "Papers"),
        "papers": read,
        "ready": len(ready),
        "minutes": sum(ready),
        "by": publish_by(found, rules_of_the_house()),
        "way": way_in(found, request.viewer),
    }
    return render(request, "meetings/papers.html", context)


def attendance(request: SignedIn, pk: int) -> HttpResponse:
    """Who was there, who came and went, and at which items enough were there."""
    found = meeting_of(request, pk)
    require(policies.may_read_whole_meeting(request.viewer, found))
    noted = noted_for(found, request.viewer)
    steps = through(noted)
    context = {
        "meeting": found,
        "head": head_of(found, request.viewer, "Attendance", noted.seats),
        "groups": [(label, [mark for mark in noted.marks if mark.how == how]) for how, label in Attendance.How.choices],
        "marks": len(noted.marks),
        "moved": _moved(noted),
        "steps": _where_it_changed(steps) if noted.marks else [],
        "quorum": noted.quorum,
        "lost": lost(noted, steps),
        "may_record": policies.may_record_attendance(request.viewer, found),
    }
    return render(request, "meetings/attendance.html", context)


def _where_it_changed(steps: list[AtItem]) -> list[AtItem]:
    """The first item, and each at which another number counted than at the one before."""
    return [step for step, before in zip(steps, [None, *steps], strict=False) if before is None or step.voting != before.voting]


def _moved(noted: Noted) -> list[tuple[AgendaItem, Movement]]:
    return [(item, move) for item in noted.items for move in noted.movements if move.item_id == item.pk]


def record_attendance(request: SignedIn, pk: int) -> HttpResponse:
    """Mark who was there, in one table."""
    found = meeting_of(request, pk)
    require(policies.may_record_attendance(request.viewer, found))
    form = AttendanceForm(posted(request), meeting=found)
    carried_out(form, lambda: operations.record_attendance(meeting=found, marks=form.marks(), by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return asked(request, "record_attendance", form, back=found, meeting=found)
    return done(request, "Who was there is saved.", "meetings:attendance", found.pk)


def change_meeting(request: SignedIn, pk: int) -> HttpResponse:
    """Another day, time or place."""
    found = meeting_of(request, pk)
    require(policies.may_change_meeting(request.viewer, found))
    out = found.agenda_out_at is not None
    form = ChangeMeetingForm(posted(request), meeting=found, asks=out, initial=ChangeMeetingForm.answers_of(found))
    changed = carried_out(form, lambda: operations.change_meeting(meeting=found, **form.moments(), by=request.viewer, now=timezone.now()))
    if changed is None:
        return asked(request, "change_meeting", form, back=found, meeting=found)
    out_at = changed.agenda_out_at
    short = out_at is not None and is_short(changed, rules_of_the_house(), out_at=out_at)
    sentence = "The meeting is changed. Its agenda now has fewer than five clear days." if short else "The meeting is changed."
    return done(request, sentence, "meetings:meeting", found.pk)


def call_off(request: SignedIn, pk: int) -> HttpResponse:
    """The meeting does not take place, for a reason."""
    found = meeting_of(request, pk)
    require(policies.may_call_off(request.viewer, found))
    form = CallOffForm(posted(request))
    if carried_out(form, lambda: operations.call_off(meeting=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The meeting is called off.", "meetings:meeting", found.pk)
    return asked(request, "call_off", form, back=found, meeting=found)


def put_agenda_out(request: SignedIn, pk: int) -> HttpResponse:
    """The agenda goes out: what goes, what stays in, whether it is in time."""
    found = meeting_of(request, pk)
    require(policies.may_put_agenda_out(request.viewer, found))
    now, rules = timezone.now(), rules_of_the_house()
    short = is_short(found, rules, out_at=now)
    form = AgendaOutForm(posted(request), short=short, meeting=found)
    if carried_out(form, lambda: operations.put_agenda_out(meeting=found, **form.urgent(), by=request.viewer, now=now)):
        return done(request, "The agenda is out.", "meetings:meeting", found.pk)
    parts = agenda_of(found, request.viewer)
    proposed = len(proposals_for(found, request.viewer).waiting)
    waiting = [check.name for check in checks(found, parts, proposed=proposed) if check.state != "done"]
    shown = {"parts": parts, "waiting": waiting, "short": short, "by_law": found.regime == Regime.PART_VA}
    return asked(
        request, "put_agenda_out", form, back=found, meeting=found, notice=notice_of(found, rules, now=now), cancel_text="Not yet", **shown
    )


def hold_meeting(request: SignedIn, pk: int) -> HttpResponse:
    """The meeting took place; now its decisions can be recorded."""
    found = meeting_of(request, pk)
    require(policies.may_hold_meeting(request.viewer, found))
    form = confirming(request, "Note that it was held")
    if carried_out(form, lambda: operations.hold_meeting(meeting=found, by=request.viewer, now=timezone.now())):
        return done(request, "The meeting is noted as held. Record what it decided, item by item.", "meetings:meeting", found.pk)
    return asked(request, "hold_meeting", form, back=found, meeting=found)


def add_session(request: SignedIn, pk: int) -> HttpResponse:
    """A private session at the end."""
    found = meeting_of(request, pk)
    require(policies.may_add_session(request.viewer, found))
    form = SessionForm(posted(request))
    made = carried_out(
        form,
        lambda: operations.add_session(
            meeting=found, starts_at=moment(found.day, form.cleaned_data["starts"]), by=request.viewer, now=timezone.now()
        ),
    )
    if made is None:
        return asked(request, "add_session", form, back=found, meeting=found)
    return done(request, "The private session is there. Look who may read it.", "meetings:readers", made.pk)
