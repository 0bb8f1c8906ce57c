"""The bell that wakes a worker, so made that it never holds a click (security R2).

A broker that is down, restarts or hangs makes a publisher wait for seconds. Here it strikes in a thread of its own:
whoever rings waits half a second at most, and after a failure nobody tries again for a while.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

PATIENCE = 0.5
REST = 5.0


def within(seconds: float, deed: Callable[[], object]) -> bool:
    """Whether a deed was done in so many seconds. One that takes longer goes on alone and is not waited for."""
    done = threading.Event()

    def attempt() -> None:
        try:
            deed()
        except Exception as fault:  # the broker may fail in any way it likes
            logger.warning("The broker did not answer: %s", type(fault).__name__)
        else:
            done.set()

    thread = threading.Thread(target=attempt, daemon=True, name="bell")
    thread.start()
    thread.join(seconds)
    return done.is_set()


class Bell:
    """Rings in half a second or not at all. After a failure it is quiet for five seconds, so that the next clicks do not wait."""

    def __init__(self, patience: float = PATIENCE, rest: float = REST) -> None:
        self.patience = patience
        self.rest = rest
        self.quiet_until = 0.0

    def ring(self, strike: Callable[[], object]) -> bool:
        """Whether it rang."""
        if time.monotonic() < self.quiet_until:
            return False
        rung = within(self.patience, strike)
        self.quiet_until = 0.0 if rung else time.monotonic() + self.rest
        return rung
