"""Invented messages for the invented council. Written by the same operation as a child's."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cpboard.core.access import Viewer
from cpboard.core.demonstration import People, fills_demo
from voice.postbox import operations
from voice.postbox.drafts import Draft
from voice.postbox.models import Submission

BOARD, TEAM = Submission.Wish.BOARD.value, Submission.Wish.TEAM.value
# Days ago, words, wish, unsafe, read, answer. All invented.
MESSAGES = (
    (40, "Can somebody ask why I have to share a room? I am nearly 16.", BOARD, False, True, "rooms"),
    (25, "The new lady at the family centre is really nice.", TEAM, False, True, "nice"),
    (9, "I want to go to the same gym as my mates but it costs too much.", BOARD, False, True, ""),
    (4, "My school keeps getting my name wrong.", TEAM, False, False, ""),
    (2, "I do not like it when he shouts at us at night.", TEAM, True, False, ""),
    (1, "Thank you for the suitcase.", BOARD, False, False, ""),
)
ANSWERS = {
    "rooms": "Thank you for asking. Your social worker will talk with you about rooms next week. "
    "If they do not, write again with your code.",
    "nice": "That is good to hear. We told her team, without saying who said it.",
}


@fills_demo
def fill(people: People, today: dt.date) -> None:
    """Six messages: one that worries us, some new, some answered."""
    for ago, words, wish, unsafe, was_read, answer in MESSAGES:
        day = today - dt.timedelta(days=ago)
        moment = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
        operations.send(draft=Draft("", words, wish, unsafe), nonce=f"demo-{ago}", by=None, now=moment)
        if was_read:
            _read(people, words, answer, moment)


def _read(people: People, words: str, answer: str, moment: dt.datetime) -> None:
    worker = Viewer(people["nadia"], moment.date())
    message = next(m for m in Submission.objects.open_to(worker) if m.words == words)
    later = moment + dt.timedelta(hours=3)
    message = operations.read(message=message, by=worker, now=later)
    message = operations.decide(message=message, concern=False, told_whom="", by=worker, now=later)
    if answer:
        operations.answer(message=message, text=ANSWERS[answer], signed="Nadia", by=worker, now=later)
