"""Themes and replies for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cpboard.board.models import Body, Promise, YoungGroup
from tests.cast import Cast
from voice.models import Reply, Theme


def make_theme(cast: Cast, *, heard_ago: int = 10, due_in: int = 18, **more: Any) -> Theme:
    """A theme of the board, heard ten days ago, with words and permission, without a reply."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "body": cast.body,
        "title": "Waiting too long for the dentist",
        "words": "My tooth hurt from Christmas till Easter.",
        "permission": "Shared with their permission",
        "said_by": "A young person, 15",
        "source": Theme.Source.GROUP,
        "heard_on": today - dt.timedelta(days=heard_ago),
        "answer_by": today + dt.timedelta(days=due_in),
        "added_by": cast.participation,
        "added_at": timezone.now(),
    }
    return Theme.objects.create(**(values | more))


def make_reply(cast: Cast, theme: Theme, **more: Any) -> Reply:
    """An answer to a theme: we did."""
    values: dict[str, Any] = {
        "theme": theme,
        "kind": Reply.Kind.WE_DID,
        "text": "We asked six dentists to keep places for you.",
        "signed": "Nadia",
        "by": cast.participation,
        "at": timezone.now(),
    }
    return Reply.record(**(values | more))


def make_promise(body: Body, number: int = 1, title: str = "We look after your health", **more: Any) -> Promise:
    """A promise of a body."""
    adopted = timezone.localdate() - dt.timedelta(days=300)
    return Promise.objects.create(body=body, number=number, title=title, we_will="Get you to the dentist", adopted_on=adopted, **more)


def make_group(name: str = "Our Voice") -> YoungGroup:
    """A group of young people."""
    return YoungGroup.objects.get_or_create(name=name)[0]
