"""What a look at a file found, as it is kept with the upload: numbers, rows that are wrong, figures old and new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from performance.importing.holding import Change
from performance.importing.operations import Outcome
from performance.importing.reading import Fault, Refused

SHOWN = 100  # rows that are kept of each list; all are counted
OURS = {"placement_stability": "moves between homes"}  # what the Department calls otherwise

Colours = Mapping[str, str]


def of_outcomes(outcomes: Sequence[Outcome], before: Colours, after: Colours) -> dict[str, Any]:
    """What a sound file holds, and what it changes against what is held."""
    return {
        "rows": sum(outcome.rows for outcome in outcomes),
        "held": sum(outcome.held for outcome in outcomes),
        "new": sum(outcome.new for outcome in outcomes),
        "passed": sum(len(outcome.passed) for outcome in outcomes),
        "refused": [_fault(each) for outcome in outcomes for each in outcome.passed][:SHOWN],
        "what": ", ".join(_what(outcome) for outcome in outcomes),
        "older": ", ".join(outcome.older for outcome in outcomes if outcome.older),
        "changed": sum(len(outcome.changes) for outcome in outcomes),
        "changes": [_change(each, name, pair) for o in outcomes for each in o.changes for name, pair in each.figures.items()][:SHOWN],
        "colours": [{"name": name, "old": before.get(name, "none"), "new": new} for name, new in after.items() if before.get(name) != new],
    }


def of_refusal(refused: Refused) -> dict[str, Any]:
    """Why a file is not taken: the sentence, and the rows that are wrong."""
    sentence = str(refused).removeprefix(f"{refused.file}: ")
    return {
        "sentence": f"{sentence[:1].upper()}{sentence[1:]}",
        "wrong": len(refused.faults),
        "problems": [_fault(each) for each in refused.faults][:SHOWN],
    }


def _what(outcome: Outcome) -> str:
    """DfE 2025: moves between homes."""
    dataset = OURS.get(outcome.dataset, outcome.dataset.replace("_", " "))
    return ": ".join(part for part in (outcome.release, dataset or outcome.layout) if part)


def _fault(fault: Fault) -> dict[str, Any]:
    return {"row": fault.row, "column": fault.column, "why": fault.why}


def _change(change: Change, name: str, pair: tuple[str, str]) -> dict[str, str]:
    old, new = pair
    return {"area": change.area_name, "ends_on": change.ends_on.isoformat(), "what": change.series, "figure": name, "old": old, "new": new}
