"""A real Celery worker with its clock, as our child."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cpboard.embedded.broker import Broker, broker_program
from cpboard.embedded.children import CannotStart, Child, last_words, spawn, stop
from cpboard.embedded.passing import PassingFolder
from cpboard.embedded.paths import ROOT, data_folder

PATIENCE = 180.0
RESERVED = "EMBEDDED_BROKER"  # names the folder where `running_worker` may start a broker; set by bin/manage


class Worker:
    """One `celery worker` that also rings the clock's bells (beat)."""

    def __init__(self, log: Path, env: Mapping[str, str], *, processes: int = 2) -> None:
        """`env` is the environment it works in: database, broker, keys."""
        self.log, self.env, self.processes = log, dict(env), processes
        self.folder = PassingFolder()
        self.ready = self.folder.path / "ready"
        self.child: Child | None = None

    def start(self) -> None:
        """Returns once it takes work. Raises CannotStart with the end of its log."""
        self.launch()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Returns once it takes work."""
        deadline = time.monotonic() + PATIENCE
        while not self.ready.exists():
            if not self.alive():
                raise CannotStart(f"The worker did not start. Its last words, from {self.log}:\n{last_words(self.log)}")
            if time.monotonic() > deadline:
                raise CannotStart(f"The worker was not ready after {PATIENCE:.0f} seconds. See {self.log}.")
            time.sleep(0.05)

    def launch(self) -> None:
        """Starts the process without waiting for it."""
        self.folder.make()
        celery = [sys.executable, "-m", "celery", "-A", "cpboard", "worker", "--include", "cpboard.embedded.ready"]
        clock = ["-B", "--schedule", str(self.folder.path / "clock")]
        quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        size = ["--concurrency", str(self.processes), "--hostname", f"cpboard-{os.getpid()}@%h"]
        env = {**self.env, "WORKER_READY_FILE": str(self.ready)}
        self.child = spawn([*celery, *clock, *quiet, *size], log=self.log, env=env, cwd=ROOT)

    def alive(self) -> bool:
        """Whether its process runs."""
        return self.child is not None and self.child.poll() is None

    def stop(self) -> None:
        """Lets the job in hand finish for ten seconds; what is cut off is taken up again by its row."""
        if self.child is not None:
            stop(self.child, (signal.SIGTERM, 10), (signal.SIGQUIT, 5))
        self.folder.remove()


@contextmanager
def running_worker(env: Mapping[str, str] | None = None) -> Iterator[None]:
    """While this lasts a worker takes jobs; a command that needs one wraps its wait in it.

    Under `bin/manage` the embedded broker is started as well, unless it is up or REDIS_URL names another. `env` is the
    worker's environment, ours by default. Raises CannotStart, whose message is for the person at the keyboard.
    """
    env = os.environ if env is None else env
    folder = data_folder()
    with ExitStack() as started:
        program = broker_program()
        if program and (reserved := env.get(RESERVED)):
            broker = Broker(program, folder / "broker.log", folder=Path(reserved))
            broker.start()
            started.callback(broker.stop)
        worker = Worker(folder / "worker.log", env)
        started.callback(worker.stop)
        worker.start()
        yield
