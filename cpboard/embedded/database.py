"""Who starts the embedded Postgres and who stops it: the demo, a single command, a run of the tests."""

import atexit
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from cpboard.embedded.account import refuge
from cpboard.embedded.postgres import Server, our_account
from cpboard.embedded.running import alone, in_use, one_at_a_time, recall, remember

SCRATCH = "cpb-test-"


@contextmanager
def database(data_folder: Path, *, patience: float = float("inf")) -> Iterator[str]:
    """Address of the database of this DATA_DIR: DATABASE_URL, or a server that runs already, or one of our own.

    Whoever started the server stops it, after waiting at most `patience` seconds for the others who use it.
    """
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    note, lock, users = (data_folder / f"postgres.{kind}" for kind in ("json", "lock", "users"))
    server: Server | None = None
    try:
        with one_at_a_time(lock):
            using = ExitStack()
            using.enter_context(in_use(users))
            server, url = join_or_start(data_folder, note)
        with using:
            yield url
    finally:
        if server is not None:
            end_when_alone(server, note, alone(lock, users, patience, "Waiting for another command that uses the database…"))


def join_or_start(data_folder: Path, note: Path) -> tuple[Server | None, str]:
    """The running server's address, and the server itself if it was this call that started it."""
    if running := recall(note):
        return None, running.url
    server = Server(database_home(data_folder), data_folder / "postgres.log")
    url = server.start()
    remember(note, server.pid, url)
    return server, url


def end_when_alone(server: Server, note: Path, alone: AbstractContextManager[None]) -> None:
    """Stops the server, at once if the wait for the others is interrupted."""
    try:
        with alone:
            note.unlink(missing_ok=True)
            server.stop()
    except BaseException:
        note.unlink(missing_ok=True)
        server.stop()
        raise


def database_home(data_folder: Path) -> Path:
    """Where the data lies: in DATA_DIR, or in root's own place when the server's account cannot come to DATA_DIR."""
    if our_account().can_enter(data_folder):
        return data_folder / "postgres"
    mark = hashlib.sha256(str(data_folder).encode()).hexdigest()[:12]
    return refuge() / f"postgres-{mark}"


def throw_away_database() -> tuple[str, Callable[[], None]]:
    """A fresh server for tests and the function that ends it and removes all it wrote."""
    sweep_scratch()
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir="/tmp"))
    scratch.chmod(0o711)
    held = (scratch / "held").open("a")
    fcntl.flock(held, fcntl.LOCK_EX)
    server = Server(scratch / "postgres", scratch / "postgres.log", careless=True)

    def end() -> None:
        server.stop()
        held.close()
        shutil.rmtree(scratch, ignore_errors=True)

    atexit.register(end)
    return server.start(), end


def sweep_scratch() -> None:
    """Removes what killed test runs left: folders of ours whose holder is gone."""
    for scratch in Path("/tmp").glob(f"{SCRATCH}*"):
        try:
            with (scratch / "held").open("a") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(scratch, ignore_errors=True)
        except OSError:  # in use, or another account's
            continue
