"""The bell never holds a click."""

from __future__ import annotations

import threading
import time

from cpboard.core.bell import Bell, within


def test_deed_that_is_done_in_time_rang() -> None:
    assert within(5, lambda: None) is True


def test_deed_that_fails_did_not_ring() -> None:
    assert within(5, lambda: 1 / 0) is False


def test_deed_that_hangs_is_not_waited_for() -> None:
    held = threading.Event()
    begun = time.monotonic()
    assert within(0.1, lambda: held.wait(30)) is False
    assert time.monotonic() - begun < 2
    held.set()


def test_after_a_failure_the_bell_is_quiet_for_a_while_and_then_tries_again() -> None:
    bell = Bell(patience=5, rest=60)
    tried: list[int] = []

    def strike() -> None:
        tried.append(1)
        raise ConnectionError

    assert [bell.ring(strike) for _ in range(5)] == [False] * 5
    assert len(tried) == 1
    bell.quiet_until = time.monotonic() - 1
    assert bell.ring(lambda: tried.append(2)) is True
    assert bell.ring(lambda: tried.append(3)) is True
    assert tried == [1, 2, 3]
