"""The 56 indicators that councils use, as they are shipped: indicators.csv, one row each (scorecard handbook §1).

    for entry in catalogue.entries(): entry.code, entry.facts, entry.core

Where each stands in published statistics is in published.csv, which `performance.importing` reads.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
UNITS = {
    "%": "percent", "count": "count", "per 10,000": "rate", "count and per 10,000": "rate", "score": "score", "days": "days",
    "cases": "ratio", "ratio": "ratio", "count and %": "percent",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One indicator of the catalogue. `facts` are columns of `Indicator`; `core`: on the scorecard from the start."""

    code: str
    core: bool
    facts: dict[str, Any]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the files that are shipped."""
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def entries() -> list[Entry]:
    """Every indicator of the catalogue, in its order."""
    return [Entry(row["code"], row["core"] == "Y", _facts(row)) for row in rows("indicators.csv")]


def _facts(row: dict[str, str]) -> dict[str, Any]:
    return {
        "theme": row["theme"],
        "name": row["title"],
        "plain_name": row["plain_name"],
        "child_line": row["child_line"],
        "definition": row["definition"],
        "numerator_is": row["numerator"],
        "denominator_is": row["denominator"],
        "who_is_counted": row["who_is_counted"],
        "unit": UNITS[row["unit"]],
        "decimals": int(row["dp"]),
        "polarity": row["polarity"],
        "measures": _measures(row["code"]),
        "cadence": row["cadence_local"].split(" ")[0],
        "rolling_months": int(row["rolling_window"].split(" ")[0] or 0),
        "source_local": row["source_local"],
        "source_national": row["source_national"],
        "notes": row["notes"],
        "zero_disclosive": row["zero_disclosive"] == "Y",
    }


DEEDS = {"HEA01", "HEA02", "HEA03", "HEA04", "HEA05", "HEA06", "EDU01", "PLN01", "PLN03", "PLN04", "PLN05", "SAF02", "CLV01", "CLV02"}


def _measures(code: str) -> str:
    """What an indicator looks at: staff and homes we put in, what we do in time, or what comes of it for children."""
    if code.startswith("POP"):
        return ""
    return "input" if code.startswith("WRK") else "output" if code in DEEDS else "outcome"
