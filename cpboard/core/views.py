"""Pages of the house itself: what else there is, jobs, health."""

from django.http import Http404, HttpRequest, HttpResponse


def coming(request: HttpRequest, **_: object) -> HttpResponse:
    """Not there yet."""
    raise Http404
