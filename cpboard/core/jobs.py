"""Long work as rows in Postgres; Celery is only the bell (docs/adr/0004; security R1, R2, R3, R16).

`ask` writes the row. `ring` wakes a worker and is allowed to fail. `run` takes the row by a lease,
renews it while the work goes on, and finishes it behind a fence. `sweep` rings again for every row
that nobody works on: never rung, or its lease has run out because a worker died.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from cpboard.celery import app
from cpboard.core import discreet
from cpboard.core.access import Viewer
from cpboard.core.bell import Bell
from cpboard.core.models import Job

logger = logging.getLogger(__name__)

BROKE_OFF = "Something went wrong on our side. Ask for it again; if it fails again, ring the help desk."
GAVE_UP = "The work broke off three times. Ask for it again, or ring the help desk."
bell = Bell()


class JobFault(Exception):
    """The work cannot be done. The message is a sentence for people: what is wrong, how to mend it."""


class LostLease(Exception):
    """Another worker has taken this job up; what this one made is thrown away."""


class Hold:
    """What a piece of work sees of its job: the payload, and a way to say how far it has come."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.kind = job.kind
        self.attempt = job.attempt
        self.payload: dict[str, Any] = job.payload

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING)

    def renew(self) -> None:
        """Keep the lease. Raises `LostLease` when another worker has it."""
        if not self._mine().update(leased_until=timezone.now() + _lease()):
            raise LostLease

    def step(self, name: str, done: int, of: int) -> None:
        """Say which step is next: `Step 4 of 6: draw the charts`. Raises `LostLease`."""
        changes = {"step": name, "done_steps": done, "all_steps": of, "leased_until": timezone.now() + _lease()}
        if not self._mine().update(**changes):
            raise LostLease

    def finish(self, result: dict[str, Any]) -> None:
        """The result, in the transaction of whoever calls. Raises `LostLease`, which undoes it all."""
        changed = self._mine().update(
            state=Job.State.DONE,
            result=result,
            done_steps=F("all_steps"),
            leased_until=None,
            finished_at=timezone.now(),
            fault="",
        )
        if not changed:
            raise LostLease


Work = Callable[[Hold], dict[str, Any]]
_work: dict[str, Work] = {}
_titles: dict[str, str] = {}
_steps: dict[str, tuple[str, ...]] = {}


def work(kind: str, *, title: str = "", steps: tuple[str, ...] = ()) -> Callable[[Work], Work]:
    """Register the function that does this kind of job. It may be run more than once, so it must not mind.

    `title` names what comes out, as its page says it: `the annual report`. `steps` are the names of all its steps.
    """
    _titles[kind] = title
    _steps[kind] = steps

    def register(function: Work) -> Work:
        _work[kind] = function
        return function

    return register


def title_of(job: Job) -> str:
    """What comes out of this job, in words: `the annual report`."""
    return _titles.get(job.kind) or "what you asked for"


def steps_of(job: Job) -> tuple[str, ...]:
    """The names of all steps of this job; empty if nobody has said them."""
    return _steps.get(job.kind, ())


def _lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


def ask(kind: str, *, key: str, payload: dict[str, Any], by: Viewer | None, now: dt.datetime) -> Job:
    """The job for this work: a new row, or the one that is already open for the same key.

    `payload` holds keys of rows, never words. Who asks for work that somebody else has asked for may watch it too.
    Rings after commit; the click waits for the bell half a second at most.
    """
    job = _place(kind, key, {"payload": payload, "asked_at": now, "asked_by": by.user if by else None})
    if by and job.asked_by_id != by.user_id:
        job.watchers.add(by.user)
    transaction.on_commit(partial(ring, job.pk), robust=True)
    return job


def _place(kind: str, key: str, asked: dict[str, Any]) -> Job:
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, key=key, **asked)
    except IntegrityError:
        found = Job.objects.filter(kind=kind, key=key, state__in=Job.OPEN).first()
        # None: it ended between the two statements, so this asking begins anew.
        return found or Job.objects.create(kind=kind, key=key, **asked)


def ask_again(job: Job, *, by: Viewer, now: dt.datetime) -> Job:
    """A failed job, asked for once more as a new row; the failed one stays as history."""
    return ask(job.kind, key=job.key, payload=job.payload, by=by, now=now)


def ring(job_id: int) -> bool:
    """Wake a worker. False when the bell does not ring: the row waits, and the sweeper rings again."""
    rung = bell.ring(partial(app.send_task, "core.run_job", args=[job_id], retry=False))
    if rung:
        Job.objects.filter(pk=job_id).update(rung_at=timezone.now())
    return rung


def _take(job_id: int) -> Hold | None:
    """Take the row, if nobody holds it. One worker at a time gets it."""
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
        if job is None:
            return None
        if job.attempt >= settings.JOB_ATTEMPTS:
            _give_up(job, GAVE_UP)
            return None
        job.attempt += 1
        job.state = Job.State.RUNNING
        job.leased_until = now + _lease()
        job.save(update_fields=["attempt", "state", "leased_until"])
    return Hold(job)


def _give_up(job: Job, fault: str) -> None:
    job.state = Job.State.FAILED
    job.fault = fault
    job.leased_until = None
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "fault", "leased_until", "finished_at"])


def run(job_id: int) -> Job | None:
    """Do the job if it is free. Gives the row back, or None when another has it."""
    hold = _take(job_id)
    if hold is None:
        return None
    try:
        _do(hold)
    except LostLease:
        logger.warning("Job %s was taken up by another worker.", job_id)
    except (OperationalError, InterfaceError) as fault:
        # The database went away: not the job's fault. Its lease runs out and it is taken up again.
        logger.warning("Job %s lost the database.\n%s", job_id, discreet.place(fault))
        return None
    except JobFault as fault:
        _fail(hold, str(fault))
    except Exception as fault:
        logger.warning("Job %s broke off.\n%s", job_id, discreet.place(fault))
        _fail(hold, BROKE_OFF)
    return Job.objects.get(pk=job_id)


def _do(hold: Hold) -> None:
    with _renewing(hold):
        result = _work[hold.kind](hold)
    if Job.objects.get(pk=hold.job_id).state == Job.State.RUNNING:
        hold.finish(result)


def _fail(hold: Hold, fault: str) -> None:
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=hold.job_id)
        if job.attempt == hold.attempt and job.state == Job.State.RUNNING:
            _give_up(job, fault)


@contextmanager
def _renewing(hold: Hold) -> Iterator[None]:
    """Renew the lease three times in its life, from a thread, for as long as the work goes on."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                hold.renew()
            except LostLease:
                return
            except Exception:
                logger.warning("The lease of job %s could not be renewed just now.", hold.job_id)
        connection.close()

    thread = threading.Thread(target=renew, daemon=True, name=f"lease-{hold.job_id}")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def sweep() -> int:
    """Ring for every job that nobody works on. Gives the number rung."""
    now = timezone.now()
    long_ago = now - dt.timedelta(seconds=settings.JOB_RING_AGAIN_SECONDS)
    unheard = Q(state=Job.State.WAITING) & (Q(rung_at__isnull=True) | Q(rung_at__lt=long_ago))
    lost = Q(state=Job.State.RUNNING, leased_until__lt=now)
    waiting = Job.objects.filter(unheard | lost).order_by("asked_at").values_list("pk", flat=True)[:100]
    return sum(ring(pk) for pk in waiting)
