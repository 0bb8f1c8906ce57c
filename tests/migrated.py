"""A database that is migrated already, kept between test runs: each run copies it instead of migrating anew.

It is made by running every migration, and made again whenever a migration or a requirement changes. Django still
checks on each run that nothing is left to migrate.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from cpboard.embedded.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "migrated"


def migrated_home() -> Path:
    """The folder of a stopped server that holds the migrated database; made on the first call for these migrations."""
    place = Path(tempfile.gettempdir()) / f"cpb-migrated-{os.getuid()}"
    place.mkdir(mode=0o711, exist_ok=True)
    home = place / _mark()
    with (place / "held").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not home.exists():
            for old in sorted(place.glob("*/"), key=lambda path: path.stat().st_mtime)[:-4]:
                shutil.rmtree(old, ignore_errors=True)
            _make(home)
    return home / "postgres"


def _mark() -> str:
    migrations = sorted(path for path in ROOT.glob("**/migrations/*.py") if ".venv" not in path.parts)
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in migrations:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _make(home: Path) -> None:
    part = home.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o711)
    server = Postgres(part / "postgres", part / "postgres.log", careless=True)
    try:
        with psycopg.connect(server.start(), autocommit=True) as connection:
            connection.execute(f"create database {TEMPLATE}")
        env = {**os.environ, "DATABASE_URL": server.url(TEMPLATE)}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, env=env, cwd=ROOT, check=True)
    finally:
        server.stop()
    part.rename(home)
