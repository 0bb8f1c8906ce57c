"""What the worker does with a file that was sent: look at it, take it in. Each may run twice and minds it not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer
from cpboard.core.files import FileMissing
from cpboard.core.jobs import Hold, JobFault
from cpboard.core.models import Job
from performance.models import Upload
from performance.uploads import operations

STEPS = ("read the file and look at every row", "say what is new")
GONE = "The file was thrown away, as every file is after a day. Send it again."
NOT_YOURS = "You may no longer load figures. Ask somebody who may."


def check(hold: Hold) -> dict[str, Any]:
    """Look at a file and say what it would change."""
    return _do(hold, operations.check_upload)


def take(hold: Hold) -> dict[str, Any]:
    """Take a file in."""
    return _do(hold, operations.hold_upload)


def _do(hold: Hold, deed: Callable[..., Upload]) -> dict[str, Any]:
    """One deed in the name of whoever asked, with the rights that they have now."""
    upload = Upload.objects.get(pk=hold.payload["upload"])
    address = {"url": reverse("performance:upload", args=[upload.pk])}
    if not upload.is_open or upload.is_unmatched:
        return address
    hold.step(STEPS[0], 0, len(STEPS))
    try:
        deed(upload=upload, by=whoever_asked(hold), now=timezone.now())
    except FileMissing:
        raise JobFault(GONE) from None
    except Http404:
        raise JobFault(NOT_YOURS) from None
    hold.step(STEPS[1], 1, len(STEPS))
    return address


def whoever_asked(hold: Hold) -> Viewer:
    """The person in whose name a job is done, with the rights of today. Raises `JobFault` when there is none."""
    asked = Job.objects.get(pk=hold.job_id).asked_by
    if asked is None or not asked.is_active:
        raise JobFault(NOT_YOURS)
    return Viewer(asked, timezone.localdate())
