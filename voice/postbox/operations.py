"""Deeds of the postbox: a child sends; people read, decide, give it a theme, answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import Viewer, require
from voice import operations as voice
from voice.models import Theme
from voice.postbox import codes, policies
from voice.postbox.drafts import Draft
from voice.postbox.models import Answer, Submission

A_PHRASE = 5  # words: "Waiting for the dentist" may be anybody's, a longer stretch is the child's


@dataclass(frozen=True)
class Sent:
    """What the child is told: the code, and by when there is an answer."""

    code: str
    answer_by: dt.date


@transaction.atomic
def send(*, draft: Draft, nonce: str, by: None, now: dt.datetime) -> Sent:
    """Keep a message. The same form sent again with the same words is the same message with the same code.

    `by` is nobody, and nobody asks. There is no Event: its moment would say when the child wrote, and only the day
    is kept.
    """
    require(policies.may_send())
    code = codes.code_for(nonce, draft.digest)
    holder = codes.holder_of(code)
    today = timezone.localdate(now)
    message = Submission(
        body=policies.the_board(),
        code_hash=codes.hash_of(code),
        code_lookup=holder.lookup,
        about=draft.about,
        words=draft.words,
        wish=draft.wish,
        feels_unsafe=draft.unsafe,
        received_on=today,
        answer_by=voice.answer_due(today),
    )
    Submission.objects.bulk_create([message], ignore_conflicts=True)
    return Sent(code, Submission.objects.open_to(holder).get().answer_by)


@transaction.atomic
def read(*, message: Submission, by: Viewer, now: dt.datetime) -> Submission:
    """Open a message. Every reader is written down once; the first of them stops the look clock."""
    message = _locked(message, by)
    require(policies.may_read(by, message))
    if policies.has_read(by, message):
        return message
    if message.read_at is None:
        message.read_at, message.read_by, message.state = now, by.user, Submission.State.READ
        message.save(update_fields=["read_at", "read_by", "state"])
    events.record("postbox.read", subject=message, by=by, at=now)
    return message


def _locked(message: Submission, by: Viewer) -> Submission:
    """The message as it is now, held until we are done. `Denied` if this viewer may not read it."""
    found = Submission.objects.open_to(by).select_for_update(of=("self",)).filter(pk=message.pk).first()
    require(found is not None)
    assert found is not None  # noqa: S101 - for the type checker
    return found


@transaction.atomic
def decide(*, message: Submission, concern: bool, told_whom: str, by: Viewer, now: dt.datetime) -> Submission:
    """Decide whether a child may be in danger. A concern names who was told; without, nobody was.

    Raises ValidationError when nobody is named, or when "no concern" is not this person's to say.
    """
    message = _locked(message, by)
    require(policies.may_decide(by, message))
    if concern and not told_whom.strip():
        raise ValidationError({"told_whom": "Say whom you told, and how"})
    if not concern and not policies.may_see_no_concern(by, message):
        raise ValidationError({"concern": "They said they do not feel safe. Tell the safeguarding lead, and write down that you did."})
    message.concern, message.told_whom = concern, told_whom.strip() if concern else ""
    message.decided_at, message.decided_by = now, by.user
    if message.state != Submission.State.ANSWERED:
        message.state = Submission.State.PASSED_ON if concern else Submission.State.READ
    message.save(update_fields=["concern", "told_whom", "decided_at", "decided_by", "state"])
    events.record("postbox.decide", subject=message, by=by, at=now, concern=concern)
    return message


@transaction.atomic
def join_theme(*, message: Submission, theme: Theme, by: Viewer, now: dt.datetime) -> Theme:
    """Others said the same: count it there. The theme learns nothing of the message but that it was heard once more."""
    message = _locked(message, by)
    require(policies.may_give_theme(by, message) and theme.body_id == message.body_id)
    theme = voice.hear_again(theme=theme, by=by, now=now)
    return _give(message, theme, by, now)


@transaction.atomic
def start_theme(*, message: Submission, by: Viewer, now: dt.datetime, **words: Unpack[voice.ThemeWords]) -> Theme:
    """Begin a theme for the board, in words that a person changed. The child's wish rules whether there are any.

    Raises ValidationError when the words are still the child's, or the child wanted none to be shown.
    """
    message = _locked(message, by)
    require(policies.may_give_theme(by, message))
    shown = words.get("words", "")
    if shown and message.wish != Submission.Wish.BOARD:
        raise ValidationError({"words": "They asked us not to show their words. Leave this empty."})
    for name in ("words", "title", "said_by"):
        if _copied(words.get(name, ""), message.words, least=1 if name == "words" else A_PHRASE):  # type: ignore[arg-type]
            raise ValidationError({name: "These are still their own words. Change them so that nobody can tell who wrote them."})
    permission = "The young person let us share this, in changed words" if shown else ""
    words |= {"source": Theme.Source.MESSAGE, "heard_on": message.received_on, "permission": permission}
    theme = voice.add_theme(body=message.body, by=by, now=now, answer_by=message.answer_by, **words)
    return _give(message, theme, by, now)


def _copied(text: str, original: str, *, least: int) -> bool:
    """Whether a text of at least so many words stands word for word in the original."""
    bare = _bare(text)
    return len(bare.split()) >= least and f" {bare} " in f" {_bare(original)} "


def _bare(text: str) -> str:
    """Words only, so that another comma is not another wording."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _give(message: Submission, theme: Theme, by: Viewer, now: dt.datetime) -> Theme:
    message.theme = theme
    message.save(update_fields=["theme"])
    # Which theme is left out: an event is read outside this room, and must be no path from a theme to a message.
    events.record("postbox.give_theme", subject=message, by=by, at=now)
    return theme


@transaction.atomic
def answer(*, message: Submission, text: str, signed: str, by: Viewer, now: dt.datetime) -> Answer:
    """Answer the child. They read it by their code. The same letter sent twice is one; another is another."""
    message = _locked(message, by)
    require(policies.may_answer(by, message))
    same = [a for a in Answer.objects.open_to(by).filter(submission=message, signed=signed) if a.text == text]
    if same:
        return same[0]
    letter = Answer(submission=message, text=text, signed=signed, at=now, by=by.user)
    letter.save(force_insert=True)
    message.state = Submission.State.ANSWERED
    message.save(update_fields=["state"])
    events.record("postbox.answer", subject=message, by=by, at=now)
    return letter
