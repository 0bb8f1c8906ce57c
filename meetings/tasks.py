"""Work that a worker does for meetings."""

from celery import shared_task
from django.utils import timezone

from cpboard.core import jobs
from meetings import (
    building,
    finding,
    letters,  # noqa: F401 - registers its work, and who may have a letter
    operations,
    reminding,
)

jobs.work(operations.BUILD, title="the pack", steps=building.STEPS)(building.build)


@shared_task(name="meetings.remind")
def remind() -> None:
    """Write the reminders of what is due."""
    reminding.remind(timezone.now())


@shared_task(name="meetings.read_papers")
def read_papers() -> None:
    """Have the words of papers read that were uploaded before there was a search."""
    finding.read_what_is_new(timezone.now())
