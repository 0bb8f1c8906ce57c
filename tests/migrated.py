"""A throw-away database with all its tables. Migrating takes long, so the result is kept and copied.

What is kept is named after everything the tables come from: a changed migration makes another.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from cpboard.embedded.database import ThrowAway
from cpboard.embedded.paths import ROOT
from cpboard.embedded.postgres import NAME

TEMPLATE = f"{NAME}_template"
KEPT = ROOT / "var" / "test-databases"
AT_MOST = 4


def migrated() -> ThrowAway:
    """The server, with a database named TEMPLATE if the migrations ran; if not, Django will say why."""
    kept = KEPT / mark()
    if kept.exists():
        os.utime(kept)
        return ThrowAway(copy_of=kept)
    database = ThrowAway()
    if migrate(database.url):
        keep(database, kept)
    return database


def mark() -> str:
    """Short hash of the migrations, the settings, the packages and the way the database is created."""
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"), ROOT / "cpboard" / "embedded" / "postgres.py"]
    sources += [ROOT / "cpboard" / "settings.py", ROOT / "requirements-dev.txt", Path(__file__)]
    whole = hashlib.sha256()
    for path in sorted(sources):
        whole.update(f"{path.name}\0".encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def migrate(url: str) -> bool:
    env = {**os.environ, "DATABASE_URL": url}
    for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        if subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, check=False).returncode:
            return False
    with psycopg.connect(url, autocommit=True, dbname="postgres") as connection:
        connection.execute(f"create database {TEMPLATE} template {NAME}")
    return True


def keep(database: ThrowAway, kept: Path) -> None:
    """Puts a copy of the stopped server's home aside, whole or not at all, and starts the server again."""
    database.server.stop()
    new = kept.with_name(f"{kept.name}.{os.getpid()}")
    new.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", database.server.home, new], check=True)
    try:
        new.rename(kept)
    except OSError:  # another run was quicker
        shutil.rmtree(new)
    for old in sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[AT_MOST:]:
        shutil.rmtree(old, ignore_errors=True)
    database.url = database.server.start()
