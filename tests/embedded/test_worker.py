import os
import signal

import pytest

from cpboard.embedded.broker import Broker, broker_program
from cpboard.embedded.children import CannotStart
from cpboard.embedded.worker import RESERVED, Worker, running_worker
from tests.embedded.waiting import processes_naming, until

pytestmark = [pytest.mark.jobs, pytest.mark.timeout(300)]


@pytest.fixture
def environment(scratch, monkeypatch):
    """What a worker of a test works in: the test run's database server, a folder of its own."""
    monkeypatch.setenv("DATA_DIR", str(scratch))
    monkeypatch.delenv("REDIS_URL", raising=False)
    return dict(os.environ)


@pytest.mark.skipif(broker_program() is None, reason="no broker program for this machine")
def test_running_worker_takes_work_and_leaves_nothing(scratch, environment):
    reserved = Broker(broker_program(), scratch / "broker.log")
    environment |= {"REDIS_URL": reserved.url, RESERVED: str(reserved.folder.path)}

    with running_worker(environment):
        assert processes_naming(f"REDIS_URL={reserved.url}") != []

    assert processes_naming(f"REDIS_URL={reserved.url}") == []
    assert processes_naming(str(reserved.folder.path)) == []
    assert not reserved.folder.path.exists()


def test_worker_on_the_exchange_of_files_takes_work(scratch, environment):
    for name in ("queue", "queue-control"):
        (scratch / name).mkdir()

    with running_worker(environment | {"REDIS_URL": "filesystem://"}):
        assert processes_naming(str(scratch)) != []

    assert processes_naming(str(scratch)) == []


def test_worker_that_cannot_start_says_why(scratch, environment):
    worker = Worker(scratch / "worker.log", environment | {"SECRET_KEY": ""})

    with pytest.raises(CannotStart, match="SECRET_KEY is not set"):
        worker.start()
    worker.stop()


def test_worker_killed_outright_leaves_no_child(scratch, environment):
    for name in ("queue", "queue-control"):
        (scratch / name).mkdir()
    worker = Worker(scratch / "worker.log", environment | {"REDIS_URL": "filesystem://"})
    try:
        worker.start()
        os.kill(worker.child.pid, signal.SIGKILL)
        until(lambda: processes_naming(str(scratch)) == [], what="the children of the worker to end")
    finally:
        worker.stop()
