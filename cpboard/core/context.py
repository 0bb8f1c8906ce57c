"""What every signed-in page shows: the council, the person, the way round."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cpboard.core import navigation, policies
from cpboard.core.access import Viewer
from cpboard.core.models import Council


def house(request: HttpRequest) -> dict[str, Any]:
    """`council`, `account`, `nav`, `demo` for templates. An anonymous page gets no account and no way in."""
    viewer = getattr(request, "viewer", None)
    return {
        "council": Council.here(),
        "demo": settings.DEMO,
        "account": _account(viewer) if viewer else None,
        "nav": navigation.links(viewer, request.path) if viewer else navigation.public_links(request.path),
        "bodies": navigation.bodies(viewer, request.path) if viewer else [],
        "viewer": viewer,
    }


def _account(viewer: Viewer) -> dict[str, Any]:
    return {"name": viewer.user.name, "role_label": viewer.role_label, "may_search": policies.may_search(viewer)}
