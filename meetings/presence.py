"""Who was there at each item, and whether the meeting was quorate then (meetings §2.6).

Worked out from one gathered record, so from what its reader may see. Who holds a voting seat counts, and who stands in
for one; online nobody counts in a committee under Part VA, whose members must be in one place (meetings §2.2).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cpboard.board.models import Membership, Regime
from meetings.models import AgendaItem, Attendance, Movement
from meetings.noted import Noted

How = Attendance.How


@dataclass(frozen=True)
class There:
    """One person at one item, with the seat they hold or stand in for."""

    mark: Attendance
    seat: Membership | None
    votes: bool


@dataclass(frozen=True)
class AtItem:
    """Who was there when an item was taken. `quorum` None: nobody was marked, or no rule says how many."""

    item: AgendaItem
    there: list[There]
    quorum: int | None

    @property
    def voting(self) -> int:
        """How many counted towards the quorum, and could vote."""
        return sum(each.votes for each in self.there)

    @property
    def is_short(self) -> bool:
        """Whether too few were there to decide anything."""
        return self.quorum is not None and self.voting < self.quorum


@dataclass(frozen=True)
class Lost:
    """From which item on too few were there, and the time, if it was noted."""

    item: AgendaItem
    at: dt.time | None


def through(noted: Noted) -> list[AtItem]:
    """Item by item, in the order of the agenda."""
    quorum = noted.quorum if noted.marks else None
    out = _out_at_first(noted)
    found = []
    for item in noted.items:
        _move(out, item, noted)
        away = out | {interest.user_id for interest in noted.interests.get(item.pk, []) if interest.left_room}
        found.append(AtItem(item, [each for each in _came(noted, item) if each.mark.user_id not in away], quorum))
    return found


def at_item(noted: Noted, item: AgendaItem) -> AtItem | None:
    """Who was there at one item; None where the reader does not see it."""
    return next((each for each in through(noted) if each.item.pk == item.pk), None)


def lost(noted: Noted, steps: list[AtItem]) -> Lost | None:
    """Where the quorum was lost: the first item with too few after one with enough, or the first of all."""
    short = next((step for step in steps if step.is_short), None)
    if short is None:
        return None
    times = [move.at for move in noted.movements if move.item_id == short.item.pk and move.kind == Movement.Kind.LEFT and move.at]
    return Lost(short.item, max(times) if times else None)


def _out_at_first(noted: Noted) -> set[int]:
    """Those whose first movement is to come in: they were not there when it began."""
    order = {item.pk: place for place, item in enumerate(noted.items)}
    first: dict[int, Movement] = {}
    for move in sorted((move for move in noted.movements if move.item_id in order), key=lambda move: order[move.item_id]):
        first.setdefault(move.user_id, move)
    return {user for user, move in first.items() if move.kind == Movement.Kind.CAME}


def _move(out: set[int], item: AgendaItem, noted: Noted) -> None:
    for move in noted.movements:
        if move.item_id == item.pk:
            (out.discard if move.kind == Movement.Kind.CAME else out.add)(move.user_id)


def _came(noted: Noted, item: AgendaItem) -> list[There]:
    marks = (mark for mark in noted.marks if mark.how in Attendance.THERE and mark.only_in_id in (None, item.session_id))
    return [_there(noted, mark) for mark in marks]


def _there(noted: Noted, mark: Attendance) -> There:
    seat = noted.seats.get(mark.substitute_for_id or mark.user_id)
    counts = mark.how == How.PRESENT or noted.meeting.regime != Regime.PART_VA
    return There(mark, seat, seat is not None and seat.seat.voting and counts)
