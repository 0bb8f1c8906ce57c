"""The demo as a person starts and ends it."""

import os
import pty
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cpboard.embedded.children import CannotStart
from cpboard.embedded.paths import ROOT
from cpboard.embedded.supervisor import Watched, port_number
from cpboard.embedded.web import refuse_busy_port
from tests.embedded.waiting import processes_naming, until

OPEN = "Ctrl-C ends everything"


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(migrated_folder, bare_environment, free_port):
    """Starts the demo in a folder of its own and gives its process and the file of what it says."""
    said = migrated_folder / "said"
    started = []

    def start(*command, stdin=subprocess.DEVNULL, **more):
        env = {**bare_environment, "DATA_DIR": str(migrated_folder), "PORT": str(free_port), "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdin=stdin, stdout=said.open("w"), stderr=subprocess.STDOUT, **more)
        started.append(process)
        until(lambda: OPEN in said.read_text() or process.poll() is not None, 240, "the demo to open")
        assert process.poll() is None, said.read_text()
        return process, said

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
    until(lambda: processes_naming(str(migrated_folder)) == [], what="everything to end")


def environment_of(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_text()


def status(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status


def has_terminals() -> bool:
    """Whether this machine can open one: a bare root folder without /dev/pts cannot."""
    try:
        ends = pty.openpty()
    except OSError:
        return False
    for end in ends:
        os.close(end)
    return True


@pytest.mark.jobs
@pytest.mark.timeout(400)
@pytest.mark.skipif(not has_terminals(), reason="this machine has no terminals to press Ctrl-C on: /dev/pts is not mounted")
def test_ctrl_c_under_make_ends_everything_with_code_0(demo, migrated_folder, free_port):
    keyboard, terminal = pty.openpty()
    process, said = demo("make", "demo", stdin=terminal, start_new_session=True, preexec_fn=own(terminal))
    assert status(free_port, "/healthz") == 200
    assert processes_naming(str(migrated_folder)) != []

    os.write(keyboard, b"\x03")

    assert process.wait(60) == 0, said.read_text()
    assert processes_naming(str(migrated_folder)) == []
    assert "All stopped." in said.read_text()
    assert not [name for name in ("postgres.json", "broker.json") if (migrated_folder / name).exists()]
    refuse_busy_port("127.0.0.1", free_port)


def own(terminal: int):
    """What a child does to have the terminal as its own, as a program started by a shell has."""

    def take() -> None:
        os.close(os.open(os.ttyname(terminal), os.O_RDWR))

    return take


@pytest.mark.jobs
@pytest.mark.timeout(400)
def test_demo_killed_outright_leaves_nothing_and_a_dead_worker_is_started_again(demo, migrated_folder, free_port):
    process, said = demo(sys.executable, "-m", "cpboard.embedded.supervisor")
    worker = next(pid for pid in processes_naming(str(migrated_folder)) if "WORKER_READY_FILE" in environment_of(pid))
    os.kill(worker, signal.SIGKILL)
    until(lambda: "The worker has ended by itself. Starting it again." in said.read_text(), what="the worker's return")
    assert status(free_port, "/healthz") == 200

    process.kill()
    process.wait()

    until(lambda: processes_naming(str(migrated_folder)) == [], what="everything to end with the supervisor")


def test_busy_port_is_told_in_words_and_nothing_is_started(scratch, bare_environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        env = {**bare_environment, "DATA_DIR": str(scratch), "PORT": port, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "cpboard.embedded.supervisor"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is in use by another program. Choose another: make demo PORT=" in done.stderr
    assert not (scratch / "postgres").exists()


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "80.0"])
def test_port_that_is_no_port_is_told_in_words(text):
    with pytest.raises(CannotStart, match="It must be a number from 1 to 65535"):
        port_number(text)


def test_watched_child_is_started_again_five_times_and_then_given_up():
    starts = []
    child = Watched("worker", lambda: False, lambda: starts.append(1))

    for _ in range(5):
        child.check()
    with pytest.raises(CannotStart, match="The worker has ended by itself 6 times"):
        child.check()

    assert len(starts) == 5


def test_watched_server_that_cannot_be_started_again_ends_the_demo():
    with pytest.raises(CannotStart, match=r"The database has ended by itself\."):
        Watched("database", lambda: False).check()
