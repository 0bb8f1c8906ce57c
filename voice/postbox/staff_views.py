"""The pages of those who read what children send: queue, one message, the deeds; worries; requests to unseal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from cpboard.core import events
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Event
from cpboard.core.refusals import carried_out
from voice.postbox import operations, policies
from voice.postbox.forms import AnswerForm, DecideForm, JoinThemeForm, StartThemeForm
from voice.postbox.models import Answer, Submission, UnsealRequest
from voice.postbox.standings import row_of, standing_of

ON_A_PAGE = 25


def queue(request: SignedIn) -> HttpResponse:
    """What was sent and is not answered: those who do not feel safe first, then the oldest."""
    viewer = request.viewer
    require(policies.may_open_queue(viewer))
    everything = Submission.objects.open_to(viewer).defer("words")
    answered = request.GET.get("show") == "answered"
    shown = everything.answered() if answered else everything.unanswered()
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [row_of(message, viewer.on) for message in page],
        "answered": answered,
        "unread": everything.unread().count(),
        "waiting": everything.unanswered().count(),
    }
    return render(request, "postbox/queue.html", context)


def worries(request: SignedIn) -> HttpResponse:
    """What worries us: undecided first."""
    viewer = request.viewer
    require(policies.may_open_worries(viewer))
    found = Submission.objects.open_to(viewer).worrying().defer("words")
    undecided = list(found.undecided())
    decided = Paginator(found.filter(decided_at__isnull=False).order_by("-decided_at"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "undecided": [row_of(message, viewer.on) for message in undecided],
        "decided": [row_of(message, viewer.on) for message in decided],
        "page": decided,
    }
    return render(request, "postbox/worries.html", context)


def unseals(request: SignedIn) -> HttpResponse:
    """Requests to open a sealed message."""
    require(policies.may_open_unseals(request.viewer))
    waiting = UnsealRequest.objects.open_to(request.viewer).open_requests().select_related("asked_by")
    return render(request, "postbox/unseals.html", {"waiting": waiting})


def message(request: SignedIn, pk: int) -> HttpResponse:
    """One message: first a question, since every reader is written down; then the words and what is to do."""
    found = _message(request, pk)
    viewer = request.viewer
    if not policies.has_read(viewer, found):
        return render(request, "postbox/read.html", {"message": found, "facts": _known(found), "cancel_url": _list_url(request)})
    context = {
        "message": found,
        "standing": standing_of(found, viewer.on),
        "facts": _facts(found),
        "answers": Answer.objects.open_to(viewer).filter(submission=found),
        "happened": [_happened(event) for event in events.of(found)],
        "may_decide": policies.may_decide(viewer, found),
        "may_give_theme": policies.may_give_theme(viewer, found),
        "may_answer": policies.may_answer(viewer, found),
        "list_url": _list_url(request),
    }
    return render(request, "postbox/message.html", context)


def _message(request: SignedIn, pk: int) -> Submission:
    seen = Submission.objects.open_to(request.viewer).select_related("read_by", "decided_by", "theme")
    found: Submission = get_object_or_404(seen, pk=pk)
    return found


def _list_url(request: SignedIn) -> str:
    return reverse("postbox:queue" if policies.may_open_queue(request.viewer) else "postbox:worries")


def _known(found: Submission) -> list[dict[str, str]]:
    """What may be known of a message before it is opened."""
    known = [
        ("Came on", f"{found.received_on:%-d %B %Y}"),
        ("About", found.get_about_display()),
        ("Feels safe", "They say they do not feel safe" if found.feels_unsafe else ""),
    ]
    return [{"name": name, "text": text} for name, text in known if text]


def _facts(found: Submission) -> list[dict[str, str]]:
    decided = "" if found.concern is None else f"Somebody may be in danger. Told: {found.told_whom}" if found.concern else "No concern"
    more = [
        ("Who may see the words", found.get_wish_display()),
        ("First read by", str(found.read_by or "")),
        ("Decided", f"{decided} ({found.decided_by})" if decided else f"Decide by {found.decide_by:%-d %B %Y}"),
        ("Theme", str(found.theme or "")),
        ("Answer promised by", f"{found.answer_by:%-d %B %Y}"),
    ]
    return [*_known(found), *({"name": name, "text": text} for name, text in more if text)]


HAPPENED = {
    "postbox.read": "Read",
    "postbox.decide": "Decided",
    "postbox.give_theme": "Given a theme",
    "postbox.answer": "Answered",
}


def _happened(event: Event) -> dict[str, str]:
    return {"head": HAPPENED[event.verb], "by": f"{timezone.localtime(event.at):%-d %B %Y, %H:%M} · {event.by}"}


def read(request: SignedIn, pk: int) -> HttpResponse:
    """Open a message, and be written down as its reader."""
    found = _message(request, pk)
    if request.method == "POST":
        operations.read(message=found, by=request.viewer, now=timezone.now())
    return redirect("postbox:message", pk=pk)


@sensitive_post_parameters()
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """Whether somebody may be in danger."""
    viewer, found = request.viewer, _message(request, pk)
    require(policies.may_decide(viewer, found))
    form = DecideForm(posted(request), may_see_no_concern=policies.may_see_no_concern(viewer, found))

    def deed() -> Submission:
        told = form.cleaned_data["told_whom"]
        return operations.decide(message=found, concern=form.is_concern, told_whom=told, by=viewer, now=timezone.now())

    return _carry_out(request, found, "decide", form, deed, "Recorded.")


@sensitive_post_parameters()
def join_theme(request: SignedIn, pk: int) -> HttpResponse:
    """Others said the same."""
    viewer, found = request.viewer, _message(request, pk)
    require(policies.may_give_theme(viewer, found))
    form = JoinThemeForm(posted(request), viewer=viewer, message=found)

    def deed() -> object:
        return operations.join_theme(message=found, theme=form.cleaned_data["theme"], by=viewer, now=timezone.now())

    return _carry_out(request, found, "join_theme", form, deed, "Counted. The board sees one more who said it.")


@sensitive_post_parameters()
def start_theme(request: SignedIn, pk: int) -> HttpResponse:
    """A new theme, in changed words or none."""
    viewer, found = request.viewer, _message(request, pk)
    require(policies.may_give_theme(viewer, found))
    form = StartThemeForm(posted(request), viewer=viewer, message=found)

    def deed() -> object:
        return operations.start_theme(message=found, by=viewer, now=timezone.now(), **form.plain_answers)

    return _carry_out(request, found, "start_theme", form, deed, "Saved. The board can see the theme.", again="Save it as it is")


@sensitive_post_parameters()
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """A letter to the child: written, read back, sent."""
    viewer, found = request.viewer, _message(request, pk)
    require(policies.may_answer(viewer, found))
    form = AnswerForm(posted(request), initial={"signed": viewer.user.first_name})

    def deed() -> Answer:
        return operations.answer(message=found, by=viewer, now=timezone.now(), **form.plain_answers)

    return _carry_out(request, found, "answer", form, deed, "Answered. They can read it with their code.", again="Send this answer")


def _carry_out(
    request: SignedIn, found: Submission, name: str, form: Any, deed: Callable[[], object], said: str, *, again: str = ""
) -> HttpResponse:
    """The one way of a form here: read back where it asks for it, do the deed, or show the page with what was typed."""
    if getattr(form, "is_ready", form.is_bound) and carried_out(form, deed):
        messages.success(request, said)
        return redirect("postbox:message", pk=found.pk)
    reading = bool(again) and form.read_back()
    context = {"message": found, "form": form, "reading": reading, "button": again if reading else form.button}
    return render(request, f"postbox/{name}.html", {**context, "cancel_url": reverse("postbox:message", args=[found.pk])})
