"""Jobs with a real worker and a real broker: killed, stopped, emptied, hung (security R1, R2, R16)."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest
from django.conf import settings

from cpboard.core import jobs
from cpboard.core.models import Job
from cpboard.embedded.broker import Broker
from cpboard.embedded.worker import Worker
from tests.core.house import BACK_IN_TIME, House, is_, ringing, state, worker_environment
from tests.waiting import until

pytestmark = [pytest.mark.jobs, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


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
def test_killed_worker_with_the_lease_of_production(line: Broker, crew: Worker, tmp_path: Path, transactional_db: None) -> None:
    if crew.alive():  # else it would take the work of the one that is killed
        House(line, crew, tmp_path / "none").kill_worker()
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
