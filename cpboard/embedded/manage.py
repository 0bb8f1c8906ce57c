"""`bin/manage`: any manage.py command, on the configured database or on the embedded one, which is started if need be."""

import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from cpboard.embedded.broker import Broker, broker_program, exchange_of_files
from cpboard.embedded.children import CannotStart
from cpboard.embedded.database import database
from cpboard.embedded.keys import kept_keys, missing_keys, new_field_key
from cpboard.embedded.paths import ROOT, data_folder, read_settings_file
from cpboard.embedded.running import recall
from cpboard.embedded.worker import RESERVED

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
ONLY_WORDS = {"help", "version", "--help", "-h", "--version", ""}
SETS_UP = {"migrate", "createcachetable", "dbshell", "flush", "import_all", "restore"}


def main(arguments: list[str]) -> int:
    """Runs the command in this process and gives its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    command = arguments[0] if arguments else ""
    if command == "make_field_key":
        print(new_field_key())
        return 0
    read_settings_file()
    folder = data_folder()
    os.environ["DATA_DIR"] = str(folder)
    only_words = command in ONLY_WORDS or bool({"--help", "-h"} & set(arguments))
    try:
        give_keys(folder)
        if only_words:
            os.environ.setdefault("DATABASE_URL", NOWHERE)
        with database(folder) as url:
            given = bool(os.environ.get("DATABASE_URL"))
            os.environ["DATABASE_URL"] = url
            os.environ.update(bell(folder))
            if not only_words and command not in SETS_UP:
                set_up_if_empty(url, given=given)
            return run(arguments)
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1


def give_keys(folder: Path) -> None:
    """Keys and the demo's mark, as `make demo` left them. Makes keys only for the embedded database."""
    if (folder / "demo").exists():
        os.environ.setdefault("DEMO", "1")
    if not (missing := missing_keys()):
        return
    kept = kept_keys(folder, make=not os.environ.get("DATABASE_URL"))
    if not kept:
        raise CannotStart(
            f"{' and '.join(missing)} not set, and DATABASE_URL names a database of yours. Set both, in the environment or in "
            f"{ROOT / '.env'}; .env.example explains them, and `bin/manage make_field_key` makes a FIELD_KEY."
        )
    os.environ.update({name: kept[name] for name in missing})


def bell(folder: Path) -> Mapping[str, str]:
    """Where a command finds the broker: REDIS_URL, the one that is up, or the place where it may start one."""
    if os.environ.get("REDIS_URL"):
        return {}
    if running := recall(folder / "broker.json"):
        return {"REDIS_URL": running.url}
    if (program := broker_program()) is None:
        return {"REDIS_URL": exchange_of_files(folder)}
    reserved = Broker(program, folder / "broker.log")
    return {"REDIS_URL": reserved.url, RESERVED: str(reserved.folder.path)}


def set_up_if_empty(url: str, *, given: bool) -> None:
    """Creates the tables in an embedded database that has none yet; of a configured one only says so."""
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute("select to_regclass('django_migrations')").fetchone()
    except psycopg.OperationalError as why:
        raise CannotStart(f"The database does not answer: {why}".strip()) from why
    if row and row[0]:
        return
    if given:
        print("This database is empty. `bin/manage migrate` creates the tables.", file=sys.stderr)
        return
    for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        if subprocess.run([sys.executable, ROOT / "manage.py", *command], stdout=sys.stderr, check=False).returncode:
            raise CannotStart("The tables of the embedded database could not be created; the reason is above.")


def run(arguments: list[str]) -> int:
    """manage.py, as if it had been called."""
    sys.argv = ["manage.py", *arguments]
    sys.path.insert(0, str(ROOT))
    try:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)
            return 1
        return ending.code or 0
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
