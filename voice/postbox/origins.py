"""Whether a form was sent from our own page. Children get no cookie, so this takes the place of Django's check.

Our pages say `no-referrer`, so a browser sends `Origin: null` and no Referer; newer ones add Sec-Fetch-Site, which
cannot be forged by another site. An old telephone sends neither and is let in: there is no sign-in here that another
site could misuse, and a child with an old telephone must be heard.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def came_from_here(request: HttpRequest) -> bool:
    """Whether nothing says that this was sent from somewhere else."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "null")
    referer = request.headers.get("Referer", "")
    return (
        site in ("same-origin", "none") and (origin == "null" or _is_ours(origin, request)) and (not referer or _is_ours(referer, request))
    )


def _is_ours(address: str, request: HttpRequest) -> bool:
    return urlsplit(address).netloc == request.get_host()
