"""Which database a command works on, and the throw-away one of a test run."""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cpboard.embedded.account import refuge
from cpboard.embedded.postgres import Postgres, our_account
from cpboard.embedded.sharing import FOREVER, shared

SCRATCH = "cpb-test-"


@contextmanager
def database(folder: Path, *, patience: float = FOREVER) -> Iterator[str]:
    """Address of the database of this DATA_DIR: DATABASE_URL, else the embedded server, started if it is not up."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with shared(folder, "postgres", lambda: Postgres(database_home(folder), folder / "postgres.log"), patience=patience) as url:
        yield url


def database_home(folder: Path) -> Path:
    """Where the data lies: in DATA_DIR, or in root's own place when the server's account cannot come to DATA_DIR."""
    if our_account().can_enter(folder):
        return folder / "postgres"
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return refuge() / f"postgres-{mark}"


def throw_away_database(like: Path | None = None) -> tuple[str, Callable[[], None]]:
    """A fresh server for tests and the function that ends it and removes all it wrote.

    `like` is the folder of a stopped server, which the new one begins as a copy of.
    """
    sweep_scratch()
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir="/tmp"))
    scratch.chmod(0o711)
    held = (scratch / "held").open("a")
    fcntl.flock(held, fcntl.LOCK_EX)
    if like is not None:
        subprocess.run(["cp", "-a", str(like), str(scratch / "postgres")], check=True)
    server = Postgres(scratch / "postgres", scratch / "postgres.log", careless=True)

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
            with (scratch / "held").open("r+") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(scratch, ignore_errors=True)
        except OSError:  # in use, just begun, or another account's
            continue
