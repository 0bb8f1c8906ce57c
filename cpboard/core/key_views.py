"""Pages of keys: which programs read for this person, a new key, the end of one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import keys as kinds
from cpboard.core import operations, policies
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.key_forms import KeyForm
from cpboard.core.keys import Opening
from cpboard.core.models import ReadKey

ENDED_SHOWN = 20


def keys(request: SignedIn, name: str) -> HttpResponse:
    """The keys of one kind that run, what they open and when they last read; then those that were ended."""
    kind, what = _what(request, name)
    own = ReadKey.objects.visible_to(request.viewer).filter(kind=kind)
    context = {
        "what": what,
        "kind": kind.value,
        "running": [key for key in own if key.ended_at is None],
        "ended": [key for key in own if key.ended_at is not None][:ENDED_SHOWN],
        "addresses": [] if what.in_address else _addresses(request, what, ""),
    }
    return render(request, "core/keys/list.html", context)


def _what(request: SignedIn, name: str) -> tuple[ReadKey.Kind, Opening]:
    """The kind in the address and what it is for. Http404 for a kind that there is not or that is not theirs."""
    if name not in ReadKey.Kind.values:
        raise Http404
    kind = ReadKey.Kind(name)
    require(policies.may_make_key(request.viewer, kind))
    return kind, cast(Opening, kinds.opening(kind))


def _addresses(request: SignedIn, what: Opening, secret: str) -> list[dict[str, str]]:
    return [{"name": each.label, "text": request.build_absolute_uri(each.path)} for each in what.addresses(secret)]


def make_key(request: SignedIn, name: str) -> HttpResponse:
    """Make a key. Its secret is shown on the answer to this one request and never again, so there is no way back to it."""
    kind, what = _what(request, name)
    form = KeyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        key, secret = operations.make_key(by=request.viewer, kind=kind, now=timezone.now(), **form.cleaned_data)
        shown = {"what": what, "kind": kind.value, "key": key, "secret": secret, "addresses": _addresses(request, what, secret)}
        return render(request, "core/keys/made.html", shown, status=201)
    return render(request, "core/keys/make_key.html", {"form": form, "what": what, "cancel_url": reverse("keys", args=[name])})


def end_key(request: SignedIn, pk: int) -> HttpResponse:
    """End a key, after a question."""
    key = get_object_or_404(ReadKey.objects.visible_to(request.viewer), pk=pk)
    require(policies.may_end_key(request.viewer, key))
    if request.method == "POST":
        operations.end_key(by=request.viewer, key=key, now=timezone.now())
        messages.success(request, f"“{key}” reads nothing more.")
        return redirect("keys", key.kind) if policies.may_make_key(request.viewer, ReadKey.Kind(key.kind)) else redirect("more")
    asked = {"key": key, "button": "End this key", "cancel_url": reverse("keys", args=[key.kind]), "cancel_text": "Keep it"}
    return render(request, "core/keys/end_key.html", asked)
