"""Two packs built at once never mix a page (security R19)."""

from __future__ import annotations

import io
import threading

import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from cpboard.core import files, jobs
from cpboard.core.models import Job
from meetings import operations
from meetings.models import Meeting, Pack
from tests.cast import Cast
from tests.factories.meetings import make_item, make_meeting, make_report
from tests.factories.packs import make_upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def ask(cast: Cast, meeting: Meeting) -> Job:
    return operations.build_pack(meeting=meeting, audience="members", by=cast.viewer("clerk"), now=timezone.now())


def filled(cast: Cast, mark: str, days: int) -> Meeting:
    """A meeting with a report and an uploaded paper of three pages, each page with this mark."""
    meeting = make_meeting(cast, days=days)
    make_report(cast, make_item(cast, meeting, f"Report {mark}"))
    make_upload(cast, make_item(cast, meeting, f"Paper {mark}"), mark, pages=3)
    return meeting


def marks_in(pack: Pack) -> set[str]:
    """Which papers stand in a pack."""
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as made:
        assert len(made.pages) == pack.pages
        parts = [
            part
            for page in made.pages
            for part in (page.obj.Contents if isinstance(page.obj.Contents, pikepdf.Array) else [page.obj.Contents])
        ]
        drawn = b"".join(part.read_bytes() for part in parts)
    return {mark for mark in ("zzfirst", "zzsecond") if mark.encode() in drawn}


def at_once(cast: Cast, pairs: int) -> None:
    """Build two packs in two threads, so many times; each holds its own papers and no other."""
    meetings = {"zzfirst": filled(cast, "zzfirst", 40), "zzsecond": filled(cast, "zzsecond", 50)}

    def run(pk: int) -> None:
        jobs.run(pk)
        connection.close()

    for _ in range(pairs):
        asked = {mark: ask(cast, meeting) for mark, meeting in meetings.items()}
        threads = [threading.Thread(target=run, args=[job.pk]) for job in asked.values()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {mark: marks_in(Pack.objects.get(job=job)) for mark, job in asked.items()} == {mark: {mark} for mark in asked}


def test_two_packs_built_at_once_never_mix_a_page(cast: Cast) -> None:
    at_once(cast, 2)


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_a_hundred_pairs_of_packs_built_at_once_never_mix_a_page(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    at_once(cast, 100)
    with capsys.disabled():
        print("\npacks: 100 pairs built at once, 0 mixed pages")
