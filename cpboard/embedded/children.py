"""Processes of ours: each ends when we end, even if we are killed."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from cpboard.embedded.account import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

Child = subprocess.Popen[bytes]


class CannotStart(RuntimeError):
    """Something needed is missing or broken; the message tells the person at the keyboard what and how to mend it."""


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path | None = None,
    on_our_death: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    cwd: Path = Path("/"),
) -> Child:
    """A child in a session of its own: Ctrl-C reaches us alone, and we end the children in order.

    What it says goes to the log, or where our own words go. The kernel sends it `on_our_death` when the thread that
    called this ends, whatever ended it.
    """
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=die_with_parent(on_our_death, os.getpid()),
            **(account.switch() if account else {}),
        )


def die_with_parent(death: signal.Signals, parent: int) -> Callable[[], None]:
    """What a process does to be sent `death` when its parent ends; nothing where the system cannot.

    A new child calls it between fork and exec.
    """

    def ask() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, int(death))
        if os.getppid() != parent:
            os._exit(1)

    return ask


def stop(child: Child, *steps: tuple[signal.Signals, float]) -> None:
    """Ends a child: each signal in turn with the seconds it is given, then SIGKILL. Returns when it is gone."""
    for signum, patience in (*steps, (signal.SIGKILL, 10)):
        if child.poll() is not None:
            return
        child.send_signal(signum)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def last_words(log: Path, lines: int = 12) -> str:
    """The end of a log, for the sentence that says why a child did not start."""
    if not log.exists():
        return "(it wrote nothing)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) or "(it wrote nothing)"
