"""Jobs as rows: asked once, held by a lease, finished behind a fence. Real workers: test_jobs_live.py."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from django.utils import timezone

from cpboard.celery import app
from cpboard.core import jobs
from cpboard.core.jobs import Hold, JobFault, LostLease
from cpboard.core.models import Job
from tests.cast import Cast
from tests.core import work  # noqa: F401 - registers test.build
from tests.waiting import until

pytestmark = pytest.mark.django_db

SECRET = "canary-words-of-a-child"


@jobs.work("test.given", title="the thing", steps=("one", "two"))
def given(hold: Hold) -> dict[str, Any]:
    """Gives back what it was asked with."""
    return {"payload": hold.payload}


@jobs.work("test.fault")
def fault(hold: Hold) -> dict[str, Any]:
    """Cannot be done."""
    raise JobFault("Item 3 has no report. Ask its author for one.")


@jobs.work("test.breaks")
def breaks(hold: Hold) -> dict[str, Any]:
    """Breaks, with somebody's words in the fault."""
    raise ValueError(SECRET)


@jobs.work("test.database")
def database_away(hold: Hold) -> dict[str, Any]:
    """Loses the database."""
    raise OperationalError("server closed the connection")


@jobs.work("test.own_end")
def own_end(hold: Hold) -> dict[str, Any]:
    """Finishes in the transaction of its own result."""
    with transaction.atomic():
        hold.finish({"made": 7})
    return {"made": "never used"}


@jobs.work("test.taken")
def taken(hold: Hold) -> dict[str, Any]:
    """While it works, another worker takes the job up."""
    Job.objects.filter(pk=hold.job_id).update(attempt=hold.attempt + 1)
    return {"made": "by the first"}


@jobs.work("test.taken_and_breaks")
def taken_and_breaks(hold: Hold) -> dict[str, Any]:
    """While it works, another worker takes the job up; then it breaks."""
    taken(hold)
    raise JobFault("too late to say so")


def ask(kind: str = "test.given", key: str = "k", by: Any = None, **payload: object) -> Job:
    return jobs.ask(kind, key=key, payload=payload, by=by, now=timezone.now())


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


# Asking -------------------------------------------------------------------------------------------------------------


def test_asked_job_waits_as_a_row(cast: Cast) -> None:
    job = ask(by=cast.viewer("clerk"), report=3)
    assert (job.state, job.asked_by, job.payload, job.attempt) == ("waiting", cast.clerk, {"report": 3}, 0)


def test_same_work_asked_twice_is_one_job(cast: Cast) -> None:
    first = ask(by=cast.viewer("clerk"))
    second = ask(by=cast.viewer("clerk"))
    assert first.pk == second.pk
    assert Job.objects.count() == 1


def test_who_asks_for_the_work_of_another_may_watch_it(cast: Cast) -> None:
    job = ask(by=cast.viewer("clerk"))
    ask(by=cast.viewer("second_clerk"))
    for name, sees in {"clerk": 1, "second_clerk": 1, "chair": 0, "administrator": 0}.items():
        assert Job.objects.visible_to(cast.viewer(name)).filter(pk=job.pk).count() == sees


def test_who_asks_twice_is_no_watcher_of_their_own(cast: Cast) -> None:
    job = ask(by=cast.viewer("clerk"))
    ask(by=cast.viewer("clerk"))
    assert job.watchers.count() == 0


