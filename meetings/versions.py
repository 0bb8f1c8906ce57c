"""How the draft of the minutes came to be: each version that was saved, with what changed in it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from meetings.difference import Piece, difference
from meetings.models import Minutes

MOST = 30  # versions that are shown


class Version(NamedTuple):
    """One saved text: its number, when, and how it became so from the one before."""

    number: int
    at: dt.datetime
    pieces: list[Piece]


def versions_of(minutes: Minutes) -> list[Version]:
    """The last versions, the newest first. Rows that changed no text are not versions."""
    rows = list(minutes.history.order_by("version", "history_date", "history_id").values_list("version", "history_date", "text"))
    texts = {number: (at, text) for number, at, text in reversed(rows)}
    numbers = sorted(texts)[-MOST - 1 :]
    found = []
    for before, number in zip([None, *numbers], numbers, strict=False):
        at, text = texts[number]
        found.append(Version(number, at, difference(texts[before][1] if before is not None else "", text)))
    return found[::-1][:MOST]
