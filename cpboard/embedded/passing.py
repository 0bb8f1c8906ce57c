"""Folders that pass away with the process that made them. Their paths are short: a socket's has at most 107 bytes."""

import fcntl
import secrets
import shutil
from pathlib import Path
from typing import IO

PLACE = Path("/tmp")
PREFIX = "cpb-"
HELD = "held"


class PassingFolder:
    """One folder in the system's scratch folder, ours alone. If we are killed the next command removes it."""

    def __init__(self, path: Path | None = None) -> None:
        """The name is known; nothing is on disk before `make`."""
        self.path = path or PLACE / f"{PREFIX}{secrets.token_hex(8)}"
        self.held: IO[str] | None = None

    def make(self, mode: int = 0o700) -> Path:
        """Creates the folder, empty, holds it, and removes those that nobody holds any more."""
        self.remove()
        sweep()
        self.path.mkdir()
        self.path.chmod(mode)
        self.held = (self.path / HELD).open("a")
        fcntl.flock(self.held, fcntl.LOCK_EX)
        return self.path

    def remove(self) -> None:
        """Removes the folder and what is in it, if we made it; a second call does nothing."""
        if self.held is not None:
            shutil.rmtree(self.path, ignore_errors=True)
            self.held.close()
            self.held = None


def sweep() -> None:
    """Removes the folders that killed commands left."""
    for path in PLACE.glob(f"{PREFIX}*"):
        try:
            with (path / HELD).open("r+") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
        except OSError:  # in use, just begun, another account's, or none of ours
            continue
