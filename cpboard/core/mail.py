"""Letters: written down with the deed that causes them, sent later, each at most once (security AC7, R8).

    mail.write(to=person, kind="papers_out", cause=f"pack:{pack.pk}", link=reverse(...), day=meeting.held_on, now=now)
    mail.send_due(now)      called every minute by a worker

A letter goes to one person. Subject and text come from the table `LETTERS`, the only gaps in it are days and
numbers, and what it is about stands behind a link and a sign-in: so no title and no word of anybody can be in a
letter. An app that writes a kind registers who may still have it, in a module that its worker loads:

    @mail.rechecked("papers_out")
    def may_have_papers(letter: Mail, viewer: Viewer) -> bool: ...

This is asked again at the moment of sending; a right that is gone stops the letter for good. A kind without such a
check is not sent at all.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cpboard.core.access import Viewer
from cpboard.core.models import Council, Mail, User

logger = logging.getLogger(__name__)

AT_ONCE = 50
GIVE_UP_AFTER = dt.timedelta(days=3)  # when a mail server goes on refusing one letter
REFUSALS = (SMTPRecipientsRefused, SMTPResponseException, ValueError)
PATH = re.compile(r"/[\w./-]*", re.ASCII)


@dataclass(frozen=True)
class Letter:
    """What a kind of letter says. Gaps in the text are days and numbers, by name."""

    subject: str
    text: str


LETTERS = {
    "action_due": Letter("An action is due soon", "An action of yours is due on {day}. Say how it is going. It takes two minutes."),
    "action_given": Letter("You have a new action", "The board gave you an action. It is due on {day}."),
    "action_late": Letter("An action is late", "An action of yours was due on {day}. Say what is in the way, or that it is done."),
    "agenda_due": Letter("An agenda is due soon", "An agenda of yours is due to go out by {day}."),
    "decision_waiting": Letter("Something waits for your decision", "Something waits for you to agree it, or to send it back."),
    "explanation_asked": Letter("A figure needs a reason", "A figure is off track. The board needs your reasons by {day}."),
    "invitation": Letter("You have an account", ""),  # its text is written by `letters`
    "message_waiting": Letter("Something needs you today", "Something needs you today. Please look now."),
    "minutes_ready": Letter("Minutes are ready to check", "The minutes of the meeting on {day} are ready for you to check."),
    "papers_added": Letter("There are new papers to read", "There are new papers for the meeting on {day}."),
    "papers_out": Letter("Papers are ready to read", "The papers for the meeting on {day} are ready to read."),
    "question_answered": Letter("You have an answer", "A question that you asked has an answer."),
    "question_asked": Letter("You have a question to answer", "A member asked a question. Please answer it by {day}."),
    "release_waiting": Letter("A release waits for a second person", "Something is ready to be published. It needs you to check it first."),
    "report_asked": Letter("A report is asked of you", "The board asks you for a report. The draft is due on {day}."),
    "report_built": Letter("A document is ready", "The document that you asked for is ready."),
    "report_due": Letter("A report is due soon", "A report of yours is due on {day}."),
    "report_failed": Letter("A document could not be built", "The document that you asked for could not be built. See what to do."),
    "report_returned": Letter("A report came back to you", "A report of yours came back with a note. It is due on {day}."),
    "unseal_asked": Letter("Somebody asks for your approval", "Somebody asks for your approval. Please read their reason."),
    "visit_due": Letter("A visit is due", "A visit of yours is due by {day}. Log it when it is done."),
}
SUBJECTS = {kind: letter.subject for kind, letter in LETTERS.items()}

Check = Callable[[Mail, Viewer], bool]
_checks: dict[str, Check] = {}


def rechecked(kind: str) -> Callable[[Check], Check]:
    """Register who may still have letters of this kind; one check a kind.

    Raises ValueError for a kind that is not in `LETTERS`, or that has another check: the second would undo the first.
    """
    if kind not in LETTERS:
        raise ValueError(f"There is no letter of the kind {kind}: add it to LETTERS.")

    def register(check: Check) -> Check:
        if kind in _checks:
            raise ValueError(f"Letters of the kind {kind} have a check already.")
        _checks[kind] = check
        return check

    return register


def write(*, to: User, kind: str, cause: str, link: str, now: dt.datetime, **facts: dt.date | int) -> Mail:
    """Put a letter into the ledger, in the transaction of the deed that causes it; nothing is sent yet.

    The same person, kind and cause twice are one letter. `link` is a path of this site; `facts` fill the gaps.
    Raises ValueError for a kind, link or fact that a letter cannot carry.
    """
    if kind not in LETTERS:
        raise ValueError(f"There is no letter of the kind {kind}: add it to LETTERS.")
    if not PATH.fullmatch(link):
        raise ValueError("A letter links to a path of this site, without a query.")
    filled = {"subject": SUBJECTS[kind], "text": _text(to, LETTERS[kind].text, link, facts), "written_at": now}
    letter, _ = Mail.objects.get_or_create(to=to, kind=kind, cause=cause, defaults=filled)
    return letter


def _text(to: User, sentence: str, link: str, facts: dict[str, dt.date | int]) -> str:
    gaps = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    if gaps != set(facts):
        raise ValueError(f"This letter has other gaps: {', '.join(sorted(gaps)) or 'none'}.")
    council = Council.here()
    ring = f"Questions? Ring {council.contact_name} on {council.contact_phone}. " if council.contact_phone else ""
    parts = (
        f"Hello {to.first_name},",
        sentence.format(**{name: _in_words(fact) for name, fact in facts.items()}),
        f"{settings.SITE_ADDRESS.rstrip('/')}{link}",
        "You will be asked to sign in.",
        f"{ring}Nobody reads answers to this address.",
    )
    return "\n\n".join(parts) + "\n"


def _in_words(fact: object) -> str:
    """A day or a number; anything else could be somebody's words."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return f"{fact:,}"
    if isinstance(fact, dt.date) and not isinstance(fact, dt.datetime):
        return f"{fact:%A %-d %B %Y}"
    raise ValueError("A letter carries days and numbers, no words.")


