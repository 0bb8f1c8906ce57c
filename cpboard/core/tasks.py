"""What Celery calls: take ids, call one function (reference: style rule 13)."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from cpboard.core import (
    jobs,
    letters,  # noqa: F401 - registers its work
    mail,
)


@shared_task(name="core.run_job")
def run_job(job_id: int) -> None:
    """Do one job, if nobody else does it."""
    jobs.run(job_id)


@shared_task(name="core.sweep")
def sweep() -> None:
    """Ring for jobs that were lost with a worker or a broker."""
    jobs.sweep()


@shared_task(name="core.send_letters")
def send_letters() -> None:
    """Send what is due."""
    mail.send_due(timezone.now())


@worker_ready.connect
def sweep_at_start(**_: object) -> None:
    """A worker that comes back looks for what was left lying."""
    sweep.delay()
