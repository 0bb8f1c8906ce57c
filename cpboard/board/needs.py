"""What waits for the clerk: terms that end soon, seats that stay empty, terms of reference to look at again."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from cpboard.board.models import Body, Constitution, Membership, Seat
from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import day

SOON = dt.timedelta(days=28)
LONG_EMPTY = dt.timedelta(days=60)


@needs_from
def needs_of_board(viewer: Viewer) -> list[Need]:
    """Nothing for anybody but those who run a body."""
    if not viewer.can(May.RUN_BOARD):
        return []
    return [*_ending_terms(viewer), *_empty_seats(viewer), *_old_terms(viewer)]


def _ending_terms(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_BOARD, "seat__body")
    soon = Membership.objects.visible_to(viewer).filter(run, ends_on__range=(viewer.on, viewer.on + SOON))
    # A seat that somebody takes up afterwards needs nothing.
    followed = Membership.objects.filter(starts_on__gt=viewer.on).values("seat")
    found = soon.exclude(seat__in=followed).select_related("user", "seat__body")
    return [
        Need(
            due_on=term.ends_on,
            what=f"Ask who follows {term.user.name}",
            why=f"Their term on the {term.seat.body.name} ends on {day(term.ends_on)}. Nobody is appointed after them.",
            url=_body_url(term.seat.body),
        )
        for term in found
    ]


def _empty_seats(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_BOARD, "body")
    empty = Seat.objects.visible_to(viewer).filter(run).vacant(on=viewer.on).last_held(on=viewer.on)
    waiting = empty.filter(Q(last_held_on__isnull=True) | Q(last_held_on__lt=viewer.on - LONG_EMPTY))
    # A seat that somebody takes up later needs nothing.
    taken = Membership.objects.filter(starts_on__gt=viewer.on).values("seat")
    return [
        Need(
            due_on=None,
            what=f"Fill the seat of the {seat}",
            why=_how_long_empty(seat),
            url=reverse("board:appoint_member", args=[seat.pk]),
        )
        for seat in waiting.exclude(pk__in=taken).select_related("body")
    ]


def _how_long_empty(seat: Seat) -> str:
    last: dt.date | None = seat.last_held_on  # type: ignore[attr-defined]  # set by last_held
    if last is None:
        return f"Nobody has held it yet on the {seat.body.name}."
    return f"It has been empty on the {seat.body.name} since {day(last + dt.timedelta(days=1))}."


def _old_terms(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_BOARD, "body")
    old = Constitution.objects.visible_to(viewer).filter(run, review_on__lte=viewer.on + SOON).current(on=viewer.on)
    return [
        Need(
            due_on=version.review_on,
            what=f"Look again at the terms of reference of the {version.body.name}",
            why=f"They have been in force since {day(version.starts_on)}.",
            url=_body_url(version.body),
        )
        for version in old.select_related("body")
    ]


def _body_url(body: Body) -> str:
    return reverse("board:body", args=[body.slug])
