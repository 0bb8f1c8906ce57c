"""The order of an agenda: an item goes up or down with what belongs to it, belongs to the one above, or stands alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem
from meetings.numbering import moved
from meetings.operations.locking import locked_item


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by: Viewer, now: dt.datetime) -> AgendaItem:
    """One place up or down within its session, with the items that belong to it. At the end of the list nothing happens."""
    item = locked_item(item)
    require(policies.may_move_item(by, item))
    before = list(item.session.items.order_by("position"))
    after = moved(before, item, up=up)
    if after != before:
        _keep(after)
        item.refresh_from_db(fields=["position"])
        events.record("meetings.move_item", subject=item, by=by, at=now, position=item.position)
    return item


def _keep(items: Iterable[AgendaItem]) -> None:
    """The positions of these items, in this order."""
    for position, each in enumerate(items, start=1):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])


@transaction.atomic
def nest_item(*, item: AgendaItem, under: bool, by: Viewer, now: dt.datetime) -> AgendaItem:
    """The item belongs to the one above it, as 5a to 5, or stands alone. Raises Refused for the first of a session."""
    item = locked_item(item)
    require(policies.may_nest_item(by, item))
    if under and not item.session.items.filter(position__lt=item.position).exists():
        raise Refused("Nothing stands above this item. Move it down first.")
    item.is_sub = under
    item.save(update_fields=["is_sub"])
    events.record("meetings.nest_item", subject=item, by=by, at=now, under=under)
    return item
