"""The meeting as it goes: the record of one item on one page, and each thing that is noted."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.forms import (
    AddAttendanceForm,
    BringBackForm,
    ChallengeForm,
    DecisionForm,
    InterestForm,
    MovementForm,
    TimeForm,
    VoteForm,
)
from meetings.models import AgendaItem, BringBack, Challenge, Decision, Interest, Movement
from meetings.noted import Noted, noted_for
from meetings.presence import AtItem, lost, through
from meetings.views.common import asked, confirming, done, item_of, meeting_of


class Ready(NamedTuple):
    """A form that stands ready on the page of an item: what it is for, and where it is sent."""

    title: str
    url: str
    form: forms.Form


def record_item(request: SignedIn, pk: int) -> HttpResponse:
    """One item while it is taken: what is noted of it, a form for each thing there is to note, the items beside it."""
    item = item_of(request, pk)
    require(policies.may_record_decision(request.viewer, item))
    noted = noted_for(item.session.meeting, request.viewer)
    steps = through(noted)
    at = [step.item.pk for step in steps].index(item.pk)
    context = {
        "item": item,
        "meeting": item.session.meeting,
        "number": at + 1,
        "count": len(steps),
        "noted": noted.of(item),
        "there": steps[at],
        "lost": lost(noted, steps),
        "before": steps[at - 1].item if at else None,
        "after": steps[at + 1].item if at + 1 < len(steps) else None,
        "forms": _ready(request, item, noted, steps[at]),
    }
    return render(request, "meetings/record_item.html", context)


def _ready(request: SignedIn, item: AgendaItem, noted: Noted, there: AtItem) -> list[Ready]:
    meeting, people = item.session.meeting, [mark.user for mark in noted.marks if mark.how in mark.THERE]
    known: dict[str, Any] = {"meeting": meeting, "people": people}
    named: list[tuple[str, str, Any]] = [
        ("Record a decision", "record_decision", DecisionForm(item=item, people=people, auto_id="decide-%s")),
        ("Record a question", "record_challenge", ChallengeForm(**known, auto_id="asked-%s")),
        ("Note who came or left", "record_movement", MovementForm(**known, auto_id="moved-%s")),
        ("Record an interest", "declare_interest", InterestForm(**known, auto_id="interest-%s")),
        ("Note the minutes spent", "record_time", TimeForm(initial=_spent(item), auto_id="time-%s")),
        ("Say when it comes back", "bring_back", BringBackForm(meeting=meeting, viewer=request.viewer, auto_id="back-%s")),
    ]
    return [Ready(title, reverse(f"meetings:{url}", args=[item.pk]), form) for title, url, form in named]


def _spent(item: AgendaItem) -> dict[str, int | None]:
    return {name: getattr(item, name) for name in ("minutes_talk", "minutes_discussion", "minutes_young")}


def add_attendance(request: SignedIn, pk: int) -> HttpResponse:
    """Somebody who holds no seat was there."""
    meeting = meeting_of(request, pk)
    require(policies.may_add_attendance(request.viewer, meeting))
    form = AddAttendanceForm(posted(request), meeting=meeting, viewer=request.viewer)
    if carried_out(form, lambda: operations.add_attendance(meeting=meeting, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "This person is marked as there.", "meetings:attendance", meeting.pk)
    return asked(request, "add_attendance", form, back=meeting, meeting=meeting)


def record_movement(request: SignedIn, pk: int) -> HttpResponse:
    """Who came in or left before this item."""
    item = item_of(request, pk)
    require(policies.may_record_movement(request.viewer, item))
    form = MovementForm(posted(request), meeting=item.session.meeting)
    if carried_out(form, lambda: operations.record_movement(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "It is noted who came or left.", item)
    return _asked(request, "record_movement", form, item)


def remove_movement(request: SignedIn, pk: int) -> HttpResponse:
    """They did not come or go then after all."""
    row: Movement = get_object_or_404(Movement.objects.visible_to(request.viewer).select_related("user"), pk=pk)
    item = item_of(request, row.item_id)
    require(policies.may_remove_movement(request.viewer, item))
    form = confirming(request, "Take it off the record")
    carried_out(form, lambda: operations.remove_movement(movement=row, by=request.viewer, now=timezone.now()))
    return _removed(request, "remove_movement", form, item, row)


def declare_interest(request: SignedIn, pk: int) -> HttpResponse:
    """Somebody has an interest in this item."""
    item = item_of(request, pk)
    require(policies.may_declare_interest(request.viewer, item))
    form = InterestForm(posted(request), meeting=item.session.meeting)
    if carried_out(form, lambda: operations.declare_interest(item=item, **form.interest(), by=request.viewer, now=timezone.now())):
        return _noted(request, "The interest is recorded.", item)
    return _asked(request, "declare_interest", form, item)


def remove_interest(request: SignedIn, pk: int) -> HttpResponse:
    """It was noted by mistake."""
    row: Interest = get_object_or_404(Interest.objects.visible_to(request.viewer).select_related("user"), pk=pk)
    item = item_of(request, row.item_id)
    require(policies.may_remove_interest(request.viewer, item))
    form = confirming(request, "Take it off the record")
    carried_out(form, lambda: operations.remove_interest(interest=row, by=request.viewer, now=timezone.now()))
    return _removed(request, "remove_interest", form, item, row)


def record_time(request: SignedIn, pk: int) -> HttpResponse:
    """How long the item took."""
    item = item_of(request, pk)
    require(policies.may_record_time(request.viewer, item))
    form = TimeForm(posted(request), initial=_spent(item))
    if carried_out(form, lambda: operations.record_time(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "The minutes spent are saved.", item)
    return _asked(request, "record_time", form, item)


def record_challenge(request: SignedIn, pk: int) -> HttpResponse:
    """A question was put."""
    item = item_of(request, pk)
    require(policies.may_record_challenge(request.viewer, item))
    form = ChallengeForm(posted(request), meeting=item.session.meeting)
    if carried_out(form, lambda: operations.record_challenge(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "The question is recorded.", item)
    return _asked(request, "record_challenge", form, item)


def change_challenge(request: SignedIn, pk: int) -> HttpResponse:
    """The answer came later, or what changed by it."""
    row: Challenge = get_object_or_404(Challenge.objects.visible_to(request.viewer), pk=pk)
    item = item_of(request, row.item_id)
    require(policies.may_change_challenge(request.viewer, item))
    form = ChallengeForm(posted(request), meeting=item.session.meeting, initial=ChallengeForm.answers_of(row))
    if carried_out(form, lambda: operations.change_challenge(challenge=row, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "The question is saved.", item)
    return _asked(request, "change_challenge", form, item)


def record_vote(request: SignedIn, pk: int) -> HttpResponse:
    """How one member voted, because they ask for it."""
    row: Decision = get_object_or_404(Decision.objects.visible_to(request.viewer), pk=pk)
    item = item_of(request, row.item_id)
    row.item = item
    require(policies.may_record_vote(request.viewer, row))
    form = VoteForm(posted(request), meeting=item.session.meeting)
    if carried_out(form, lambda: operations.record_vote(decision=row, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "How they voted is recorded.", item)
    return _asked(request, "record_vote", form, item, decision=row)


def bring_back(request: SignedIn, pk: int) -> HttpResponse:
    """The board wants it again."""
    item = item_of(request, pk)
    require(policies.may_bring_back(request.viewer, item))
    form = BringBackForm(posted(request), meeting=item.session.meeting, viewer=request.viewer)
    if carried_out(form, lambda: operations.bring_back(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return _noted(request, "It comes back. The agenda of that meeting will say so.", item)
    return _asked(request, "bring_back", form, item)


def put_back(request: SignedIn, pk: int, meeting: int) -> HttpResponse:
    """It stands on the agenda of this meeting again."""
    row, onto = _row(request, pk), meeting_of(request, meeting)
    require(policies.may_put_back(request.viewer, row) and onto.body_id == row.item.session.meeting.body_id)
    form = confirming(request, "Put it on the agenda")
    made = carried_out(form, lambda: operations.put_back(row=row, meeting=onto, by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "put_back", form, back=onto, row=row, meeting=onto)
    return done(request, "It is on the agenda again.", "meetings:item", made.pk)


def remove_bring_back(request: SignedIn, pk: int) -> HttpResponse:
    """It need not come back after all."""
    row = _row(request, pk)
    require(policies.may_remove_bring_back(request.viewer, row))
    form = confirming(request, "Take it off the list")
    carried_out(form, lambda: operations.remove_bring_back(row=row, by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return asked(request, "remove_bring_back", form, back=row.item, row=row, meeting=row.item.session.meeting)
    return done(request, "It is off the list.", "meetings:item", row.item_id)


def _row(request: SignedIn, pk: int) -> BringBack:
    rows = BringBack.objects.visible_to(request.viewer).select_related("item__session__meeting__body", "meeting__body")
    found: BringBack = get_object_or_404(rows, pk=pk)
    return found


def _asked(request: SignedIn, deed: str, form: forms.Form, item: AgendaItem, **context: Any) -> HttpResponse:
    return asked(request, deed, form, back=item, item=item, meeting=item.session.meeting, **context)


def _removed(request: SignedIn, deed: str, form: forms.Form, item: AgendaItem, row: Movement | Interest) -> HttpResponse:
    if not form.is_bound or form.errors:
        return _asked(request, deed, form, item, row=row)
    return _noted(request, "It is off the record.", item)


def _noted(request: SignedIn, sentence: str, item: AgendaItem) -> HttpResponse:
    return done(request, sentence, "meetings:record_item", item.pk)
