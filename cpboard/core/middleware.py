"""What every request passes: not kept by caches, a viewer, a second factor, honest answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from cpboard.core import faults, keys, operations, policies
from cpboard.core.access import ANONYMOUS_MODULES, Denied, Viewer
from cpboard.core.models import ReadKey
from cpboard.core.signin import has_second_factor

Answer = Callable[[HttpRequest], HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")


class NoStore:
    """Nothing is kept by any cache unless the view says that it is public (security I1, AC14)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "geolocation=(), camera=(), microphone=(), interest-cohort=()"
        response["X-Robots-Tag"] = response.get("X-Robots-Tag", "noindex")
        return response


class DatabaseAway:
    """The database is gone for a moment: 503 with a sentence, not a broken page (security R4).

    This is for views; what breaks on the way to one is answered by `faults.fault`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for a lost connection; leave every other fault alone."""
        return faults.away() if isinstance(exception, faults.AWAY) else None


class MethodGate:
    """PUT, PATCH, DELETE and the like change nothing here, and tell nothing.

    The page is asked as if for reading: who may not see it gets the same 404, everybody else 405.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in (*READING, "POST"):
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if response.status_code in (200, 206):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
        return response


class WhoIsLooking:
    """Sets `request.viewer`: the person with today's rights. None where nobody is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The viewer of this request, or None. Public pages never look, so that they cannot differ."""
    if _is_anonymous_page(request) or isinstance(request.user, AnonymousUser):
        return None
    return Viewer(request.user, timezone.localdate()) if request.user.is_authenticated else None


def _is_anonymous_page(request: HttpRequest) -> bool:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return match.func.__module__ in ANONYMOUS_MODULES


class KeyReads:
    """A program that sends a key reads the pages which that key opens, as the person who made it (cpboard/core/keys.py).

    Stands before the middleware that asks for a sign-in. Without a good key nothing changes for whoever is signed in;
    for others the page asks for the key, and an address with a wrong secret is not there.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Let the owner of the key look, on the pages that a key opens and for reading only."""
        kind = getattr(view, "opened_by", None)
        if kind is None or request.method not in READING:
            return None
        viewer = reader_by_key(kind, keys.secret_of(request, kwargs))
        if viewer is not None:
            request.user, request.viewer = viewer.user, viewer  # type: ignore[attr-defined]
            return None
        if "secret" in kwargs:
            raise Denied
        return None if request.user.is_authenticated else ask_for_a_key()


def reader_by_key(kind: ReadKey.Kind, secret: str) -> Viewer | None:
    """Whoever made this key, with the rights of today; None when it opens nothing."""
    key = keys.found(kind, secret)
    if key is None:
        return None
    viewer = Viewer(key.user, timezone.localdate())
    if not policies.may_use_key(viewer, key):
        return None
    operations.use_key(by=viewer, key=key, now=timezone.now())
    return viewer


def ask_for_a_key() -> HttpResponse:
    """The question that programs understand: basic sign-in, with the key as the password."""
    return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="Figures", charset="UTF-8"'})


class SecondFactor:
    """Nobody gets further than setting up a second factor until they have one (security AC18)."""

    FREE = ("/account/", "/static/")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or request.path.startswith(self.FREE) or _is_anonymous_page(request):
            return False
        user = request.user
        return user.is_authenticated and not has_second_factor(request)
