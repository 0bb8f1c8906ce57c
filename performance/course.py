"""Which way a figure has gone: said of the line, never a claim about chance (scorecard handbook §4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from cpboard.core.templatetags.cpb import count_words
from performance import periods, words
from performance.models import Value
from performance.words import Told


def finding(told: Told, values: Sequence[Value]) -> str:
    """What the line shows, in at most 15 words with a verb: It has gone down five years running, to 67.9%."""
    now = words.figure(told.now.value, told)
    if len(values) == 1:
        return f"It stands at {now}: one period so far"
    run = running([v.exact for v in values])
    if run == 0:
        return f"It has not moved: {now} again"
    if run > 1:
        return f"{_gone(values, run)}, to {now}"
    step = words.apart(values[-1].exact - values[-2].exact, told)
    return f"It has gone {_way(values)} by {step}, to {now}"


def course(values: Sequence[Value]) -> str:
    """It has gone down five years running. Empty where the last step was the first of its kind."""
    run = running([v.exact for v in values])
    return f"{_gone(values, run)}." if run > 1 else ""


def _gone(values: Sequence[Value], run: int) -> str:
    pace = periods.pace([v.period_ends_on for v in values[-run - 1 :]])
    return f"It has gone {_way(values)} {count_words(run)} {pace} running"


def _way(values: Sequence[Value]) -> str:
    return "up" if values[-1].exact > values[-2].exact else "down"


def running(figures: Sequence[Fraction]) -> int:
    """How many steps at the end go the same way; nought if the last did not move."""
    ways = [(b > a) - (b < a) for a, b in pairwise(figures)]
    if not ways or ways[-1] == 0:
        return 0
    same = 0
    for way in reversed(ways):
        if way != ways[-1]:
            break
        same += 1
    return same
