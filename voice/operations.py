"""Deeds: add a theme, change it, hear it again, reply to it."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from cpboard.board.models import Body, Promise, YoungGroup
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.calendar import add_working_days
from voice import policies
from voice.models import Reply, Theme
from voice.reading import words_of

ANSWER_IN = 20  # working days
LEAST_REASON = 20  # words (reference: voice-actions §6.3 test 10)


class ThemeWords(TypedDict, total=False):
    """What a theme says of itself; every part of it may be mended later. The promised day is no part of it."""

    title: str
    words: str
    said_by: str
    permission: str
    source: str
    group: YoungGroup | None
    promise: Promise | None
    heard_on: dt.date
    times_heard: int


def answer_due(heard_on: dt.date) -> dt.date:
    """The day by which an answer is promised."""
    return add_working_days(heard_on, ANSWER_IN)


@transaction.atomic
def add_theme(*, body: Body, by: Viewer, now: dt.datetime, answer_by: dt.date | None = None, **words: Unpack[ThemeWords]) -> Theme:
    """Write down one thing that children told us, with names taken out. An answer is promised in 20 working days.

    Raises ValidationError when words are used without permission, or the promise is another body's.
    """
    require(policies.may_add_theme(by, body))
    theme = Theme(body=body, added_by=by.user, added_at=now, **words)
    theme.answer_by = answer_by or answer_due(theme.heard_on)
    _check(theme)
    theme.save()
    events.record("voice.add_theme", subject=theme, by=by, at=now, source=theme.source)
    return theme


@transaction.atomic
def change_theme(*, theme: Theme, by: Viewer, now: dt.datetime, **words: Unpack[ThemeWords]) -> Theme:
    """Mend what a theme says. The promised day of an answer stays: a promise is kept or late, never moved."""
    require(policies.may_change_theme(by, theme))
    changed = sorted(name for name, value in words.items() if getattr(theme, name) != value)
    if not changed:
        return theme
    for name in changed:
        setattr(theme, name, words[name])  # type: ignore[literal-required]
    _check(theme)
    theme.save()
    events.record("voice.change_theme", subject=theme, by=by, at=now, fields=changed)
    return theme


def _check(theme: Theme) -> None:
    theme.full_clean()
    if theme.promise and theme.promise.body_id != theme.body_id:
        raise ValidationError({"promise": "Choose a promise that this board made."})


@transaction.atomic
def hear_again(*, theme: Theme, by: Viewer, now: dt.datetime) -> Theme:
    """Another young person said the same."""
    require(policies.may_change_theme(by, theme))
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    theme.times_heard += 1
    theme.save(update_fields=["times_heard"])
    events.record("voice.hear_again", subject=theme, by=by, at=now)
    return theme


@transaction.atomic
def reply(
    *,
    theme: Theme,
    kind: str,
    text: str,
    signed: str,
    by: Viewer,
    now: dt.datetime,
    will_by: dt.date | None = None,
) -> Reply:
    """Answer what children told us. Sealed: a better answer is a new reply. The same sent twice is one.

    Raises ValidationError when 'we will' names no day, or 'we can't' gives no real reason.
    """
    require(policies.may_reply(by, theme))
    locked = Theme.objects.select_for_update().get(pk=theme.pk)
    answer = Reply(theme=locked, kind=kind, text=text.strip(), signed=signed.strip(), by=by.user, at=now, will_by=will_by)
    if kind != Reply.Kind.WE_WILL:
        answer.will_by = None
    check_reply(answer.kind, answer.text, answer.will_by)
    answer.full_clean(exclude=["at"])
    same = locked.replies.filter(kind=kind, text=answer.text, signed=answer.signed, will_by=answer.will_by).first()
    if same:
        return same
    answer.save()
    events.record("voice.reply", subject=locked, by=by, at=now, kind=kind)
    return answer


def check_reply(kind: str, text: str, will_by: dt.date | None) -> None:
    """The rules of a reply. Raises ValidationError with what to do."""
    if kind == Reply.Kind.WE_WILL and will_by is None:
        raise ValidationError({"will_by": "Say by when we will do it."})
    if kind == Reply.Kind.WE_CANT and (missing := LEAST_REASON - len(words_of(text))) > 0:
        raise ValidationError({"text": _give_a_reason(missing)})


def _give_a_reason(missing: int) -> str:
    more = "1 more word" if missing == 1 else f"{missing} more words"
    return f"Say why we can’t, in at least {LEAST_REASON} plain words. It needs {more}."
