"""What was decided, and the minutes: draft, to the chair, out as a draft, approved, signed, added to."""

from __future__ import annotations

import io
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cpboard.core import files, word
from cpboard.core.access import Viewer, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Council
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from meetings import operations, policies, record
from meetings.difference import difference
from meetings.forms import ApproveForm, CorrectForm, DecisionForm, MinutesForm, MinutesNoteForm, PutOutForm, SignForm
from meetings.heading import head_of
from meetings.models import Decision, Meeting, Minutes, MinutesApproval
from meetings.noted import Noted, noted_for
from meetings.versions import versions_of
from meetings.views.common import asked, confirming, done, item_of, may_ask_release, meeting_of, minutes_of, newest, retyped, seen_minutes


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
    found = seen_minutes(request, pk)
    meeting = found.meeting if found else meeting_of(request, pk)
    viewer = request.viewer
    require(found is not None or policies.may_read_whole_meeting(viewer, meeting))
    noted = noted_for(meeting, viewer)
    context = {
        "meeting": meeting,
        "head": head_of(meeting, viewer, "Minutes", noted.seats),
        "minutes": found,
        "approval": getattr(found, "approval", None),
        "notes": found.approval.notes.select_related("at_meeting") if found and hasattr(found, "approval") else [],
        "text": _text(found, noted) if found else "",
        "private": [each for item in noted.items if item.session.is_private for each in noted.decisions.get(item.pk, [])],
        "may": _may(viewer, meeting, found),
        "may_ask_release": hasattr(found, "approval") and may_ask_release(meeting, viewer),
        "to_agree": _to_agree(noted, viewer),
    }
    return render(request, "meetings/minutes.html", context)


def minutes_word(request: SignedIn, pk: int) -> FileResponse:
    """The same words as a Word document: the open part only, as the page shows it to whoever reads it."""
    found = seen_minutes(request, pk)
    if found is None:
        raise Http404
    meeting = found.meeting
    said = _with_notes(found, _text(found, noted_for(meeting, request.viewer)))
    note = "" if found.is_approved else "Draft. A later meeting approves it."
    title = f"Minutes of the {meeting.body.name}, {meeting.day:%-d %B %Y}"
    made = word.document(title, said, author=Council.here().name, at=timezone.now(), note=note)
    name = files.safe_name(f"minutes-{meeting.day:%Y-%m-%d}.docx")
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name, content_type=word.WORD)


def _with_notes(found: Minutes, said: str) -> str:
    """The words, and below them what later meetings resolved to add."""
    notes = found.approval.notes.select_related("at_meeting") if hasattr(found, "approval") else []
    added = [f"**Meeting of {note.at_meeting.day:%-d %B %Y}:** {note.text}" for note in notes]
    return "\n\n".join([said, "## Added later", *added]) if added else said


def _text(found: Minutes, noted: Noted) -> str:
    """The words that stand: approved, out as a draft with what was corrected since, or as the record has them now."""
    if hasattr(found, "approval"):
        return str(found.approval.text)
    if hasattr(found, "out"):
        return record.standing_text(found, found.corrections.all())
    return record.full_text(found, noted)


def _to_agree(noted: Noted, viewer: Viewer) -> list[Decision]:
    """The decisions from which this viewer may write down an action, as the agenda has them."""
    if not viewer.can(May.RUN_ACTIONS, noted.meeting.body_id):
        return []
    return [each for item in noted.items for each in noted.decisions.get(item.pk, [])]


def _may(viewer: Viewer, meeting: Meeting, found: Minutes | None) -> dict[str, bool]:
    if found is None:
        return {"save": policies.may_save_minutes(viewer, meeting)}
    state = found.state
    State = Minutes.State
    return {
        "save": state in (State.DRAFT, State.WITH_CHAIR) and policies.may_save_minutes(viewer, meeting),
        "send": state == State.DRAFT and policies.may_send_minutes_to_chair(viewer, found),
        "put_out": state == State.WITH_CHAIR and policies.may_put_minutes_out(viewer, found),
        "correct": state == State.OUT and policies.may_correct_minutes(viewer, found),
        "approve": state == State.OUT and policies.may_approve_minutes(viewer, found),
        "sign": state == State.APPROVED and policies.may_sign_minutes(viewer, found.approval),
        "add_note": state in (State.APPROVED, State.SIGNED) and policies.may_add_minutes_note(viewer, found.approval),
        "versions": policies.may_read_versions(viewer, found),
    }


