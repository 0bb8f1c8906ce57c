"""One server for all commands over one DATA_DIR: the first starts it and stops it, the others join."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from cpboard.embedded.running import alone, in_use, one_at_a_time, recall, remember

FOREVER = float("inf")


class Server(Protocol):
    """What can be shared."""

    @property
    def pid(self) -> int:
        """Its process."""
        ...

    def start(self) -> str:
        """Its address, once it answers."""
        ...

    def stop(self) -> None:
        """Ends it and returns when it is gone."""
        ...


@contextmanager
def shared(folder: Path, name: str, make: Callable[[], Server], *, patience: float = FOREVER) -> Iterator[str]:
    """The address of the server called `name`: one that runs already, or a new one of our own.

    Whoever started it stops it, after waiting at most `patience` seconds for the others who use it.
    """
    note, lock, users = (folder / f"{name}.{kind}" for kind in ("json", "lock", "users"))
    server: Server | None = None
    try:
        with ExitStack() as use:
            with one_at_a_time(lock):
                use.enter_context(in_use(users))
                server, url = join_or_start(note, make)
            yield url
    finally:
        if server is not None:
            end_alone(server, note, lock, users, patience)


def join_or_start(note: Path, make: Callable[[], Server]) -> tuple[Server | None, str]:
    """The running server's address, with the server itself if it was this call that started it."""
    if running := recall(note):
        return None, running.url
    server = make()
    url = server.start()
    remember(note, server.pid, url)
    return server, url


def end_alone(server: Server, note: Path, lock: Path, users: Path, patience: float) -> None:
    """Stops the server when nobody else uses it; at once if that wait is interrupted."""
    try:
        with alone(lock, users, patience, lambda: print("Waiting for another command that uses this server…", file=sys.stderr)):
            pass_away(server, note)
    except BaseException:
        pass_away(server, note)
        raise


def pass_away(server: Server, note: Path) -> None:
    """Ends the server and what tells others of it."""
    note.unlink(missing_ok=True)
    server.stop()
