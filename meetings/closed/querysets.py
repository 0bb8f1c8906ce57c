"""Whose room is open to whom: the one rule, for the door and for every paper behind it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cpboard.core.access import Viewer
from cpboard.core.roles import May
from meetings.models import AgendaItem, Session, SessionReader


def named_q(viewer: Viewer, session_path: str) -> Q:
    """The clerk, and the named readers of a private session while their term runs. No names: nobody."""
    body = f"{session_path}__meeting__body"
    private = Q(**{f"{session_path}__privacy": Session.Privacy.PRIVATE})
    named = Q(**{f"{session_path}__in": SessionReader.objects.filter(user=viewer.user_id).values("session")})
    return private & ((named & viewer.q_body(May.READ_CLOSED, body)) | viewer.q_body(May.RUN_MEETINGS, body))


def enterable(viewer: Viewer) -> QuerySet[AgendaItem]:
    """The private items whose room this viewer may enter, whether or not there is a paper yet."""
    return AgendaItem.objects.filter(named_q(viewer, "session")).select_related("session__meeting__body", "presenter")
