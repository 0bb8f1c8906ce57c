"""The child's own pages: leave a message, come back with the code. Nobody signs in here (lock 1).

Answers travel with the page until Send. The address stays the same all the way, and no word ever stands in it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from voice.operations import answer_due
from voice.people import answerers
from voice.postbox import codes, limits, operations, policies, tokens
from voice.postbox.drafts import STEPS, Draft
from voice.postbox.models import Submission
from voice.postbox.pages import child_page
from voice.postbox.stories import Story, letters_to

ELSEWHERE = "https://www.bbc.co.uk/weather"


@child_page
def start(request: HttpRequest) -> HttpResponse:
    """What this is, who reads it, what happens then."""
    if not policies.may_send():
        return _page(request, "closed")
    today = timezone.localdate()
    readers = [person.first_name for person in answerers(today)]
    return _page(request, "start", readers=" or ".join(readers), answer_by=answer_due(today))


@child_page
def staying_safe(request: HttpRequest) -> HttpResponse:
    """Before anything is asked: how to leave fast, what that does not hide, whom to call, what we must pass on."""
    return _page(request, "staying_safe", open=policies.may_send())


@child_page
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """What is kept, in six lines."""
    return _page(request, "what_we_keep")


@child_page
def help_now(request: HttpRequest) -> HttpResponse:
    """Numbers to call, and a way to write to us that is read first."""
    return _page(request, "help_now", open=policies.may_send(), token=tokens.new_token())


@child_page
def tell(request: HttpRequest) -> HttpResponse:
    """One question a page, in one address."""
    if not policies.may_send():
        return _page(request, "closed")
    nonce = tokens.nonce_of(request.POST.get("token", ""))
    if nonce is None:
        return _step(request, request.POST, tokens.new_token(), stale=request.method == "POST")
    if limits.was_left(nonce):
        return redirect("tell_us:start")
    if request.POST.get("go") == "send":
        return _send(request, nonce)
    return _step(request, request.POST, request.POST["token"])


def _step(request: HttpRequest, sent: QueryDict, token: str, *, stale: bool = False) -> HttpResponse:
    """The question that comes next; the same one again with a sentence when an answer will not do."""
    draft, at, go = Draft.of(sent), _place(sent.get("step", "")), sent.get("go", "")
    if go == "unsafe":
        return _question(request, "unsafe", draft.not_safe(), token, step=STEPS[at])
    fault = draft.fault if STEPS[at] == "words" and go == "next" else ""
    step = STEPS[at] if fault or stale else _turn(at, go)
    return _question(request, step, draft, token, step=step, fault=fault, stale=stale)


def _place(name: str) -> int:
    return STEPS.index(name) if name in STEPS else 0


def _turn(at: int, go: str) -> str:
    """The next step, the one before, one by its name, or the same."""
    moves = {"next": min(at + 1, len(STEPS) - 1), "back": max(at - 1, 0)}
    return STEPS[moves.get(go, STEPS.index(go) if go in STEPS else at)]


def _question(request: HttpRequest, name: str, draft: Draft, token: str, **more: Any) -> HttpResponse:
    topics = [{"value": value, "text": text, "checked": value == draft.about} for value, text in Submission.Topic.choices]
    wishes = [{"value": value, "text": text, "checked": value == draft.wish} for value, text in Submission.Wish.choices]
    return _page(request, f"tell_{name}", draft=draft, token=token, topics=topics, wishes=wishes, exit_url=_way_out(token), **more)


def _way_out(token: str) -> str:
    """Leaving from here calls the form off as well."""
    return f"{reverse('tell_us:leave')}?form={token}"


def _send(request: HttpRequest, nonce: str) -> HttpResponse:
    draft, token = Draft.of(request.POST), request.POST["token"]
    if draft.fault:
        return _question(request, "words", draft, token, step="words", fault=draft.fault)
    if not limits.may_send(limits.network_of(request), urgent=draft.unsafe):
        response = _question(request, "check", draft, token, step="check", wait=True)
        response.status_code = 429
        return response
    sent = operations.send(draft=draft, nonce=nonce, by=None, now=timezone.now())
    return _page(request, "your_code", sent=sent, words=sent.code.split(), unsafe=draft.unsafe, exit_url=_way_out(token))


@child_page
def come_back(request: HttpRequest) -> HttpResponse:
    """The code, and behind it what became of the message. The same words for every code that opens nothing."""
    if request.method != "POST":
        return _page(request, "come_back")
    typed = request.POST.get("code", "")
    if not codes.as_typed(typed):
        return _page(request, "come_back", fault="Write the five words of your code.")
    network = limits.network_of(request)
    if not limits.may_try(network):
        return _page(request, "come_back", 429, typed=typed, fault="Please wait a bit. Then try again.")
    holder, message = codes.find(typed)
    limits.tried(network, right=message is not None)
    letters = letters_to(holder, message)
    if message is None:
        return _page(request, "come_back", typed=typed, fault="We can not find that code. Look at each word. Then try again.")
    return _page(request, "story", story=Story(message, letters, timezone.localdate()))


@child_page
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here, fast: what was typed can not be shown again, and the browser is asked to forget us."""
    nonce = tokens.nonce_of(request.GET.get("form", ""))
    if nonce:
        limits.forget(nonce)
    response = redirect(ELSEWHERE)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _page(request: HttpRequest, name: str, status: int = 200, /, **context: Any) -> HttpResponse:
    context.setdefault("exit_url", reverse("tell_us:leave"))
    return render(request, f"tell_us/{name}.html", context, status=status)
