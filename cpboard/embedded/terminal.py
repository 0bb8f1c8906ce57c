"""Ctrl-C under make: ours alone, so that `make demo` ends well and not with “Interrupt”."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cpboard.embedded.children import die_with_parent


def end_with_make() -> None:
    """If make started us and is killed, we are asked to end as well."""
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM, os.getppid())()


@contextmanager
def own_terminal() -> Iterator[None]:
    """While this lasts the keyboard's signals come to us and not to the make that started us.

    make, hit by Ctrl-C, ends with code 130 whatever its child does. So we become the terminal's foreground group, as a
    program started by a shell does, and hand the terminal back at the end. Without a terminal, or without make: nothing.
    """
    group = os.getpgrp()
    if not ("MAKELEVEL" in os.environ and sys.stdin.isatty() and os.tcgetpgrp(0) == group != os.getpid()):
        yield
        return
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # Ctrl-Z would stop us and leave make waiting
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpgrp())
    try:
        yield
    finally:
        os.tcsetpgrp(0, group)
