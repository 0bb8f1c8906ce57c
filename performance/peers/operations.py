"""What was praised elsewhere is written down, and taken off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import Viewer, require
from performance import checking, policies
from performance.checking import WrongFigure
from performance.models import Area, PeerNote


@transaction.atomic
def note_peer(
    *,
    council: Area,
    praised: str,
    source: str,
    judgement: str = "",
    inspected_on: dt.date | None = None,
    by: Viewer,
    now: dt.datetime,
) -> PeerNote:
    """Write down what a council was praised for and where that is written. Raises WrongFigure."""
    require(policies.may_note_peer(by))
    if council.ours or council.kind != Area.Kind.AUTHORITY:
        raise WrongFigure("council", "Choose another council.")
    if inspected_on and inspected_on > timezone.localdate(now):
        raise WrongFigure("inspected_on", "The inspection must be in the past.")
    note = PeerNote.objects.create(
        council=council,
        praised=checking.named("praised", praised, 2_000),
        source=checking.named("source", source, 300),
        judgement=checking.one_of("judgement", judgement, ["", *PeerNote.Judgement.values]),
        inspected_on=inspected_on,
        written_by=by.user,
        written_at=now,
    )
    events.record("performance.note_peer", subject=note, by=by, at=now, council=council.code)
    return note


@transaction.atomic
def remove_peer_note(*, note: PeerNote, by: Viewer, now: dt.datetime) -> PeerNote:
    """Take a note off the page; it stays in the record."""
    note = PeerNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    require(policies.may_remove_peer_note(by, note))
    note.removed_at, note.removed_by = now, by.user
    note.save(update_fields=["removed_at", "removed_by"])
    events.record("performance.remove_peer_note", subject=note, by=by, at=now)
    return note
