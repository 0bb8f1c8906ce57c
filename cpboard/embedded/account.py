"""Which account runs the database. Postgres refuses to run as root, so root steps down to another."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

STEPPING_DOWN = ("postgres", "nobody")
REFUGE = Path("/var/lib/cpboard")


class Switch(TypedDict, total=False):
    """The arguments of subprocess that run a child as another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """An account of the operating system that server programs run as."""

    name: str
    uid: int
    gid: int
    other: bool  # than the one we run as

    def switch(self) -> Switch:
        """Arguments for subprocess; empty when no step down is needed."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def own(self, folder: Path) -> None:
        """Makes a folder this account's, readable by no other."""
        folder.chmod(0o700)
        if self.other:
            os.chown(folder, self.uid, self.gid)

    def can_run(self, command: Sequence[str | Path]) -> bool:
        """Whether the command runs and ends well as this account."""
        try:
            done = subprocess.run([str(part) for part in command], cwd="/", capture_output=True, check=False, **self.switch())
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """Whether every folder on the way, and the folder itself, lets this account through."""
        return self.can_run(["/bin/sh", "-c", 'cd "$1"', "sh", folder])


def server_account() -> Account:
    """Ours; for root `postgres`, else `nobody`. Raises LookupError when root finds neither."""
    if os.geteuid() != 0:
        return Account(pwd.getpwuid(os.geteuid()).pw_name if known(os.geteuid()) else "you", os.geteuid(), os.getegid(), other=False)
    for name in STEPPING_DOWN:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, other=True)
    raise LookupError("Postgres does not run as root, and this machine has neither a postgres nor a nobody account.")


def known(uid: int) -> bool:
    """Whether the machine has a name for this account; a container often has none."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def refuge() -> Path:
    """A folder only root writes to and every account may pass through, for what lies under a closed folder.

    Not the system's scratch folder: there another account could stand a folder of that name ready for us.
    """
    REFUGE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return REFUGE
