"""A broker and a worker of the tests' own, to be killed, stopped, emptied and hung.

The fixtures reach every test by tests/conftest.py.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from cpboard.celery import app
from cpboard.core import jobs
from cpboard.core.models import Job
from cpboard.embedded.broker import Broker, broker_program
from cpboard.embedded.worker import Worker

LEASE = 2
BACK_IN_TIME = 120.0


@dataclass
class House:
    """A broker and a worker of our own, and the file in which the work leaves its lines."""

    broker: Broker
    worker: Worker
    lines: Path

    def ask(self, kind: str = "test.build", key: str = "once", **payload: object) -> Job:
        return jobs.ask(kind, key=key, payload={"lines": str(self.lines), **payload}, by=None, now=timezone.now())

    def runs(self, word: str) -> Counter[int]:
        said = [line.split() for line in self.lines.read_text().splitlines()] if self.lines.exists() else []
        return Counter(int(job) for job, _, what in said if what == word)

    def kill_worker(self) -> None:
        os.killpg(self.worker.child.pid, signal.SIGKILL)
        self.worker.child.wait(10)

    def kill_broker(self) -> None:
        self.broker.child.kill()
        self.broker.child.wait(10)


def worker_environment(broker: Broker, folder: Path, **more: str) -> dict[str, str]:
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return {
        **os.environ,
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "REDIS_URL": broker.url,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.core.worker_settings",
        "JOB_LEASE_SECONDS": str(LEASE),
        "JOB_RING_AGAIN_SECONDS": "2",
        **more,
    }


@contextmanager
def ringing(url: str) -> Iterator[None]:
    """This process rings at this broker."""
    before = app.conf.broker_url

    def use(address: str) -> None:
        app.conf.broker_url = address
        app._pool = None
        app.amqp._producer_pool = None
        jobs.bell.quiet_until = 0.0

    use(url)
    try:
        yield
    finally:
        use(before)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    program = broker_program()
    if program is None:
        pytest.skip("This machine has no broker program.")
    broker = Broker(program, tmp_path_factory.mktemp("broker") / "broker.log")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="module")
def crew(line: Broker, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    folder = tmp_path_factory.mktemp("worker")
    worker = Worker(folder / "worker.log", worker_environment(line, folder, JOB_LIMIT_SECONDS="6"))
    yield worker
    worker.stop()


@pytest.fixture
def house(line: Broker, crew: Worker, tmp_path: Path, settings: object, transactional_db: None) -> Iterator[House]:
    """Everything is up."""
    settings.JOB_LEASE_SECONDS = LEASE  # type: ignore[attr-defined]
    for each in (line, crew):
        if not each.alive():
            each.start()
    with ringing(line.url):
        yield House(line, crew, tmp_path / "lines")


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def is_(job: Job, wanted: str) -> Callable[[], bool]:
    return lambda: state(job) == wanted
