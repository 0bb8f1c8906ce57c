"""Promises to children, and the seven needs of the law that they serve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.board import operations, policies
from cpboard.board.forms import ChangePromiseForm, PromiseForm, RetirePromiseForm
from cpboard.board.models import Body, Principle, Promise
from cpboard.board.plainness import what_would_help
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.templatetags.cpb import count_words


def promises(request: SignedIn) -> HttpResponse:
    """What we promised children; what stands, then what was dropped and why."""
    viewer = request.viewer
    require(policies.may_read_board(viewer))
    found = list(Promise.objects.visible_to(viewer).select_related("body"))
    stand = [p for p in found if p.adopted_on <= viewer.on and (p.retired_on is None or p.retired_on > viewer.on)]
    more = {"dropped": [p for p in found if p not in stand], "many": len({p.body_id for p in stand}) > 1}
    run = [body for body in Body.objects.visible_to(viewer) if policies.may_add_promise(viewer, body)]
    return render(request, "board/promises.html", {"stand": stand, "run": run, **more})


def promise(request: SignedIn, pk: int) -> HttpResponse:
    """One promise: you said, we will, how we will know."""
    viewer = request.viewer
    found = get_object_or_404(Promise.objects.visible_to(viewer).select_related("body").prefetch_related("principles"), pk=pk)
    may_change = policies.may_change_promise(viewer, found)
    help_ = what_would_help(found.we_will, found.how_we_will_know) if may_change else []
    may_retire = policies.may_retire_promise(viewer, found)
    return render(request, "board/promise.html", {"promise": found, "help": help_, "may_change": may_change, "may_retire": may_retire})


def principles(request: SignedIn) -> HttpResponse:
    """The seven needs, in the exact words of the Act."""
    require(policies.may_read_board(request.viewer))
    return render(request, "board/principles.html", {"principles": Principle.objects.visible_to(request.viewer)})


def _saved(promise: Promise) -> str:
    lacks = len(what_would_help(promise.we_will, promise.how_we_will_know))
    if not lacks:
        return "The promise is saved."
    return f"The promise is saved. {count_words(lacks, 'thing').capitalize()} would make it plainer: see below."


def add_promise(request: SignedIn, slug: str) -> HttpResponse:
    """A new promise."""
    body = get_object_or_404(Body.objects.visible_to(request.viewer), slug=slug)
    require(policies.may_add_promise(request.viewer, body))
    form = PromiseForm(posted(request))
    made = carried_out(form, lambda: operations.add_promise(body=body, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, _saved(made))
        return redirect("board:promise", made.pk)
    return render(request, "board/add_promise.html", {"body": body, "form": form, "cancel_url": reverse("board:promises")})


def _promise(request: SignedIn, pk: int) -> Promise:
    found: Promise = get_object_or_404(Promise.objects.visible_to(request.viewer).select_related("body"), pk=pk)
    return found


def change_promise(request: SignedIn, pk: int) -> HttpResponse:
    """Other words for it."""
    found = _promise(request, pk)
    require(policies.may_change_promise(request.viewer, found))
    names = ("title", "you_said", "we_will", "how_we_will_know", "adopted_on", "number")
    form = ChangePromiseForm(
        posted(request), initial={**{n: getattr(found, n) for n in names}, "principles": found.principles.visible_to(request.viewer)}
    )
    if carried_out(form, lambda: operations.change_promise(promise=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, _saved(found))
        return redirect("board:promise", found.pk)
    return render(request, "board/change_promise.html", {"form": form, "cancel_url": reverse("board:promise", args=[pk])})


def retire_promise(request: SignedIn, pk: int) -> HttpResponse:
    """Drop it, with a reason that children can read."""
    found = _promise(request, pk)
    require(policies.may_retire_promise(request.viewer, found))
    form = RetirePromiseForm(posted(request))
    if carried_out(form, lambda: operations.retire_promise(promise=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, "The promise is dropped. It can still be read, with the reason.")
        return redirect("board:promise", found.pk)
    facts = [{"name": "We will", "text": found.we_will}]
    return render(request, "board/retire_promise.html", {"form": form, "facts": facts, "cancel_url": reverse("board:promise", args=[pk])})
