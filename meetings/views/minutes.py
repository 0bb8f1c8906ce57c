"""What was decided, and the minutes: draft, to the chair, approved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cpboard.core.access import Viewer, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies, record
from meetings.forms import ApproveForm, DecisionForm, MinutesForm
from meetings.heading import head_of
from meetings.models import Decision, Meeting, Minutes, Session
from meetings.views.common import asked, confirming, done, item_of, may_ask_release, meeting_of, minutes_of, newest, retyped, to_agree


def record_decision(request: SignedIn, pk: int) -> HttpResponse:
    """What the board decided on an item."""
    item = item_of(request, pk)
    require(policies.may_record_decision(request.viewer, item))
    form = DecisionForm(posted(request), item=item)
    if carried_out(form, lambda: operations.record_decision(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The decision is recorded.", "meetings:record_item", item.pk)
    return asked(request, "record_decision", form, back=item, item=item, meeting=item.session.meeting)


def minutes(request: SignedIn, pk: int) -> HttpResponse:
    """The minutes as they stand for this viewer; what was decided in private only for those who may see it."""
    meeting = meeting_of(request, pk)
    viewer = request.viewer
    found = minutes_of(request, meeting)
    require(found is not None or policies.may_read_whole_meeting(viewer, meeting))
    approval = getattr(found, "approval", None)
    context = {
        "meeting": meeting,
        "head": head_of(meeting, viewer, "Minutes"),
        "minutes": found,
        "approval": approval,
        "text": approval.text if approval else record.full_text(found) if found else "",
        "private": _private_decisions(meeting, viewer),
        "may": _may(viewer, meeting, found),
        "may_ask_release": approval is not None and may_ask_release(meeting, viewer),
        "to_agree": to_agree(meeting, viewer),
    }
    return render(request, "meetings/minutes.html", context)


def _private_decisions(meeting: Meeting, viewer: Viewer) -> list[Decision]:
    made = Decision.objects.visible_to(viewer).filter(item__session__meeting=meeting, item__session__privacy=Session.Privacy.PRIVATE)
    return list(made.select_related("item").order_by("item__session__position", "item__position", "number"))


def _may(viewer: Viewer, meeting: Meeting, found: Minutes | None) -> dict[str, bool]:
    return {
        "save": policies.may_save_minutes(viewer, meeting),
        "send": found is not None and policies.may_send_minutes_to_chair(viewer, found),
        "approve": found is not None and policies.may_approve_minutes(viewer, found),
    }


def save_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """Write what was said. When somebody else has saved meanwhile, both texts stand on the page."""
    meeting = meeting_of(request, pk)
    require(policies.may_save_minutes(request.viewer, meeting))
    found = minutes_of(request, meeting) or Minutes(meeting=meeting)
    form = MinutesForm(posted(request), initial={"text": found.text, "version": found.version})
    if carried_out(form, lambda: operations.save_minutes(meeting=meeting, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The draft is saved.", "meetings:minutes", meeting.pk)
    theirs = newest(form, lambda: minutes_of(request, meeting))
    drafted = record.full_text(Minutes(meeting=meeting))
    return asked(request, "save_minutes", form, back=meeting, meeting=meeting, theirs=theirs, drafted=drafted)


def send_minutes_to_chair(request: SignedIn, pk: int) -> HttpResponse:
    """The draft goes to the chair."""
    meeting = meeting_of(request, pk)
    found = _there(minutes_of(request, meeting))
    require(policies.may_send_minutes_to_chair(request.viewer, found))
    form = confirming(request, "Send the draft to the chair")
    if carried_out(form, lambda: operations.send_minutes_to_chair(minutes=found, by=request.viewer, now=timezone.now())):
        return done(request, "The minutes are with the chair.", "meetings:minutes", meeting.pk)
    return asked(request, "send_minutes_to_chair", form, back=meeting, meeting=meeting)


def approve_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """The chair reads them and approves exactly these words."""
    meeting = meeting_of(request, pk)
    found = _there(minutes_of(request, meeting))
    require(policies.may_approve_minutes(request.viewer, found))
    text = record.full_text(found)
    form = ApproveForm(posted(request), initial={"sha256": record.fingerprint(text)})
    if carried_out(form, lambda: operations.approve_minutes(minutes=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The minutes are approved. They can no longer change.", "meetings:minutes", meeting.pk)
    return asked(request, "approve_minutes", _as_read(form, text), back=meeting, meeting=meeting, text=text)


def _there(found: Minutes | None) -> Minutes:
    if found is None:
        raise Http404
    return found


def _as_read(form: ApproveForm, text: str) -> Any:
    """The form for the words that now stand on the page: after a refusal, the new ones."""
    if form.is_bound:
        retyped(form, sha256=record.fingerprint(text))
    return form
