"""Who runs what: a small note that lets a second command find the server that the first one started."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A server that some command of ours started: its process, its address, and the process that started it."""

    pid: int
    born: str
    url: str
    starter: int
    starter_born: str

    def alive(self) -> bool:
        """Whether those very processes still run; a server whose starter is gone is ending.

        Another process with the same number does not count.
        """
        return birth(self.pid) == self.born and birth(self.starter) == self.starter_born


def birth(pid: int) -> str | None:
    """When a process began, in the kernel's ticks; None when it is gone or a corpse."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def recall(note: Path) -> Running | None:
    """The server the note tells of, if it still runs."""
    try:
        running = Running(**json.loads(note.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return running if running.alive() else None


def remember(note: Path, pid: int, url: str) -> None:
    """Writes the note in one move, for its owner alone."""
    new = note.with_suffix(".new")
    new.touch(mode=0o600)
    running = Running(pid, birth(pid) or "", url, os.getpid(), birth(os.getpid()) or "")
    new.write_text(json.dumps(asdict(running)))
    new.rename(note)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Two commands that begin together: the second waits until the first has started the server."""
    with lock.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def in_use(users: Path) -> Iterator[None]:
    """While this lasts, `alone` waits."""
    with users.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield


@contextmanager
def alone(lock: Path, users: Path, patience: float, others: Callable[[], None]) -> Iterator[None]:
    """Runs its body once no other command uses the server, and while none can begin to.

    Calls `others` once if it has to wait; after `patience` seconds goes ahead in spite of them.
    """
    deadline, told = time.monotonic() + patience, False
    while True:
        with one_at_a_time(lock):
            if unused(users) or time.monotonic() >= deadline:
                yield
                return
        if not told:
            others()
        told = True
        time.sleep(0.1)


def unused(users: Path) -> bool:
    """Whether no command uses the server at this moment."""
    with users.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
