"""The worked examples, which lie beside the project and not in it: tests over them run when they are there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parents[2]
FILE = Path(os.environ.get("SHARED_DATA", HERE.parent / "shared" / "data")) / "worked_examples.json"


def cases(name: str) -> list[Any]:
    """The cases of one list as parameters; one that is skipped, with the reason, when the file is not there."""
    if not FILE.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"{FILE} is not there; set SHARED_DATA to the folder that holds it"))]
    found = json.loads(FILE.read_text())[name]
    listed = found if isinstance(found, list) else found["cases"]
    return [pytest.param(case, id=str(case.get("id") or case.get("label") or case.get("case") or n)) for n, case in enumerate(listed)]
