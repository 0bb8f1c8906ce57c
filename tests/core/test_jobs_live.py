"""Jobs with a real worker and a real broker: killed, stopped, emptied, hung (security R1, R2, R16)."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cpboard.celery import app
from cpboard.core import jobs
from cpboard.core.models import Job
from cpboard.embedded.broker import Broker, broker_program
from cpboard.embedded.worker import Worker
from tests.waiting import until

pytestmark = [pytest.mark.jobs, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

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


def test_worker_does_what_was_asked(house: House) -> None:
    job = house.ask()
    until(is_(job, "done"), 30, "the job")
    job.refresh_from_db()
    assert job.result == {"url": f"/made/{job.pk}/"}
    assert (job.attempt, job.done_steps, job.all_steps) == (1, 6, 6)


def test_same_work_asked_twice_is_done_once(house: House) -> None:
    first, second = house.ask(pause=0.2), house.ask(pause=0.2)
    assert first.pk == second.pk
    until(is_(first, "done"), 30, "the job")
    assert house.runs("begun") == {first.pk: 1}


def test_job_of_a_killed_worker_is_done_by_itself_when_a_worker_is_back(house: House) -> None:
    kill_and_return(house, house.ask(pause=0.3), at_step=3)


def kill_and_return(house: House, job: Job, at_step: int) -> float:
    """Kill the whole worker in the middle, start another, and give the seconds until the job was done."""
    until(lambda: Job.objects.get(pk=job.pk).done_steps >= at_step, 60, f"step {at_step}")
    house.kill_worker()
    assert state(job) == "running"
    house.worker.start()
    back = time.monotonic()
    until(is_(job, "done"), BACK_IN_TIME, "the job that was broken off")
    job.refresh_from_db()
    assert job.attempt == 2
    assert job.result == {"url": f"/made/{job.pk}/"}
    assert house.runs("ended") == {job.pk: 1}
    return time.monotonic() - back


def test_poison_is_given_up_after_three_attempts_and_the_rest_goes_on(house: House) -> None:
    bad = house.ask("test.poison", key="bad")
    good = [house.ask(key=f"good {n}") for n in range(5)]
    until(lambda: all(state(job) == "done" for job in good), 30, "the good jobs")
    until(is_(bad, "failed"), 60, "the poison job")
    bad.refresh_from_db()
    assert bad.attempt == 3
    assert bad.fault == jobs.GAVE_UP
    assert house.runs("begun")[bad.pk] == 3


def test_work_that_never_ends_is_cut_off(house: House) -> None:
    endless = house.ask("test.endless", key="endless")
    until(is_(endless, "failed"), 90, "the endless job")
    endless.refresh_from_db()
    assert endless.attempt == 3


def test_with_the_broker_stopped_a_click_does_not_wait_and_the_job_is_done_later(house: House) -> None:
    house.kill_broker()
    begun = time.monotonic()
    asked = [house.ask(key=f"{n}") for n in range(20)]
    took = time.monotonic() - begun
    print(f"\n20 jobs asked for with the broker stopped: {took:.3f} s")
    assert took < 2
    assert {state(job) for job in asked} == {"waiting"}
    assert Job.objects.filter(rung_at__isnull=True).count() == 20
    house.broker.start()
    until(lambda: all(state(job) == "done" for job in asked), BACK_IN_TIME, "the jobs that waited")
    assert house.runs("ended") == {job.pk: 1 for job in asked}


def test_with_the_broker_hung_a_click_does_not_wait_either(house: House) -> None:
    house.ask(key="before")
    house.broker.child.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    asked = [house.ask(key=f"{n}") for n in range(10)]
    took = time.monotonic() - begun
    house.broker.child.send_signal(signal.SIGCONT)
    print(f"\n10 jobs asked for with the broker hung: {took:.3f} s")
    assert took < 2
    until(lambda: all(state(job) == "done" for job in asked), BACK_IN_TIME, "the jobs that waited")


def test_job_whose_bell_was_lost_with_the_broker_is_done(house: House) -> None:
    house.kill_worker()
    job = house.ask()
    assert Job.objects.get(pk=job.pk).rung_at is not None
    house.kill_broker()
    house.broker.start()
    house.worker.start()
    until(is_(job, "done"), BACK_IN_TIME, "the job whose bell was lost")
    assert house.runs("ended") == {job.pk: 1}


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_fifty_kills_at_random_moments_lose_and_double_nothing(house: House) -> None:
    chance = random.Random(20270114)
    longest = 0.0
    for n in range(50):
        house.lines.unlink(missing_ok=True)
        job = house.ask(key=f"kill {n}", pause=0.15)
        longest = max(longest, kill_and_return(house, job, at_step=chance.randint(1, 5)))
    assert Job.objects.exclude(state="done").count() == 0
    print(f"\nWorkers killed: 50. Jobs done: {Job.objects.count()}, each once. Longest after the return: {longest:.1f} s")


@pytest.mark.deep
def test_killed_worker_with_the_lease_of_production(line: Broker, tmp_path: Path, transactional_db: None) -> None:
    usual = {"JOB_LEASE_SECONDS": str(settings.JOB_LEASE_SECONDS), "JOB_RING_AGAIN_SECONDS": str(settings.JOB_RING_AGAIN_SECONDS)}
    worker = Worker(
        tmp_path / "worker.log", worker_environment(line, tmp_path, DJANGO_SETTINGS_MODULE="tests.core.usual_settings", **usual)
    )
    with ringing(line.url):
        worker.start()
        house = House(line, worker, tmp_path / "lines")
        took = kill_and_return(house, house.ask(pause=0.3), at_step=3)
        worker.stop()
    print(f"\nWith the lease of production the job was done {took:.0f} s after the worker's return.")
