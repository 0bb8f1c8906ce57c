"""Messages, answers and requests of the postbox for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cpboard.core import events
from cpboard.core.models import User
from tests.cast import Cast, as_viewer
from voice.postbox import codes
from voice.postbox.models import Answer, Submission, UnsealRequest

CODE = "kite river amber moss drum"


def make_message(cast: Cast, *, code: str = "", came_ago: int = 1, **more: Any) -> Submission:
    """A message that nobody has read. Only one with a `code` can be opened by it: hashing is slow."""
    day = timezone.localdate() - dt.timedelta(days=came_ago)
    number = len(Submission.objects.open_to(as_viewer(cast.participation)))
    values: dict[str, Any] = {
        "body": cast.body,
        "code_hash": codes.hash_of(code) if code else "!",
        "code_lookup": codes.holder_of(code).lookup if code else f"none-{number}",
        "words": "My tooth hurt from Christmas till Easter. They kept saying next month.",
        "received_on": day,
        "answer_by": day + dt.timedelta(days=28),
    }
    message = Submission(**(values | more))
    message.save(force_insert=True)
    return message


def open_message(message: Submission, reader: User) -> Submission:
    """As if this person had read it."""
    message.read_at, message.read_by, message.state = timezone.now(), reader, Submission.State.READ
    message.save()
    events.record("postbox.read", subject=message, by=as_viewer(reader), at=timezone.now())
    return message


def settle_message(message: Submission, reader: User) -> Submission:
    """Read, and no concern."""
    open_message(message, reader)
    message.concern, message.decided_at, message.decided_by = False, timezone.now(), reader
    message.save()
    return message


def make_answer(message: Submission, by: User, text: str = "We are sorry it hurt for so long.", **more: Any) -> Answer:
    """A letter to the child."""
    letter = Answer(**{"submission": message, "text": text, "signed": by.first_name, "by": by, "at": timezone.now(), **more})
    letter.save(force_insert=True)
    message.state = Submission.State.ANSWERED
    message.save()
    return letter


def make_unseal_request(message: Submission, by: User, why: str = "To find out where they are.") -> UnsealRequest:
    """A request that waits for the custodian."""
    request = UnsealRequest(submission=message, why=why, asked_by=by, asked_at=timezone.now())
    request.save(force_insert=True)
    return request