def due() -> QuerySet[Mail]:
    """Letters that are not sent and not stopped, those that were tried least first."""
    return Mail.objects.filter(sent_at=None, stopped_at=None).order_by("tries", "pk")


def still_allowed(letter: Mail, now: dt.datetime) -> bool:
    """Whether this person may have this letter now: the account is on, and the check of its kind agrees."""
    return letter.to.is_active and _checks[letter.kind](letter, Viewer(letter.to, timezone.localdate(now)))


class PostAway(Exception):
    """The mail server does not answer; every letter stays due."""


def send_due(now: dt.datetime, may_send: Callable[[Mail, dt.datetime], bool] = still_allowed) -> Counter[str]:
    """Send what is due, one person a letter; gives how many were `sent`, `stopped` and `left` for another time.

    May run in several workers at once: a letter that one has in hand is passed over by the others. When the mail
    server does not answer the run ends, and nothing is lost.
    """
    done: Counter[str] = Counter()
    waiting = due().values_list("pk", "kind")
    unknown = {kind for _, kind in waiting} - set(_checks)
    if unknown:
        logger.error("Letters without a check are not sent: %s", ", ".join(sorted(unknown)))
    post = get_connection()
    try:
        for pk in [pk for pk, kind in waiting if kind in _checks][:AT_ONCE]:
            done[_send(pk, now, may_send, post)] += 1
    except PostAway:
        logger.warning("The mail server does not answer. Letters wait.")
    finally:
        _close(post)
    return done


@transaction.atomic
def _send(pk: int, now: dt.datetime, may_send: Callable[[Mail, dt.datetime], bool], post: Any) -> str:
    """One letter, with its row in hand. It is marked as sent only after the server has accepted it."""
    letter = due().select_for_update(skip_locked=True, of=("self",)).select_related("to").filter(pk=pk).first()
    if letter is None:
        return "elsewhere"
    try:
        with transaction.atomic():
            allowed = may_send(letter, now)
    except Exception as fault:  # a check that breaks is no permission
        logger.error("The check of letter %s broke: %s", pk, type(fault).__name__)
        return _left(letter, now, give_up=False)
    if not allowed:
        letter.stopped_at = now
        letter.save(update_fields=["stopped_at"])
        return "stopped"
    _open(post)
    return _handed_over(letter, now, post)


def _open(post: Any) -> None:
    try:
        post.open()
    except (OSError, SMTPException) as fault:
        raise PostAway from fault


def _handed_over(letter: Mail, now: dt.datetime, post: Any) -> str:
    try:
        post.send_messages([_message(letter)])
    except (SMTPException, OSError, ValueError) as fault:
        logger.warning("Letter %s was not accepted: %s", letter.pk, type(fault).__name__)
        _close(post)
        # A broken line says nothing about the letter; a refusal does.
        return _left(letter, now, give_up=isinstance(fault, REFUSALS))
    letter.tries += 1
    letter.sent_at = now
    letter.save(update_fields=["tries", "sent_at"])
    return "sent"


def _left(letter: Mail, now: dt.datetime, *, give_up: bool) -> str:
    letter.tries += 1
    if give_up and now - letter.written_at > GIVE_UP_AFTER:
        letter.stopped_at = now
    letter.save(update_fields=["tries", "stopped_at"])
    return "stopped" if letter.stopped_at else "left"


def _message(letter: Mail) -> EmailMessage:
    """The letter on its way: one address, plain text, nothing attached.

    Its id is the same at every try, so that a letter whose acceptance got lost is told as a copy.
    """
    mark = salted_hmac("cpboard.core.mail", str(letter.pk)).hexdigest()[:32]
    return EmailMessage(
        SUBJECTS[letter.kind],
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to.email],
        headers={
            "Message-ID": f"<{mark}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _close(post: Any) -> None:
    try:
        post.close()
    except (OSError, SMTPException):
        logger.info("The line to the mail server was down already.")
