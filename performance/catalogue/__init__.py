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
        "cadence": row["cadence_local"].split(" ")[0],
        "rolling_months": int(row["rolling_window"].split(" ")[0] or 0),
        "source_local": row["source_local"],
        "source_national": row["source_national"],
        "notes": row["notes"],
        "zero_disclosive": row["zero_disclosive"] == "Y",
    }
