"""How a report goes from asked for to cleared. Operations alone move it."""

from __future__ import annotations

from collections.abc import Mapping

from meetings.models import Report

State = Report.State
TRANSITIONS: Mapping[str, frozenset[str]] = {
    State.ASKED: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.CLEARED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.CLEARED: frozenset({State.RETURNED}),
}
