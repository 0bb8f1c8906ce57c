"""Work that a worker does for figures."""

from celery import shared_task
from django.utils import timezone

from cpboard.core import jobs
from performance.exceptions import letters  # noqa: F401 - registers who may have a letter
from performance.snapshots import operations as snapshots
from performance.snapshots import paper
from performance.uploads import operations, work

jobs.work(operations.CHECK, title="the check of your file", steps=work.STEPS)(work.check)
jobs.work(operations.TAKE, title="the list of what came in", steps=work.STEPS)(work.take)

jobs.work(snapshots.PAPER, title="the scorecard as a PDF", steps=paper.STEPS)(paper.build)


@shared_task(name="performance.expire_uploads")
def expire_uploads() -> None:
    """Throw away files that nobody took in for a day."""
    operations.expire_old(now=timezone.now())
