"""One piece of work on PDFs in a process of its own, with limits of memory, time and files, and no network.

Started by `meetings.pdfs.process` only. It gets one JSON object on standard input (what, limits, parent, and what the
work needs), works in its own folder, and answers with one JSON object. It knows nothing of Django or of the database.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

MEGABYTE = 1024 * 1024
CLONE_NEWUSER, CLONE_NEWNET, PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1


def limit(request: dict[str, Any]) -> None:  # pragma: no cover - would limit the tests: they run it in a child
    """Memory, time, size of files; no core dump, which would hold the paper; no life after our parent; no network."""
    memory, seconds = request["memory_mb"] * MEGABYTE, request["seconds"]
    for what, soft in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, request["largest_mb"] * MEGABYTE),
        (resource.RLIMIT_NOFILE, 256),
    ):
        resource.setrlimit(what, (soft, soft))
    system = ctypes.CDLL(None)
    with suppress(AttributeError):  # not every system has these two
        system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        system.unshare(CLONE_NEWNET) and system.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    if os.getppid() != request["parent"]:
        sys.exit(1)


def work(request: dict[str, Any]) -> dict[str, Any]:
    """Clean one upload, read what it says, or join a pack. Raises `cleaning.Fault`."""
    from meetings.pdfs import cleaning, joining, wording  # noqa: PLC0415 - not before the limits are set

    if request["what"] == "words":
        return {"words": wording.words(Path("given.pdf"))}
    if request["what"] == "clean":
        return cleaning.clean(Path("given.pdf"), Path("made.pdf"))
    return joining.join(request["plan"], Path(), Path("made.pdf"))


def main() -> NoReturn:  # pragma: no cover - ends the process: the tests run it in a child
    """Read, work, answer. What a library prints goes nowhere: it could repeat what a paper says."""
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    limit(request)
    try:
        said = work(request)
    except MemoryError:
        said = {"fault": "large"}
    except Exception as fault:
        said = {"fault": str(fault) if type(fault).__name__ == "Fault" else type(fault).__name__}
    json.dump(said, answer)
    answer.flush()
    os._exit(0)
