"""Whether the machinery works, in sentences (security §4, ux A5). Each sign is looked at when the page is asked for."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min

from cpboard.celery import app
from cpboard.core.bell import within
from cpboard.core.models import Job, Mail
from cpboard.core.templatetags.cpb import count_words

PATIENCE = 0.5
TOO_LONG = dt.timedelta(minutes=2)
POST_TOO_LONG = dt.timedelta(minutes=15)
LEAST_FREE = 0.15
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at: its name, whether it is well, and how it stands."""

    name: str
    well: bool
    words: str


def signs(*, now: dt.datetime) -> list[Sign]:
    """Everything that is looked at, what the rest stands on first."""
    broker = _broker()
    return [_database(), broker, _worker(broker, now), _waiting(now), _broken(now), _store(), _post(now)]


def _database() -> Sign:
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Sign("Database", True, f"It answers in {(time.perf_counter() - begun) * 1000:.0f} ms.")


def _broker() -> Sign:
    if within(PATIENCE, _knock):
        return Sign("Queue", True, "It answers.")
    return Sign("Queue", False, "It does not answer. What people ask for is kept, and starts by itself when the queue is back.")


def _knock() -> None:
    with app.connection_for_write(connect_timeout=PATIENCE) as line:
        line.ensure_connection(max_retries=1, timeout=PATIENCE)


def _worker(broker: Sign, now: dt.datetime) -> Sign:
    last = Job.objects.aggregate(last=Max("finished_at"))["last"]
    words = f"The last job ended {ago(last, now)}." if last else "It has ended no job yet."
    if not broker.well:
        return Sign("Worker", False, f"{words} Nobody can reach it while the queue is silent.")
    if not within(2 * PATIENCE, _call_workers):
        return Sign("Worker", False, f"{words} It does not answer: start it again.")
    return Sign("Worker", True, words)


def _call_workers() -> None:
    if not app.control.ping(timeout=PATIENCE, limit=1):
        raise LookupError


def _waiting(now: dt.datetime) -> Sign:
    waiting = Job.objects.filter(state=Job.State.WAITING).aggregate(n=Count("pk"), oldest=Min("asked_at"))
    if not waiting["n"]:
        return Sign("Work that waits", True, "No job waits.")
    words = f"{_jobs(waiting['n'])}, the oldest asked for {ago(waiting['oldest'], now)}."
    return Sign("Work that waits", now - waiting["oldest"] < TOO_LONG, words)


def _broken(now: dt.datetime) -> Sign:
    since = now - dt.timedelta(days=1)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gte=since).count()
    lost = Job.objects.filter(state=Job.State.RUNNING, leased_until__lt=now - TOO_LONG).count()
    words = f"{_jobs(failed)} failed since yesterday." if failed else "No job failed since yesterday."
    if lost:
        words = f"{words} {_jobs(lost)} broke off and nobody has taken it up."
    return Sign("Work that failed", not (failed or lost), words)


def _store() -> Sign:
    folder = Path(settings.FILES_DIR)
    space = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    free = space.free / space.total
    words = f"{space.free / GIGABYTE:,.0f} GB are free, {free:.0%} of the disk."
    if free < LEAST_FREE:
        return Sign("Store of files", False, f"{words} Make room: nothing can be stored when it is full.")
    return Sign("Store of files", True, words)


def _post(now: dt.datetime) -> Sign:
    due = Mail.objects.filter(sent_at__isnull=True, stopped_at__isnull=True).aggregate(n=Count("pk"), oldest=Min("written_at"))
    if not due["n"]:
        return Sign("Letters", True, "None waits to be sent.")
    words = f"{count_words(due['n'], 'letter').capitalize()} to be sent, the oldest written {ago(due['oldest'], now)}."
    return Sign("Letters", now - due["oldest"] < POST_TOO_LONG, words)


def _jobs(number: int) -> str:
    return count_words(number, "job").capitalize()


def ago(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago, in the largest unit that says it: 3 minutes ago, 2 days ago."""
    seconds = max(0, int((now - moment).total_seconds()))
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{count_words(seconds // size, unit)} ago"
    return "just now"
