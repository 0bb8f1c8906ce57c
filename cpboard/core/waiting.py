"""What a command needs that has its work done by the worker: somebody to ask for it, a worker, and patience.

For commands only: a page never waits for a job, it shows how far it is.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from contextlib import ExitStack

from django.conf import settings
from django.core.management.base import CommandError

from cpboard.core.models import Appointment, Job, User
from cpboard.core.records import current_q
from cpboard.core.roles import Role
from cpboard.embedded.children import CannotStart
from cpboard.embedded.worker import running_worker

SECONDS = 600
TAKEN_UP = 3.0  # seconds in which a worker that is there answers the bell


def first_clerk(today: dt.date) -> User:
    """The clerk in whose name a command acts: the one with the oldest appointment that runs. Raises CommandError without one."""
    held = Appointment.objects.filter(current_q(today), role=Role.CLERK, user__is_active=True)
    first = held.select_related("user").order_by("pk").first()
    if first is None:
        raise CommandError("There is no clerk. Give somebody the role of clerk first.")
    return first.user


def wait_for(job: Job, *, what: str, say: Callable[[str], object]) -> None:
    """Wait until the job is done; start a worker of our own when none takes it up.

    `what` is the thing that is made, for the sentences: “the pack”.
    Raises CommandError with the fault of the job, when no worker can be started, or after ten minutes.
    """
    with ExitStack() as started:
        if not _until(lambda: job.state != Job.State.WAITING, job, TAKEN_UP):
            say("No worker took it up, so this command starts one.")
            try:
                started.enter_context(running_worker({**os.environ, "DATA_DIR": str(settings.DATA_DIR)}))
            except CannotStart as fault:
                raise CommandError(str(fault)) from None
        if not _until(lambda: not job.is_open, job, SECONDS):
            raise CommandError(f"{what.capitalize()} was not ready after {SECONDS // 60} minutes. The job goes on; ask again later.")
    if job.state != Job.State.DONE:
        raise CommandError(f"{what.capitalize()} was not built. {job.fault}")


def _until(came: Callable[[], bool], job: Job, seconds: float) -> bool:
    """Look at the job's row again and again. Whether it came to that in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job.refresh_from_db()
        if came():
            return True
        time.sleep(0.1)
    return False
