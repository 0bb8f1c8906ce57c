"""What every page for children keeps to: nobody signs in, no cookie, nothing kept by a browser or told to the next site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from voice.postbox.origins import came_from_here

View = Callable[[HttpRequest], HttpResponse]


def child_page(view: View) -> View:
    """Make a view a page for children."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        elsewhere = request.method == "POST" and not came_from_here(request)
        response = render(request, "tell_us/elsewhere.html", status=403) if elsewhere else view(request)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return login_not_required(csrf_exempt(sensitive_post_parameters()(page)))
