"""A pack while its worker is killed (security R1): late perhaps, never half, never twice."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files
from cpboard.core.models import Job
from cpboard.embedded.broker import Broker
from cpboard.embedded.worker import Worker
from meetings import operations
from meetings.building import STEPS
from meetings.models import Meeting, Pack
from tests.cast import Cast, signed_in
from tests.core.house import BACK_IN_TIME, House, is_, state, worker_environment
from tests.factories.meetings import make_item, make_meeting, make_report
from tests.factories.packs import make_upload
from tests.waiting import until

pytestmark = [pytest.mark.jobs, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PAGES = 30  # uploaded, so that putting them together takes a moment


@pytest.fixture(scope="module")
def crew(line: Broker, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker that may take a minute for a pack, as long as this machine needs when it is busy."""
    folder = tmp_path_factory.mktemp("worker")
    worker = Worker(folder / "worker.log", worker_environment(line, folder, JOB_LIMIT_SECONDS="60"))
    yield worker
    worker.stop()


@pytest.fixture
def files_dir(house: House, settings: Any) -> Path:
    """The store that the worker writes to."""
    settings.FILES_DIR = house.worker.log.parent / "files"
    return settings.FILES_DIR


@pytest.fixture
def meeting(files_dir: Path, cast: Cast) -> Meeting:
    found = make_meeting(cast, days=40)
    make_report(cast, make_item(cast, found, "Homes"), "cleared")
    make_upload(cast, make_item(cast, found, "Letters"), "A letter", pages=PAGES)
    return found


def kill(house: House, cast: Cast, meeting: Meeting, step: int) -> Pack:
    """Kill the worker in this step of a build, let it come back, and give the pack that it made."""
    before = Pack.objects.count()
    job = operations.build_pack(meeting=meeting, audience="members", by=cast.viewer("clerk"), now=timezone.now())
    until(lambda: Job.objects.get(pk=job.pk).step in STEPS[step:], 60, STEPS[step])
    house.kill_worker()
    assert state(job) == "running"
    assert Pack.objects.count() == before
    house.worker.start()
    until(is_(job, "done"), BACK_IN_TIME, "the pack that was broken off")
    assert Pack.objects.count() == before + 1
    return Pack.objects.select_related("file").get(job=job)


def assert_whole(cast: Cast, pack: Pack) -> None:
    """What is downloaded is what was kept, to the last byte, and has the pages that its row tells of."""
    answer = signed_in(cast.clerk).get(reverse("meetings:pack_file", args=[pack.pk]))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == pack.file.sha256
    assert content == files.read(pack.file)
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.pages) == pack.pages > PAGES


def test_pack_of_a_killed_worker_is_built_by_itself_once_and_whole(house: House, cast: Cast, meeting: Meeting) -> None:
    pack = kill(house, cast, meeting, step=1)
    assert_whole(cast, pack)
    assert Job.objects.get(pk=pack.job_id).attempt == 2
    assert pack.version == 1


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_two_hundred_kills_lose_and_double_no_pack(house: House, cast: Cast, meeting: Meeting, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(2026)
    packs = [kill(house, cast, meeting, step=chance.randint(0, 2)) for _ in range(200)]
    for pack in packs:
        assert_whole(cast, pack)
    with capsys.disabled():
        print(f"\npacks: 200 kills of the worker, {Pack.objects.count()} whole packs, 0 half, 0 lost, 0 twice")
    assert [pack.version for pack in packs] == list(range(1, 201))
