"""One cell of a published table: a number, or the sign that stands where there is none (scorecard handbook §2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Status = Literal["ok", "suppressed", "not_applicable", "not_available", "rounds_to_zero", "low_reliability", "lait_missing", "unknown"]

SIGNS: dict[str, Status] = {
    "c": "suppressed",
    "z": "not_applicable",
    "x": "not_available",
    ":": "not_available",
    "k": "rounds_to_zero",
    "low": "rounds_to_zero",
    "~": "rounds_to_zero",
    "u": "low_reliability",
    "-": "lait_missing",
    "..": "lait_missing",
    "": "lait_missing",
    "NA": "lait_missing",
}
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,20})?", re.ASCII)
FLOAT = re.compile(r"-?\d{1,12}\.\d{1,20}(E-?\d{1,2})?", re.ASCII)
DURATION = re.compile(r"(\d{1,2}):(0\d|1[01])", re.ASCII)
MONTHS = 12


@dataclass(frozen=True)
class Token:
    """What a cell says. `value` is there where `status` is ok; a duration is in months."""

    value: Decimal | None
    status: Status

    @property
    def known(self) -> bool:
        """Whether it is a number or one of the signs."""
        return self.status != "unknown"


@lru_cache(maxsize=65_536)
def parse(raw: str) -> Token:
    """A cell as it is printed. What is neither a number, a duration (01:07) nor a sign has the status unknown."""
    text = raw.strip()
    if NUMBER.fullmatch(text):
        return Token(Decimal(text), "ok")
    if text in SIGNS:
        return Token(None, SIGNS[text])
    months = DURATION.fullmatch(text)
    if months:
        return Token(Decimal(MONTHS * int(months[1]) + int(months[2])), "ok")
    return Token(None, "unknown")


def decimals_of(raw: str) -> int:
    """How many decimals a number was printed with."""
    return len(raw.strip().partition(".")[2])


@lru_cache(maxsize=65_536)
def without_noise(raw: str) -> str:
    """A number of LAIT without what a spreadsheet added: 17.4 for 17.399999999999999, 0.07 for 7.0000000000000007E-2.

    Anything else as it is.
    """
    if "." not in raw or not FLOAT.fullmatch(raw):
        return raw
    return f"{Decimal(f'{float(raw):.10g}'):f}"
