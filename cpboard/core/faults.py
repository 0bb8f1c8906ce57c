"""When something breaks: the pages 500 and 503, which need neither the database nor a person."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AWAY = (OperationalError, InterfaceError)
TRY_AGAIN_SECONDS = 10


def away() -> HttpResponse:
    """The database is gone for a moment (security R4). What was typed is still in the browser: to load again sends it again."""
    response = render(None, "503.html", status=503)  # type: ignore[arg-type]
    response["Retry-After"] = str(TRY_AGAIN_SECONDS)
    return response


def fault(request: HttpRequest) -> HttpResponse:
    """What a page answers when it breaks, wherever on its way: named in cpboard.urls as handler500."""
    if isinstance(sys.exc_info()[1], AWAY):
        return away()
    return render(None, "500.html", status=500)  # type: ignore[arg-type]
