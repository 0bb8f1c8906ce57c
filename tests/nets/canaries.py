"""Who may ever see which text: canaries.csv, a table that a clerk can read.

`canary` is the token that stands in the text, `what` says which text, `lies in` every column of the database that
holds it as it was written; `file`: a stored file does; `sealed`: nothing does. Below each role: `yes` or `no`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.nets.people import ROLES

FILE = Path(__file__).with_name("canaries.csv")
TOKEN = re.compile(r"zz[a-z]+?zz")


@dataclass(frozen=True)
class Canary:
    """One private text."""

    token: str
    what: str
    lies_in: frozenset[str]
    readers: frozenset[str]

    @property
    def is_sealed(self) -> bool:
        """Whether nothing holds it as it was written."""
        return self.lies_in == {"sealed"}

    @property
    def columns(self) -> frozenset[str]:
        """The columns that hold it."""
        return self.lies_in - {"sealed", "file"}


@cache
def canaries() -> dict[str, Canary]:
    """The whole table, by token."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        found = [_canary(line) for line in csv.DictReader(lines)]
    return {canary.token: canary for canary in found}


def _canary(line: dict[str, str]) -> Canary:
    readers = frozenset(role for role in ROLES if line[role] == "yes")
    return Canary(line["canary"], line["what"], frozenset(line["lies in"].split()), readers)


def tokens_in(text: str) -> set[str]:
    """Every canary in a text. What only looks like one, by chance, is none."""
    return set(TOKEN.findall(text)) & canaries().keys()


def strangers(role: str, text: str) -> list[str]:
    """The canaries in a text that this person may not see."""
    return sorted(token for token in tokens_in(text) if role not in canaries()[token].readers)
