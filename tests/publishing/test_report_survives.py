"""The annual report while its worker is killed and its broker is away (security R1, R2): late perhaps, never half."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house_settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import Job, User
from cpboard.publishing import operations
from cpboard.publishing.building import STEPS
from cpboard.publishing.models import AnnualReport, ReportBuild
from tests.cast import as_viewer, signed_in
from tests.core.house import BACK_IN_TIME, House, is_, state
from tests.publishing.test_load_year import SOURCE, load
from tests.waiting import until

pytestmark = [pytest.mark.jobs, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def files_dir(house: House, settings: Any) -> Path:
    """The store that the worker writes to."""
    settings.FILES_DIR = house.worker.log.parent / "files"
    return settings.FILES_DIR


@pytest.fixture
def report(files_dir: Path) -> AnnualReport:
    assert load(SOURCE)[1] == ""
    return AnnualReport.objects.get()


@pytest.fixture
def clerk(report: AnnualReport) -> User:
    return User.objects.get(email="clerk@council.example")


def ask(report: AnnualReport, clerk: User) -> Job:
    return operations.ask_build(report, by=as_viewer(clerk), now=timezone.now())


def at_step(job: Job, step: int) -> Callable[[], bool]:
    return lambda: Job.objects.get(pk=job.pk).step in STEPS[step:]


def download(browser: Client, report: AnnualReport, version: int, kind: str) -> HttpResponseBase:
    return browser.get(reverse("report_file", args=[report.pk, version, kind]))


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def kill(house: House, report: AnnualReport, clerk: User, step: int) -> float:
    """Kill the worker in this step of a build; give the seconds from its return to the report."""
    before, job = ReportBuild.objects.count(), ask(report, clerk)
    until(at_step(job, step), 60, STEPS[step])
    house.kill_worker()
    assert state(job) == "running"
    assert ReportBuild.objects.count() == before
    assert download(signed_in(clerk), report, before + 1, "pdf").status_code == 404
    house.worker.start()
    back = time.monotonic()
    until(is_(job, "done"), BACK_IN_TIME, "the report that was broken off")
    assert ReportBuild.objects.count() == before + 1
    assert_whole(signed_in(clerk), report, before + 1)
    return time.monotonic() - back


def assert_whole(browser: Client, report: AnnualReport, version: int) -> None:
    """The PDF is the one that its manifest speaks of, to the last byte."""
    told = json.loads(content(download(browser, report, version, "manifest")))
    expected = {each["name"]: each["sha256"] for each in told["files"]}
    paper = content(download(browser, report, version, "pdf"))
    assert hashlib.sha256(paper).hexdigest() == expected["report.pdf"]
    assert paper.startswith(b"%PDF-")
    assert paper.rstrip().endswith(b"%%EOF")


def test_report_of_a_killed_worker_is_built_by_itself_and_never_half(house: House, report: AnnualReport, clerk: User) -> None:
    kill(house, report, clerk, step=2)
    assert Job.objects.get().attempt == 2


def test_with_the_broker_stopped_pages_and_saves_work_and_the_report_waits(house: House, report: AnnualReport, clerk: User) -> None:
    browser = signed_in(clerk)
    house.kill_broker()
    chapter = report.sections.get(key="events")
    page = reverse("report_chapter", args=[report.pk, chapter.key])
    assert browser.get(page).status_code == 200
    saved = browser.post(page, {"officer_text": "We thank every child who told us.", "version": chapter.version})
    assert saved.status_code == 302
    chapter.refresh_from_db()
    assert chapter.officer_text == "We thank every child who told us."
    asked = browser.post(reverse("build_report", args=[report.pk]))
    job = Job.objects.get()
    assert asked.headers["Location"] == reverse("job", args=[job.pk])
    waits = browser.get(asked.headers["Location"]).content.decode()
    assert "Waiting to start: the annual report" in waits
    assert state(job) == "waiting"
    house.broker.start()
    until(is_(job, "done"), BACK_IN_TIME, "the report that waited")
    assert_whole(browser, report, 1)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_twenty_kills_in_every_step_of_a_report(
    house: House, report: AnnualReport, clerk: User, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2021)
    took = [kill(house, report, clerk, step=chance.randint(0, 2)) for _ in range(20)]
    with capsys.disabled():
        lease = house_settings.JOB_LEASE_SECONDS
        print(f"\nannual report: 20 kills, {ReportBuild.objects.count()} whole reports, 0 half; lease {lease} s, longest {max(took):.1f} s")
    assert ReportBuild.objects.count() == 20
