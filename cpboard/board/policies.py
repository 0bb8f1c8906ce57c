"""Who may set up the board: plain predicates, one for each deed."""

from __future__ import annotations

from cpboard.board.models import Body, Membership, Promise, Seat, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.roles import May


def may_read_board(by: Viewer) -> bool:
    """Whoever has a place on a body, or works for one."""
    return by.can(May.READ_BOARD)


def may_add_body(by: Viewer) -> bool:
    """The clerk, for the whole house: a new body belongs to nobody yet."""
    return by.bodies(May.RUN_BOARD) is None


def may_change_body(by: Viewer, body: Body) -> bool:
    """Whoever runs this body."""
    return by.can(May.RUN_BOARD, body.pk)


def may_add_constitution(by: Viewer, body: Body) -> bool:
    """Whoever runs this body."""
    return by.can(May.RUN_BOARD, body.pk)


def may_add_seat(by: Viewer, body: Body) -> bool:
    """Whoever runs this body."""
    return by.can(May.RUN_BOARD, body.pk)


def may_close_seat(by: Viewer, seat: Seat) -> bool:
    """Whoever runs this body, once."""
    return seat.closed_on is None and by.can(May.RUN_BOARD, seat.body_id)


def may_appoint_member(by: Viewer, seat: Seat) -> bool:
    """Whoever runs this body."""
    return by.can(May.RUN_BOARD, seat.body_id)


def may_end_membership(by: Viewer, membership: Membership) -> bool:
    """Whoever runs the body, as long as the term is not over."""
    over = membership.ends_on is not None and membership.ends_on < by.on
    return not over and by.can(May.RUN_BOARD, membership.seat.body_id)


def may_add_year(by: Viewer) -> bool:
    """The clerk: a year is one year for the whole council."""
    return by.bodies(May.RUN_BOARD) is None


def may_add_promise(by: Viewer, body: Body) -> bool:
    """Whoever runs the body that makes it."""
    return by.can(May.RUN_BOARD, body.pk)


def may_change_promise(by: Viewer, promise: Promise) -> bool:
    """Whoever runs the body, while the promise stands: what was dropped stays as it was read."""
    return promise.retired_on is None and by.can(May.RUN_BOARD, promise.body_id)


def may_retire_promise(by: Viewer, promise: Promise) -> bool:
    """Whoever runs the body, once."""
    return promise.retired_on is None and by.can(May.RUN_BOARD, promise.body_id)


def may_add_group(by: Viewer) -> bool:
    """The clerk: groups of young people belong to no one body."""
    return by.bodies(May.RUN_BOARD) is None


def may_change_group(by: Viewer, group: YoungGroup) -> bool:
    """The clerk."""
    return by.bodies(May.RUN_BOARD) is None


def may_add_activity(by: Viewer, group: YoungGroup) -> bool:
    """The clerk."""
    return by.bodies(May.RUN_BOARD) is None
