"""What waits for the clerk: terms that end soon, seats that stay empty, terms of reference to look at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.urls import reverse

from cpboard.board.models import Constitution, Membership, Seat
from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import day

SOON = dt.timedelta(days=28)
LONG_EMPTY = dt.timedelta(days=60)


@dataclass(frozen=True)
class Row:
    """One thing of a body that waits: a term, a seat or a version, as the one query gives them all."""

    kind: str
    key: int
    name: str  # whose term, which seat
    seat_kind: str
    body: str
    slug: str
    on: dt.date | None  # the day it ends, was held last, is to be looked at
    since: dt.date | None


@needs_from
def needs_of_board(viewer: Viewer) -> list[Need]:
    """Nothing for anybody but those who run a body. One query."""
    if not viewer.can(May.RUN_BOARD):
        return []
    found = _ending_terms(viewer).union(_empty_seats(viewer), _old_terms(viewer), all=True)
    rows = [Row(*values) for values in found]
    return [need for kind, make in _makers.items() for need in (make(row) for row in rows if row.kind == kind)]


def _ending_terms(viewer: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    run = viewer.q_body(May.RUN_BOARD, "seat__body")
    soon = Membership.objects.visible_to(viewer).filter(run, ends_on__range=(viewer.on, viewer.on + SOON))
    # A seat that somebody takes up afterwards needs nothing.
    followed = Membership.objects.filter(starts_on__gt=viewer.on).values("seat")
    names = (F("user__name"), F("seat__kind"), F("seat__body__name"), F("seat__body__slug"))
    return _rows(soon.exclude(seat__in=followed), "term", *names, F("ends_on"), F("starts_on"))


def _empty_seats(viewer: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    run = viewer.q_body(May.RUN_BOARD, "body")
    empty = Seat.objects.visible_to(viewer).filter(run).vacant(on=viewer.on).last_held(on=viewer.on)
    waiting = empty.filter(Q(last_held_on__isnull=True) | Q(last_held_on__lt=viewer.on - LONG_EMPTY))
    # A seat that somebody takes up later needs nothing.
    taken = Membership.objects.filter(starts_on__gt=viewer.on).values("seat")
    names = (F("title"), F("kind"), F("body__name"), F("body__slug"))
    return _rows(waiting.exclude(pk__in=taken), "seat", *names, F("last_held_on"), F("closed_on"))


def _old_terms(viewer: Viewer) -> QuerySet[Any, tuple[Any, ...]]:
    run = viewer.q_body(May.RUN_BOARD, "body")
    old = Constitution.objects.visible_to(viewer).filter(run, review_on__lte=viewer.on + SOON).current(on=viewer.on)
    nobody = Value("", output_field=CharField())
    return _rows(old, "version", nobody, nobody, F("body__name"), F("body__slug"), F("review_on"), F("starts_on"))


def _rows(found: QuerySet[Any], kind: str, *columns: Any) -> QuerySet[Any, tuple[Any, ...]]:
    return found.order_by().values_list(Value(kind, output_field=CharField()), "pk", *columns)


def _ask_who_follows(term: Row) -> Need:
    return Need(
        due_on=term.on,
        what=f"Ask who follows {term.name}",
        why=f"Their term on the {term.body} ends on {day(term.on)}. Nobody is appointed after them.",
        url=reverse("board:body", args=[term.slug]),
    )


def _fill(seat: Row) -> Need:
    called = seat.name or Seat.Kind(seat.seat_kind).label
    url = reverse("board:appoint_member", args=[seat.key])
    return Need(due_on=None, what=f"Fill the seat of the {called}", why=_how_long_empty(seat), url=url)


def _how_long_empty(seat: Row) -> str:
    if seat.on is None:
        return f"Nobody has held it yet on the {seat.body}."
    return f"It has been empty on the {seat.body} since {day(seat.on + dt.timedelta(days=1))}."


def _look_again(version: Row) -> Need:
    return Need(
        due_on=version.on,
        what=f"Look again at the terms of reference of the {version.body}",
        why=f"They have been in force since {day(version.since)}.",
        url=reverse("board:body", args=[version.slug]),
    )


_makers: dict[str, Callable[[Row], Need]] = {"term": _ask_who_follows, "seat": _fill, "version": _look_again}
