"""Questions before the meeting: all with their answers, a new one, the answer to one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.forms import AnswerForm, QuestionForm
from meetings.models import Question
from meetings.questions import asked, tally_of
from meetings.views.common import done, meeting_of
from meetings.views.reader import back_to, open_item, paragraph_of


def questions(request: SignedIn, pk: int) -> HttpResponse:
    """Every question on the open items of a meeting that this viewer may read, with its answer."""
    found = meeting_of(request, pk)
    listed = asked(found, request.viewer)
    context = {
        "meeting": found,
        "questions": listed,
        "tally": tally_of(found, request.viewer),
        "ahead": found.held_at is None and found.called_off_at is None,
    }
    return render(request, "meetings/questions.html", context)


def ask_question(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Ask about an item or one of its paragraphs; then back to that paragraph."""
    item = open_item(request, pk)
    require(policies.may_ask_question(request.viewer, item))
    about = paragraph_of(request, item, paragraph)
    form = QuestionForm(posted(request))
    if carried_out(
        form, lambda: operations.ask_question(item=item, **form.cleaned_data, about=about, by=request.viewer, now=timezone.now())
    ):
        return redirect(back_to(item, about))
    context = {"form": form, "item": item, "about": about, "cancel_url": back_to(item, about)}
    return render(request, "meetings/ask_question.html", context)


def answer_question(request: SignedIn, pk: int) -> HttpResponse:
    """Answer a question, once, for everybody who may read the item."""
    rows = Question.objects.visible_to(request.viewer).select_related("item__session__meeting__body", "item__report")
    question: Question = get_object_or_404(rows, pk=pk)
    require(policies.may_answer_question(request.viewer, question))
    meeting = question.item.session.meeting
    form = AnswerForm(posted(request))
    if carried_out(form, lambda: operations.answer_question(question=question, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The answer is there for everyone who may read the item.", "meetings:questions", meeting.pk)
    shown = next(each for each in asked(meeting, request.viewer, question.item) if each.question == question)
    context = {"form": form, "asked": shown, "item": question.item, "meeting": meeting, "cancel_url": back_to(question.item, None)}
    return render(request, "meetings/answer_question.html", context)
