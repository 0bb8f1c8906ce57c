"""A seat gives a standing: member, chair or young member of that body, for as long as the term runs."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from cpboard.board.models import Body, Membership, Seat
from cpboard.core.access import Standing, Viewer, standings_from
from cpboard.core.models import User
from cpboard.core.navigation import Link, bodies_from
from cpboard.core.roles import Role

CHAIRS = (Membership.Post.CHAIR, Membership.Post.VICE_CHAIR)


@standings_from
def standings_by_membership(user: User, on: dt.date) -> list[Standing]:
    """The bodies on which this person sits on this day, and as what."""
    held = Membership.objects.current(on=on).filter(user=user).values_list("post", "seat__kind", "seat__body_id")
    return [Standing(_role(post, kind), body_id) for post, kind, body_id in held if kind != Seat.Kind.OFFICER]


def _role(post: str, kind: str) -> Role:
    if kind == Seat.Kind.YOUNG:
        return Role.YOUNG_MEMBER
    return Role.CHAIR if post in CHAIRS else Role.MEMBER


@bodies_from
def body_links(viewer: Viewer, path: str) -> list[Link]:
    """The body switcher."""
    found = []
    for body in Body.objects.visible_to(viewer):
        url = reverse("board:body", args=[body.slug])
        found.append(Link(body.name, url, path == url))
    return found
