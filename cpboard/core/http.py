"""A request as views see it: of somebody who is signed in."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from cpboard.core.access import Viewer


class SignedIn(HttpRequest):
    """A request with its viewer (set by `middleware.WhoIsLooking`). For types only: nothing makes one."""

    viewer: Viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is empty; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None
