"""Pages of the house itself: what else there is, a job, health, the way out."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.account import views as account
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cpboard.core import health as machinery
from cpboard.core import navigation, operations, policies
from cpboard.core.access import require
from cpboard.core.http import SignedIn
from cpboard.core.models import Job
from cpboard.core.progress import progress_of
from cpboard.core.roles import TABLE, Role

FORGET_ALL = '"cache", "cookies", "storage"'
_leave = account.LogoutView.as_view(extra_context={"button": "Sign out", "cancel_url": "/home/", "cancel_text": "Stay signed in"})


def coming(request: HttpRequest, **_: object) -> HttpResponse:
    """Not there yet."""
    raise Http404


@wraps(_leave)
def sign_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """As allauth's; the browser is told to forget every page, cookie and kept paper of ours (security AC14)."""
    response: HttpResponse = _leave(request, *args, **kwargs)
    if request.method == "POST":
        response["Clear-Site-Data"] = FORGET_ALL
    return response


def more(request: SignedIn) -> HttpResponse:
    """Everything this person may reach, and the roles that let them."""
    roles = sorted(request.viewer.roles, key=list(Role).index)
    duties = [{"label": role.label.capitalize(), "sentence": TABLE[role].sentence} for role in roles]
    return render(request, "core/more.html", {"links": navigation.everywhere(request.viewer), "roles": duties})


def health(request: SignedIn) -> HttpResponse:
    """Whether the machinery works; what does not is said in red words."""
    require(policies.may_see_health(request.viewer))
    signs = machinery.signs(now=timezone.now())
    return render(request, "core/health.html", {"signs": signs, "bad": [sign for sign in signs if not sign.well]})


def job(request: SignedIn, pk: int) -> HttpResponse:
    """How a job stands, for whoever asked for it."""
    asked = get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
    progress = progress_of(asked, now=timezone.now())
    return render(request, "core/job.html", {"job": asked, "progress": progress})


def ask_again(request: SignedIn, pk: int) -> HttpResponse:
    """A failed job once more."""
    failed = get_object_or_404(Job.objects.visible_to(request.viewer), pk=pk)
    if request.method != "POST":
        return redirect("job", pk)
    again = operations.ask_again(by=request.viewer, job=failed, now=timezone.now())
    messages.success(request, "Asked for again.")
    return redirect("job", again.pk)
