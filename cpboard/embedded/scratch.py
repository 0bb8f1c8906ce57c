"""Runs one command on a throw-away database: `python -m cpboard.embedded.scratch COMMAND …`. For checks and benchmarks."""

import os
import subprocess
import sys
import tempfile

from cpboard.embedded.children import CannotStart
from cpboard.embedded.database import ThrowAway

# What the settings need, for a database that nobody keeps.
SETTINGS = {
    "SECRET_KEY": "tests-only-tests-only-tests-only-tests-only-tests-only",
    "FIELD_KEY": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "STATIC_MANIFEST": "0",
    "BEHIND_TLS": "0",
}


def main(command: list[str]) -> int:
    """The command's exit code. A DATABASE_URL that is set is used as it is."""
    env = {**SETTINGS, **os.environ}
    with tempfile.TemporaryDirectory(prefix="cpb-files-") as folder:
        env["DATA_DIR"] = folder
        if not env.get("DATABASE_URL"):
            try:
                env["DATABASE_URL"] = ThrowAway().url
            except CannotStart as why:
                print(why, file=sys.stderr)
                return 1
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