def test_other_key_and_ended_job_make_a_new_one() -> None:
    first = ask(key="a")
    assert ask(key="b").pk != first.pk
    jobs.run(first.pk)
    assert ask(key="a").pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_job_that_ends_while_it_is_asked_for_again_makes_a_new_one() -> None:
    first = ask()
    ended = []

    def end_it(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Between the refused INSERT and the search for the open job, a worker ends it."""
        if sql.startswith("SELECT") and "core_job" in sql and not ended:
            ended.append(in_another_connection(lambda: Job.objects.filter(pk=first.pk).update(state="done", finished_at=timezone.now())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(end_it):
        second = ask()
    assert ended == [1]
    assert second.pk != first.pk
    assert fresh(second).state == "waiting"


def in_another_connection(deed: Any) -> Any:
    given_back: list[Any] = []

    def run() -> None:
        given_back.append(deed())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return given_back[0]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_time_get_one_job() -> None:
    start = threading.Barrier(8)
    found: list[int] = []

    def rush() -> None:
        start.wait()
        found.append(ask(key="rush").pk)
        connections.close_all()

    threads = [threading.Thread(target=rush) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


# Ringing ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def quiet_bell() -> Any:
    """Nobody listens, and the bell knows: it does not even try."""
    before = jobs.bell.quiet_until
    jobs.bell.quiet_until = float("inf")
    yield
    jobs.bell.quiet_until = before


@pytest.fixture
def willing_bell(settings: Any) -> Any:
    """A broker in memory, so that the bell rings."""
    before, app.conf.broker_url = app.conf.broker_url, "memory://"
    app._pool = app.amqp._producer_pool = None
    patience, jobs.bell.patience, jobs.bell.quiet_until = jobs.bell.patience, 30, 0.0
    yield
    jobs.bell.patience = patience
    app.conf.broker_url = before
    app._pool = app.amqp._producer_pool = None


def test_bell_that_rings_is_noted_on_the_row(willing_bell: None) -> None:
    job = ask()
    assert jobs.ring(job.pk) is True
    assert fresh(job).rung_at is not None


def test_bell_that_does_not_ring_leaves_the_row_waiting(quiet_bell: None) -> None:
    job = ask()
    assert jobs.ring(job.pk) is False
    assert (fresh(job).rung_at, fresh(job).state) == (None, "waiting")


@pytest.mark.django_db(transaction=True)
def test_bell_rings_only_after_the_commit(willing_bell: None) -> None:
    with transaction.atomic():
        job = ask()
        assert fresh(job).rung_at is None
    assert fresh(job).rung_at is not None


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_rings_nothing_and_leaves_no_job(willing_bell: None) -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


# Working ------------------------------------------------------------------------------------------------------------


def test_work_that_is_done_leaves_its_result() -> None:
    job = jobs.run(ask(report=3).pk)
    assert job is not None
    assert (job.state, job.result, job.attempt, job.leased_until) == ("done", {"payload": {"report": 3}}, 1, None)
    assert job.finished_at is not None


def test_job_that_another_holds_is_left_alone() -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="running", attempt=1, leased_until=timezone.now() + dt.timedelta(seconds=20))
    assert jobs.run(job.pk) is None
    assert fresh(job).attempt == 1


@pytest.mark.parametrize("state", ["done", "failed"])
def test_job_that_has_ended_is_not_done_again(state: str) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now())
    assert jobs.run(job.pk) is None


def test_job_that_is_not_there_is_nothing_to_do() -> None:
    assert jobs.run(12345) is None


def test_job_whose_lease_ran_out_is_taken_up_by_the_next() -> None:
    job = broken_off(ask())
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, done.attempt) == ("done", 2)


def broken_off(job: Job, attempt: int = 1) -> Job:
    Job.objects.filter(pk=job.pk).update(state="running", attempt=attempt, leased_until=timezone.now() - dt.timedelta(seconds=1))
    return job


def test_third_break_is_the_last() -> None:
    job = broken_off(ask(), attempt=3)
    assert jobs.run(job.pk) is None
    assert (fresh(job).state, fresh(job).fault, fresh(job).leased_until) == ("failed", jobs.GAVE_UP, None)


def test_fault_says_its_sentence() -> None:
    job = jobs.run(ask("test.fault").pk)
    assert job is not None
    assert (job.state, job.fault) == ("failed", "Item 3 has no report. Ask its author for one.")


def test_unknown_kind_fails_and_says_so() -> None:
    job = jobs.run(ask("test.nobody_knows").pk)
    assert job is not None
    assert (job.state, job.fault) == ("failed", jobs.BROKE_OFF)


def test_break_keeps_the_words_of_its_fault_out_of_the_row_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        job = jobs.run(ask("test.breaks").pk)
    assert job is not None
    assert (job.state, job.fault) == ("failed", jobs.BROKE_OFF)
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text
    assert "test_jobs.py" in caplog.text


def test_job_that_loses_the_database_keeps_its_lease_and_is_taken_up_again() -> None:
    job = ask("test.database")
    assert jobs.run(job.pk) is None
    assert (fresh(job).state, fresh(job).attempt) == ("running", 1)


def test_work_may_finish_in_its_own_transaction() -> None:
    job = jobs.run(ask("test.own_end").pk)
    assert job is not None
    assert (job.state, job.result) == ("done", {"made": 7})


# The fence ----------------------------------------------------------------------------------------------------------


def test_late_first_worker_cannot_finish() -> None:
    job = jobs.run(ask("test.taken").pk)
    assert job is not None
    assert (job.state, job.attempt, job.result) == ("running", 2, {})


def test_late_first_worker_cannot_fail_it_either() -> None:
    job = jobs.run(ask("test.taken_and_breaks").pk)
    assert job is not None
    assert (job.state, job.fault) == ("running", "")


@pytest.mark.parametrize(
    "deed", [lambda h: h.renew(), lambda h: h.step("x", 1, 2), lambda h: h.finish({})], ids=["renew", "step", "finish"]
)
def test_who_lost_the_lease_can_do_nothing_more(deed: Any) -> None:
    job = ask()
    late = jobs._take(job.pk)
    assert late is not None
    broken_off(job)
    second = jobs._take(job.pk)
    assert second is not None
    with pytest.raises(LostLease):
        deed(late)
    deed(second)


def test_step_says_how_far_it_has_come_and_renews_the_lease() -> None:
    job = ask()
    hold = jobs._take(job.pk)
    assert hold is not None
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now())
    hold.step("draw the charts", 3, 6)
    now = fresh(job)
    assert (now.step, now.done_steps, now.all_steps) == ("draw the charts", 3, 6)
    assert now.leased_until is not None
    assert now.leased_until > timezone.now() + dt.timedelta(seconds=20)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_one_gets_it() -> None:
    job = ask()
    start = threading.Barrier(6)
    took: list[bool] = []

    def grab() -> None:
        start.wait()
        took.append(jobs._take(job.pk) is not None)
        connections.close_all()

    threads = [threading.Thread(target=grab) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [False] * 5 + [True]


# The lease ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def short_lease(settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 0.3


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_the_work_goes_on(short_lease: None) -> None:
    job = ask()
    hold = jobs._take(job.pk)
    assert hold is not None
    first = fresh(job).leased_until
    assert first is not None
    with jobs._renewing(hold):
        until(lambda: (fresh(job).leased_until or first) > first + dt.timedelta(seconds=0.3), 20, "a lease renewed twice")


@pytest.mark.django_db(transaction=True)
def test_renewing_stops_when_another_has_the_job(short_lease: None) -> None:
    job = ask()
    hold = jobs._take(job.pk)
    assert hold is not None
    Job.objects.filter(pk=job.pk).update(attempt=2)
    with jobs._renewing(hold):
        until(lambda: not renewers(job), 20, "the thread's end")
    assert fresh(job).attempt == 2


def renewers(job: Job) -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == f"lease-{job.pk}"]


@pytest.mark.django_db(transaction=True)
def test_renewing_goes_on_after_a_fault_of_the_database(short_lease: None, caplog: pytest.LogCaptureFixture) -> None:
    job = ask()
    hold = jobs._take(job.pk)
    assert hold is not None
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_job RENAME COLUMN leased_until TO elsewhere")
    try:
        with jobs._renewing(hold):
            until(lambda: "could not be renewed" in caplog.text, 20, "a renewal that fails")
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE core_job RENAME COLUMN elsewhere TO leased_until")
            last = fresh(job).leased_until
            assert last is not None
            until(lambda: (fresh(job).leased_until or last) > last, 20, "a renewal that works again")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM information_schema.columns WHERE table_name = 'core_job' AND column_name = 'elsewhere'")
            if cursor.fetchone()[0]:
                cursor.execute("ALTER TABLE core_job RENAME COLUMN elsewhere TO leased_until")


# The sweeper --------------------------------------------------------------------------------------------------------


def test_sweep_rings_for_what_nobody_works_on_and_for_nothing_else(willing_bell: None) -> None:
    now = timezone.now()
    long_ago, just_now, later = now - dt.timedelta(minutes=5), now, now + dt.timedelta(minutes=5)
    unrung, rung_long_ago, rung_now, dead, alive, done = (ask(key=f"{n}") for n in range(6))
    Job.objects.filter(pk=rung_long_ago.pk).update(rung_at=long_ago)
    Job.objects.filter(pk=rung_now.pk).update(rung_at=just_now)
    Job.objects.filter(pk=dead.pk).update(state="running", leased_until=long_ago, rung_at=long_ago)
    Job.objects.filter(pk=alive.pk).update(state="running", leased_until=later, rung_at=long_ago)
    Job.objects.filter(pk=done.pk).update(state="done", finished_at=now, rung_at=long_ago)
    assert jobs.sweep() == 3
    rung = set(Job.objects.filter(rung_at__gt=now).values_list("pk", flat=True))
    assert rung == {unrung.pk, rung_long_ago.pk, dead.pk}


def test_sweep_without_a_broker_rings_nothing_and_breaks_nothing(quiet_bell: None) -> None:
    ask()
    assert jobs.sweep() == 0


# Words and asking again ---------------------------------------------------------------------------------------------


def test_title_and_steps_are_those_that_were_registered() -> None:
    job = ask()
    assert (jobs.title_of(job), jobs.steps_of(job)) == ("the thing", ("one", "two"))
    nameless = ask("test.nobody_knows")
    assert (jobs.title_of(nameless), jobs.steps_of(nameless)) == ("what you asked for", ())


def test_failed_job_asked_again_is_a_new_row_beside_the_old(cast: Cast) -> None:
    failed = jobs.run(ask("test.fault", by=cast.viewer("clerk"), report=3).pk)
    assert failed is not None
    again = jobs.ask_again(failed, by=cast.viewer("clerk"), now=timezone.now())
    assert (again.state, again.payload, again.key) == ("waiting", {"report": 3}, failed.key)
    assert fresh(failed).state == "failed"


def test_lease_belongs_to_running_jobs_only_and_the_database_holds_it() -> None:
    job = ask()
    with pytest.raises(IntegrityError, match="core_job_lease_while_running"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(leased_until=timezone.now())
    with pytest.raises(IntegrityError, match="core_job_finished_at_end"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="done")
