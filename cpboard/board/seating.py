"""Who sits where on a body, on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from cpboard.board.models import Body, Membership, Seat


@dataclass(frozen=True)
class Place:
    """A seat with the term that runs and the one that comes after it, if there are any."""

    seat: Seat
    held: Membership | None
    coming: Membership | None
    empty_since: dt.date | None

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return self.held is None


def places(body: Body, *, on: dt.date) -> list[Place]:
    """Every seat that the body has on this day. Two queries, whatever the number of past terms."""
    terms = Membership.objects.not_over(on=on).select_related("user").order_by("starts_on")
    seats = body.seats.standing(on=on).last_held(on=on).prefetch_related(Prefetch("memberships", terms, to_attr="terms"))
    return [_place(seat, on) for seat in seats]


def _place(seat: Seat, on: dt.date) -> Place:
    terms: list[Membership] = seat.terms  # type: ignore[attr-defined]  # set by the prefetch
    held = next((term for term in terms if term.starts_on <= on), None)
    coming = next((term for term in terms if term.starts_on > on), None)
    last: dt.date | None = seat.last_held_on  # type: ignore[attr-defined]  # set by last_held
    return Place(seat, held, coming, None if held or last is None else last + dt.timedelta(days=1))