def save_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """Write what was said. When somebody else has saved meanwhile, both texts stand on the page, with what differs."""
    meeting = meeting_of(request, pk)
    require(policies.may_save_minutes(request.viewer, meeting))
    found = minutes_of(request, meeting) or Minutes(meeting=meeting)
    form = MinutesForm(posted(request), initial={"text": found.text, "version": found.version})
    if carried_out(form, lambda: operations.save_minutes(meeting=meeting, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The draft is saved.", "meetings:minutes", meeting.pk)
    theirs = newest(form, lambda: minutes_of(request, meeting))
    drafted = record.full_text(Minutes(meeting=meeting), noted_for(meeting, request.viewer))
    differ = difference(theirs.text, str(form.data.get("text", ""))) if theirs else []
    return asked(request, "save_minutes", form, back=meeting, meeting=meeting, theirs=theirs, drafted=drafted, differ=differ)


def send_minutes_to_chair(request: SignedIn, pk: int) -> HttpResponse:
    """The draft goes to the chair."""
    meeting, found = _both(request, pk)
    require(policies.may_send_minutes_to_chair(request.viewer, found))
    form = confirming(request, "Send the draft to the chair")
    if carried_out(form, lambda: operations.send_minutes_to_chair(minutes=found, by=request.viewer, now=timezone.now())):
        return done(request, "The minutes are with the chair.", "meetings:minutes", meeting.pk)
    return asked(request, "send_minutes_to_chair", form, back=meeting, meeting=meeting)


def put_minutes_out(request: SignedIn, pk: int) -> HttpResponse:
    """The chair reads the draft and lets it out to the members, marked as a draft."""
    meeting, found = _both(request, pk)
    require(policies.may_put_minutes_out(request.viewer, found))
    text = record.full_text(found, noted_for(meeting, request.viewer))
    form = PutOutForm(posted(request), initial={"sha256": record.fingerprint(text)})
    if carried_out(form, lambda: operations.put_minutes_out(minutes=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The draft is out. Members can read it.", "meetings:minutes", meeting.pk)
    return asked(request, "put_minutes_out", _as_read(form, text), back=meeting, meeting=meeting, text=text)


def correct_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """What a later meeting found wrong: the words that stand there, and the right ones."""
    meeting, found = _both(request, pk)
    require(policies.may_correct_minutes(request.viewer, found))
    form = CorrectForm(posted(request))
    if carried_out(form, lambda: operations.correct_minutes(minutes=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The correction is noted. It stands at the end of the minutes.", "meetings:minutes", meeting.pk)
    text = record.standing_text(found, found.corrections.all())
    return asked(request, "correct_minutes", form, back=meeting, meeting=meeting, text=text)


def approve_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """The chair says that a later meeting approved exactly these words."""
    meeting, found = _both(request, pk)
    require(policies.may_approve_minutes(request.viewer, found))
    text = record.standing_text(found, found.corrections.all())
    form = ApproveForm(posted(request), meeting=meeting, initial={"sha256": record.fingerprint(text)})
    if carried_out(form, lambda: operations.approve_minutes(minutes=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The minutes are approved. They can no longer change.", "meetings:minutes", meeting.pk)
    return asked(request, "approve_minutes", _as_read(form, text), back=meeting, meeting=meeting, text=text)


def sign_minutes(request: SignedIn, pk: int) -> HttpResponse:
    """Who presided signed them, and when."""
    meeting, approval = _approved(request, pk)
    require(policies.may_sign_minutes(request.viewer, approval))
    form = SignForm(posted(request), meeting=meeting)
    if carried_out(form, lambda: operations.sign_minutes(approval=approval, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "It is noted who signed the minutes.", "meetings:minutes", meeting.pk)
    return asked(request, "sign_minutes", form, back=meeting, meeting=meeting)


def add_minutes_note(request: SignedIn, pk: int) -> HttpResponse:
    """What a later meeting resolved to add; the approved words stay."""
    meeting, approval = _approved(request, pk)
    require(policies.may_add_minutes_note(request.viewer, approval))
    form = MinutesNoteForm(posted(request), meeting=meeting)
    deed = lambda: operations.add_minutes_note(approval=approval, **form.cleaned_data, by=request.viewer, now=timezone.now())  # noqa: E731
    if carried_out(form, deed):
        return done(request, "The note stands below the minutes.", "meetings:minutes", meeting.pk)
    return asked(request, "add_minutes_note", form, back=meeting, meeting=meeting)


def minutes_versions(request: SignedIn, pk: int) -> HttpResponse:
    """How the draft came to be: each saved version with what changed in it, the newest first."""
    meeting, found = _both(request, pk)
    require(policies.may_read_versions(request.viewer, found))
    context = {"meeting": meeting, "head": head_of(meeting, request.viewer, "Minutes"), "versions": versions_of(found)}
    return render(request, "meetings/minutes_versions.html", context)


def _both(request: SignedIn, pk: int) -> tuple[Meeting, Minutes]:
    found = seen_minutes(request, pk)
    if found is None:
        raise Http404
    return found.meeting, found


def _approved(request: SignedIn, pk: int) -> tuple[Meeting, MinutesApproval]:
    meeting, found = _both(request, pk)
    if not hasattr(found, "approval"):
        raise Http404
    return meeting, found.approval


def _as_read(form: Form, text: str) -> Any:
    """The form for the words that now stand on the page: after a refusal, the new ones."""
    if form.is_bound:
        retyped(form, sha256=record.fingerprint(text))
    return form
