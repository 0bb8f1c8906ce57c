"""The pre-meet with its checklist, and the chair's brief."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.brief import agreed_questions, brief_of
from meetings.forms import AgreeQuestionForm, PreMeetForm
from meetings.models import Meeting, PreMeet, PreMeetQuestion
from meetings.premeet import checklist
from meetings.views.common import confirming, done, meeting_of


def pre_meet(request: SignedIn, pk: int) -> HttpResponse:
    """What is agreed before the meeting, and what is left to do."""
    meeting = meeting_of(request, pk)
    require(policies.may_read_pre_meet(request.viewer, meeting))
    row, questions = _row(request, meeting), agreed_questions(meeting, request.viewer)
    context = {"meeting": meeting, "pre_meet": row, "questions": questions, "checks": checklist(row, questions)}
    may = {"may_set": policies.may_set_pre_meet(request.viewer, meeting), "may_brief": policies.may_read_brief(request.viewer, meeting)}
    return render(request, "meetings/pre_meet.html", {**context, **may})


def set_pre_meet(request: SignedIn, pk: int) -> HttpResponse:
    """When and where, which reds, whether young people were briefed."""
    meeting = meeting_of(request, pk)
    require(policies.may_set_pre_meet(request.viewer, meeting))
    form = PreMeetForm(posted(request), initial=PreMeetForm.answers_of(_row(request, meeting)))
    if carried_out(form, lambda: operations.set_pre_meet(meeting=meeting, **form.planned(), by=request.viewer, now=timezone.now())):
        return done(request, "The pre-meet is saved.", "meetings:pre_meet", meeting.pk)
    return _asked(request, "set_pre_meet", form, meeting)


def agree_question(request: SignedIn, pk: int) -> HttpResponse:
    """A question for an item, and who asks it."""
    meeting = meeting_of(request, pk)
    require(policies.may_set_pre_meet(request.viewer, meeting))
    form = AgreeQuestionForm(posted(request), meeting=meeting, viewer=request.viewer)
    if carried_out(form, lambda: operations.agree_question(**form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The question is agreed.", "meetings:pre_meet", meeting.pk)
    return _asked(request, "agree_question", form, meeting)


def let_go_question(request: SignedIn, pk: int) -> HttpResponse:
    """It is not asked after all."""
    seen = PreMeetQuestion.objects.visible_to(request.viewer).select_related("item__session__meeting__body")
    found: PreMeetQuestion = get_object_or_404(seen, pk=pk)
    require(policies.may_let_go_question(request.viewer, found))
    meeting, form = found.item.session.meeting, confirming(request, "Drop the question")
    carried_out(form, lambda: operations.let_go_question(question=found, by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return _asked(request, "let_go_question", form, meeting, question=found)
    return done(request, "It is not asked.", "meetings:pre_meet", meeting.pk)


def brief(request: SignedIn, pk: int) -> HttpResponse:
    """One page for whoever chairs; it prints as it reads."""
    meeting = meeting_of(request, pk)
    require(policies.may_read_brief(request.viewer, meeting))
    return render(request, "meetings/brief.html", {"meeting": meeting, "brief": brief_of(meeting, request.viewer)})


def _row(request: SignedIn, meeting: Meeting) -> PreMeet | None:
    found: PreMeet | None = PreMeet.objects.visible_to(request.viewer).filter(meeting=meeting).first()
    return found


def _asked(request: SignedIn, deed: str, form: forms.Form, meeting: Meeting, **context: Any) -> HttpResponse:
    back = reverse("meetings:pre_meet", args=[meeting.pk])
    return render(request, f"meetings/{deed}.html", {"form": form, "cancel_url": back, "meeting": meeting, **context})
