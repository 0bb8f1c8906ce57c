"""The embedded Postgres: our own launcher, as root or as anybody.

The programs come from the wheel, else from the system (programs.py). The server runs in the foreground as our child,
listens on a Unix socket in a closed folder only, and ends when we end. Who starts and stops it: database.py.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from cpboard.embedded.account import Account, server_account
from cpboard.embedded.children import CannotStart, Child, last_words, spawn, stop
from cpboard.embedded.passing import PassingFolder
from cpboard.embedded.programs import major_version, postgres_programs

NAME = "cpboard"
PATIENCE = 120.0
# fsync off and its kin: a test's database need not survive the power cut that ends the test.
CARELESS = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200")


class Postgres:
    """One Postgres over one folder. `start` gives its address; `stop` leaves the folder and nothing else."""

    def __init__(self, home: Path, log: Path, *, careless: bool = False) -> None:
        """`home` holds the data; `careless` trades safety on a power cut for speed, for tests."""
        self.account = our_account()
        self.home, self.log, self.careless = home, log, careless
        self.data = home / "data"
        self.programs = postgres_programs(self.account)
        self.child: Child | None = None
        self.folder = PassingFolder()
        self.socket = self.folder.path

    def start(self) -> str:
        """The database's address. Raises CannotStart with the end of the server's log."""
        self.prepare()
        self.account.own(self.folder.make())
        self.child = self._spawn()
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self.url(NAME)

    def prepare(self) -> None:
        """Everything up to the start: the data exists, is ours, is of this version, and no other server uses it."""
        self._own_home()
        self._end_orphan()
        if not self.data.exists():
            self._create_data()
        self._refuse_another_version()

    @property
    def pid(self) -> int:
        """The server's process; 0 before `start`."""
        return self.child.pid if self.child else 0

    def url(self, database: str) -> str:
        """Address of one of its databases, as libpq and Django both read it."""
        return f"postgresql://{NAME}@{str(self.socket).replace('/', '%2F')}:5432/{database}"

    def stop(self) -> None:
        """Fast shutdown: connections are cut, nothing committed is lost."""
        if self.child is not None:
            stop(self.child, (signal.SIGINT, 20), (signal.SIGQUIT, 5))
        self.folder.remove()

    def _own_home(self) -> None:
        if not self.home.exists():
            self.home.mkdir(parents=True)
            self.account.own(self.home)
        if self.home.stat().st_uid != self.account.uid:
            raise CannotStart(
                f"The database folder {self.home} belongs to another account than {self.account.name}. "
                "Run as the account that made it, or set DATA_DIR to another folder."
            )

    def _end_orphan(self) -> None:
        """A server that outlived its starter is stopped; a note of one that is gone is thrown away."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text().splitlines()[0])
            folder = str(Path(f"/proc/{pid}/cwd").readlink())
        except FileNotFoundError:
            return
        except (OSError, ValueError, IndexError):
            folder = ""
        if folder != str(self.data):
            note.unlink(missing_ok=True)
            return
        with suppress(CannotStart):  # it may end by itself in this very moment
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "30")
        if note.exists():
            raise CannotStart(f"Another Postgres (process {pid}) still uses {self.data}. End it, then try again.")

    def _create_data(self) -> None:
        """Makes the data folder beside its place and moves it there whole."""
        new = self.home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        careless = ["--no-sync"] if self.careless else []
        self._run("initdb", "-D", new, "-U", NAME, "-E", "UTF8", "--auth=trust", *self.locale_arguments(), *careless)
        new.rename(self.data)

    def locale_arguments(self) -> list[str]:
        """Unicode upper and lower case and byte order, the same on every machine and in docker-compose.yml.

        With plain C, upper('é') and ILIKE 'éire' are wrong.
        """
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major_version(self.programs) >= 17 else []
        return [*builtin, "--locale=C.UTF-8"]

    def _refuse_another_version(self) -> None:
        made_by, here = (self.data / "PG_VERSION").read_text().strip(), str(major_version(self.programs))
        if made_by != here:
            raise CannotStart(
                f"The database in {self.home} was made by Postgres {made_by} and this machine has {here}. "
                f"Move the folder away to begin afresh, or set DATABASE_URL to a Postgres {made_by}."
            )

    def _spawn(self) -> Child:
        return spawn(
            [
                *(self.programs / "postgres", "-D", self.data, "-k", self.socket, "-p", "5432"),
                *("-c", "listen_addresses="),
                *(CARELESS if self.careless else ()),
            ],
            log=self.log,
            env=environment(),
            on_our_death=signal.SIGINT,
            account=self.account,
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.child is None or self.child.poll() is not None:
                raise CannotStart(f"Postgres did not start. Its last words, from {self.log}:\n{last_words(self.log)}")
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                    create_if_missing(connection)
                    return
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise CannotStart(f"Postgres was not ready after {PATIENCE:.0f} seconds. See {self.log}.")

    def _run(self, program: str, *arguments: str | Path) -> None:
        """One of the Postgres programs, to its end, as the server's account."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            env=environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self.account.switch(),
        )
        if done.returncode:
            raise CannotStart(f"Postgres's {program} failed:\n{done.stdout.strip()}")


def our_account() -> Account:
    """The account the server runs as. Raises CannotStart for a root that has none to step down to."""
    try:
        return server_account()
    except LookupError as missing:
        raise CannotStart(f"{missing} Run as an ordinary account, or set DATABASE_URL.") from missing


def environment() -> dict[str, str]:
    """What the server sees of our environment: none of our secrets, a language the same everywhere."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": "/"}


def create_if_missing(connection: psycopg.Connection) -> None:
    """Creates the product's database in a new server."""
    if connection.execute("select from pg_database where datname = %s", [NAME]).fetchone() is None:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(NAME)))
