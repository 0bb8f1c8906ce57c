"""A scorecard is frozen, and printed; nothing else is ever done with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from cpboard.core import events, jobs
from cpboard.core.access import Viewer, require
from cpboard.core.models import Job, StoredFile
from performance import cards, checking, policies, surety, telling
from performance.checking import WrongFigure
from performance.figures import RESULTS, Figure, figures_at
from performance.models import Snapshot, SnapshotPaper, SnapshotRow
from performance.snapshots import owing

PAPER = "performance.snapshot_paper"
KEPT = ("name", "phrase", "sentence", "value", "counts", "when", "compare")  # of a card of the scorecard


@transaction.atomic
def take_snapshot(*, title: str, on: dt.date, strengths: str = "", reason: str = "", by: Viewer, now: dt.datetime) -> Snapshot:
    """Freeze the scorecard as things stand on a day: figures, colours, comparators, commentary. Raises WrongFigure.

    Figures that came in after that day for a period before it are in it: it is what we know, not what we knew.
    While a figure lacks words or a comparator it wants a `reason`, which is printed (requirement 000-22).
    """
    require(policies.may_take_snapshot(by))
    checking.require_past(on, timezone.localdate(now))
    found = [figure for figure in figures_at(by, on) if figure.value]
    if not found:
        raise WrongFigure("on", "No figure is there for a period that ended by this day. Choose a later day.")
    missing = owing.owed(found)
    if missing and not reason.strip():
        raise WrongFigure("reason", owing.ask(missing))
    taken = Snapshot.record(
        title=checking.named("title", title, 160),
        on=on,
        strengths=strengths.strip(),
        reason=reason.strip() if missing else "",
        taken_by=by.user,
        taken_at=now,
    )
    lacks = {one.figure.indicator.pk: one.sentence for one in missing}
    reds_first = sorted(found, key=lambda figure: RESULTS.index(figure.result))
    for place, figure in enumerate(reds_first, start=1):
        SnapshotRow.record(
            snapshot=taken,
            place=place,
            indicator=figure.indicator,
            value=figure.past[-1],
            result=figure.result,
            frozen={**frozen(figure, on), "owed": lacks.get(figure.indicator.pk, "")},
        )
    events.record("performance.take_snapshot", subject=taken, by=by, at=now, on=on.isoformat(), rows=len(found), owed=len(missing))
    return taken


@transaction.atomic
def ask_paper(*, snapshot: Snapshot, by: Viewer, now: dt.datetime) -> Job:
    """Ask the worker for the PDF of a frozen scorecard. The same asked twice is one job."""
    require(policies.may_ask_paper(by, snapshot))
    job = jobs.ask(PAPER, key=f"snapshot:{snapshot.pk}", payload={"snapshot": snapshot.pk}, by=by, now=now)
    events.record("performance.ask_paper", subject=snapshot, by=by, at=now, job=job.pk)
    return job


@transaction.atomic
def keep_paper(*, snapshot: Snapshot, file: StoredFile, job: Job, by: Viewer, now: dt.datetime) -> SnapshotPaper:
    """Write down the finished PDF, in the transaction that finishes its job. No event: asking for it was one."""
    require(policies.may_ask_paper(by, snapshot))
    return SnapshotPaper.record(snapshot=snapshot, file=file, job=job, built_at=now)


def frozen(figure: Figure, on: dt.date) -> dict[str, Any]:
    """Everything that the scorecard says of a figure, in words, with how sure it is, why, and what was said."""
    card, chance = cards.card(figure, on), surety.chance(figure, telling.for_members(figure))
    said = figure.commentary
    return {
        **{name: card[name] for name in KEPT},
        "why": figure.why,
        "sure": chance["word"] if chance else "",
        "releases": [rating.comparator.release for rating in figure.ratings if rating.comparator],
        "source": figure.past[-1].source,
        "said": {"text": said.text, "by": said.by.described, "on": timezone.localdate(said.at).isoformat()} if said else None,
    }
