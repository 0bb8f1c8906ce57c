"""Uploaded papers and packs for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cpboard.core import jobs
from cpboard.core.models import Job
from meetings import operations
from meetings.models import AgendaItem, Meeting, Pack, Paper
from meetings.operations.packs import record_pack
from meetings.supplements import next_number, pages_before
from meetings.uploaded import PaperFile
from tests.cast import Cast
from tests.meetings.pdf_files import make_pdf


def make_upload(cast: Cast, item: AgendaItem, title: str = "The letter", *, pages: int = 1, **more: Any) -> Paper:
    """An uploaded paper, put to its item by the clerk. Its words are its title."""
    content = more.pop("content", None) or make_pdf(title, pages)
    upload = PaperFile(content, pages, tagged=more.pop("tagged", False))
    return operations.add_paper(item=item, title=title, upload=upload, **more, by=cast.viewer("clerk"), now=timezone.now())


def make_pack(cast: Cast, meeting: Meeting, audience: str = "members", why: str = "") -> Pack:
    """A pack, built in this process as the worker builds it. `why`: for what reason it goes out with a red without report."""
    job = operations.build_pack(meeting=meeting, audience=audience, why=why, by=cast.viewer("clerk"), now=timezone.now())
    done = jobs.run(job.pk)
    assert done is not None
    assert done.state == Job.State.DONE, done.fault
    return Pack.objects.select_related("file", "meeting__body").get(job=job)


def keep_pack(cast: Cast, meeting: Meeting, audience: str = "members", *, adds_to: Pack | None = None, title: str = "The letter") -> Pack:
    """A pack as a row with a file of one page, without the work of building it."""
    now = timezone.now()
    if adds_to:  # what was built before is done, else this would be asked as the same work
        before = [adds_to.job_id, *adds_to.supplements.values_list("job", flat=True)]
        Job.objects.filter(pk__in=before).update(state=Job.State.DONE, finished_at=now)
    job = operations.build_pack(meeting=meeting, audience=audience, by=cast.viewer("clerk"), now=now)
    paper = {"key": "paper 0", "title": title, "uploaded": True, "tagged": False, "replaces": None, "first": 1, "last": 1}
    entry = {"number": 1, "item": 0, "title": "Letters", "marking": "", "papers": [paper], "gone": []}
    behind = {"adds_to": adds_to, "supplement": next_number(adds_to), "pages_before": pages_before(adds_to)} if adds_to else {}
    made = {"pages": 1, "contents": [entry], **behind}
    content = make_pdf(f"Pack of {meeting.pk} for {audience}, {behind.get('supplement', 0)}")
    return record_pack(job=job, meeting=meeting, audience=audience, content=content, made=made, now=now)
