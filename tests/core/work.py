"""Work for the tests of jobs. Each run leaves a line in the file that its payload names."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from cpboard.core import jobs
from cpboard.core.jobs import Hold

STEPS = 6


def leave_line(hold: Hold, word: str) -> None:
    with Path(hold.payload["lines"]).open("a") as lines:
        lines.write(f"{hold.job_id} {hold.attempt} {word}\n")


@jobs.work("test.build", title="the test report", steps=tuple(f"step {n}" for n in range(1, STEPS + 1)))
def build(hold: Hold) -> dict[str, Any]:
    """Six steps of a moment each."""
    leave_line(hold, "begun")
    for n in range(STEPS):
        hold.step(f"step {n + 1}", n, STEPS)
        time.sleep(hold.payload.get("pause", 0))
    leave_line(hold, "ended")
    return {"url": f"/made/{hold.job_id}/"}


@jobs.work("test.poison")
def poison(hold: Hold) -> dict[str, Any]:
    """Kills the process it runs in."""
    leave_line(hold, "begun")
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


@jobs.work("test.endless")
def endless(hold: Hold) -> dict[str, Any]:
    """Never ends."""
    leave_line(hold, "begun")
    while True:
        time.sleep(1)
