"""Short rows of an item, brought along with the item: one query, however many there are.

Each is asked through the caller's own rows, so what the reader may not see is not in it. They come back as rows of
their kind, unsaved, with the names that a page shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from cpboard.core.models import User
from meetings.models import AgendaItem, BringBack, Challenge, Interest, Meeting, Movement

Rows = Callable[[Any], Any]
NAMES = {"moved": Movement, "interests_said": Interest, "asked": Challenge, "back": BringBack}
OWN: Mapping[Any, tuple[str, ...]] = {
    Movement: ("kind", "at"),
    Interest: ("kind", "what", "left_room", "stayed_why", "declared_at"),
    Challenge: ("question", "answer", "changed"),
    BringBack: ("why", "after", "put_on"),
}
WHO = {Movement: "user", Interest: "user", Challenge: "asked_by"}
ORDER = {Movement: ("at", "pk"), Interest: ("declared_at", "pk"), Challenge: ("at", "pk"), BringBack: ("pk",)}
MOMENTS: Mapping[str, Callable[[str], Any]] = {
    "at": dt.time.fromisoformat,
    "declared_at": dt.datetime.fromisoformat,
    "after": dt.date.fromisoformat,
}


def folded(rows: Rows) -> dict[str, ArraySubquery]:
    """What to annotate items with."""
    return {name: _array(rows(model), model) for name, model in NAMES.items()}


def _array(found: Any, model: Any) -> ArraySubquery:
    fields = {field: field for field in ("id", *OWN[model])}
    if who := WHO.get(model):
        fields |= {"who": who, "name": f"{who}__name"}
    if model is BringBack:
        fields |= {"meeting": "meeting", "starts_at": "meeting__starts_at"}
    ordered = found.filter(item=OuterRef("pk")).order_by(*ORDER[model])
    return ArraySubquery(ordered.values(said=JSONObject(**fields)))


def unfolded(item: AgendaItem, model: Any) -> Iterator[Any]:
    """The rows of one kind that came along with an item."""
    name = next(name for name, kind in NAMES.items() if kind is model)
    yield from (_row(item, model, said) for said in getattr(item, name) or ())  # no array where the reader may see none at all


def _row(item: AgendaItem, model: Any, said: dict[str, Any]) -> Any:
    own = {field: _value(field, said[field]) for field in OWN[model] if field != "put_on"}
    row = model(pk=said["id"], item=item, **own)
    if (who := WHO.get(model)) and said["who"]:
        setattr(row, who, User(pk=said["who"], name=said["name"]))
    if model is BringBack:
        row.put_on_id = said["put_on"]
        row.meeting = Meeting(pk=said["meeting"], starts_at=dt.datetime.fromisoformat(said["starts_at"])) if said["meeting"] else None
    return row


def _value(field: str, said: Any) -> Any:
    return MOMENTS[field](said) if said and field in MOMENTS else said
