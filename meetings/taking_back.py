"""Whoever must follow when a pack is taken back: the app that let a copy out stands to the left, so it registers here.

It follows in the same transaction: either the pack and every public copy of it are gone, or neither is.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from cpboard.core.access import Viewer
from meetings.models import Pack


class Follower(Protocol):
    """What is done with the copies of a pack that is taken back."""

    def __call__(self, pack: Pack, *, reason: str, by: Viewer, now: dt.datetime) -> None: ...


_followers: list[Follower] = []


def follows_pack(follower: Follower) -> Follower:
    """Register what takes down the copies of a pack."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def take_down_copies(pack: Pack, *, reason: str, by: Viewer, now: dt.datetime) -> None:
    """Take down every copy of this pack, for the same reason, at the same moment."""
    for follower in _followers:
        follower(pack, reason=reason, by=by, now=now)
