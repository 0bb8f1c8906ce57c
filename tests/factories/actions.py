"""Actions for tests, by plain functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from actions import operations
from actions.models import Action, Outcome, ToldBack, Update
from cpboard.board.models import Regime
from meetings.models import AgendaItem, Meeting, Session, SessionReader
from tests.cast import Cast, as_viewer
from voice.models import Theme


def make_action(cast: Cast, **more: Any) -> Action:
    """An action of the board, owned by the officer, due in a month."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "body": cast.body,
        "title": "Keep dentist places for children in our care",
        "so_that": "every child sees a dentist within a month of asking.",
        "owner": cast.officer,
        "due_on": today + dt.timedelta(days=30),
        "agreed_on": today - dt.timedelta(days=30),
        **more,
    }
    return operations.agree(by=cast.viewer("clerk"), now=timezone.now(), **values)


def make_heard_theme(cast: Cast, **more: Any) -> Theme:
    """A theme that an action can answer."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "body": cast.body,
        "title": "Going to the dentist takes too long",
        "words": "We wait too long for the dentist",
        "said_by": "Our Voice",
        "permission": "Used with their yes.",
        "source": Theme.Source.GROUP,
        "heard_on": today - dt.timedelta(days=90),
        "answer_by": today - dt.timedelta(days=10),
        "added_by": cast.participation,
        "added_at": timezone.now(),
        **more,
    }
    return Theme.objects.create(**values)


def make_done(cast: Cast, action: Action) -> Update:
    """The owner says that it is done, with evidence."""
    return operations.update(
        action,
        status=Action.Status.DELIVERED,
        text="Six practices have signed.",
        evidence_words="Six letters, kept by the health team.",
        by=as_viewer(action.owner),
        now=timezone.now(),
    )


def make_judged(cast: Cast, action: Action, difference: str = Outcome.Difference.YES, **more: Any) -> Outcome:
    """The chair judges the difference."""
    return operations.judge(
        action,
        difference=difference,
        text="Three of four homes had a place inside three weeks.",
        kind=Outcome.Kind.SERVICE,
        year=cast.year,
        by=cast.viewer("chair"),
        now=timezone.now(),
        **more,
    )


def make_told(cast: Cast, action: Action, theme: Theme | None, **more: Any) -> ToldBack:
    """Those who raised it are told."""
    letter = {"reply_kind": "we_did", "reply_text": "We asked six dentists.", "signed": "Nadia"} if theme else {}
    return operations.tell(
        action,
        theme=theme,
        whom=theme.said_by if theme else "The health team",
        how="Read out at Our Voice",
        told_on=timezone.localdate(),
        by=cast.viewer("participation" if theme else "clerk"),
        now=timezone.now(),
        **{**letter, **more},
    )


def make_held_meeting(cast: Cast, *, days_ago: int = 1, **more: Any) -> Meeting:
    """A meeting of the board that lies behind."""
    starts = timezone.now() - dt.timedelta(days=days_ago)
    values = {"body": cast.body, "year": cast.year, "regime": Regime.VOLUNTARY_PUBLIC, "place": "The Moot Hall", **more}
    return Meeting.objects.create(starts_at=starts, ends_at=starts + dt.timedelta(hours=2), **values)


def make_private_item(cast: Cast, title: str, *readers: Any) -> AgendaItem:
    """An item of a private session that names these readers."""
    meeting = make_held_meeting(cast, days_ago=7)
    session = Session.objects.create(meeting=meeting, position=1, privacy=Session.Privacy.PRIVATE, starts_at=meeting.starts_at)
    SessionReader.objects.bulk_create([SessionReader(session=session, user=reader) for reader in readers])
    return AgendaItem.objects.create(session=session, position=1, title=title, exempt_paragraph=1)
