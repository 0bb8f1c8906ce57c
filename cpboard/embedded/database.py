"""Which database a command works on, and the throw-away one of a test run."""

import atexit
import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from cpboard.embedded.account import refuge
from cpboard.embedded.passing import PassingFolder
from cpboard.embedded.postgres import Postgres, our_account
from cpboard.embedded.sharing import FOREVER, shared


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


class ThrowAway:
    """A server for tests, careless and quick, in a folder that `end` removes with all that was written there."""

    def __init__(self, copy_of: Path | None = None) -> None:
        """Starts from an empty database, or from a copy of the home of another Postgres that does not run."""
        self.folder = PassingFolder()
        home = self.folder.make(0o711) / "postgres"
        if copy_of is not None:
            subprocess.run(["cp", "-a", copy_of, home], check=True)
        self.server = Postgres(home, self.folder.path / "log", careless=True)
        atexit.register(self.end)
        self.url = self.server.start()

    def has(self, name: str) -> bool:
        """Whether the server has a database of this name."""
        with psycopg.connect(self.url) as connection:
            return connection.execute("select from pg_database where datname = %s", [name]).fetchone() is not None

    def end(self) -> None:
        """Ends the server and removes the folder; a second call does nothing."""
        self.server.stop()
        self.folder.remove()
