"""The worked examples of the scorecard handbook: what goes in and what must come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[1] / "data" / "scorecard" / "worked_examples.json"
EXAMPLES: dict[str, Any] = json.loads(FILE.read_text())


def cases(name: str) -> list[Any]:
    """The cases of one list as parameters."""
    found = EXAMPLES[name]
    listed = found if isinstance(found, list) else found["cases"]
    return [pytest.param(case, id=str(case.get("id") or case.get("label") or case.get("case") or n)) for n, case in enumerate(listed)]
