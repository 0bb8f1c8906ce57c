"""What a machine looks for before a second person agrees: placeholders, numbers to ring, small counts.

It is a help, not the gate: the gate is the second person. What `blocks` must be mended first.
Source: requirements 001-37, 003-36; security §2.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(
    r"comments that\s*(\.{2,}|…)|\(\s*name\s*\)|\[\s*(insert|name|date|tbc)[^\]]*\]|\bTBC\b|\bxxx+\b|lorem ipsum", re.I
)
PHONE = re.compile(r"(?<!\d)(\+44\s?7\d{3}|07\d{3})[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
FEW_CHILDREN = re.compile(
    r"\b(one|two|three|four|five|[1-5])\s+(?:\w+\s+){0,2}(child|children|young people|young person|girls?|boys?)\b",
    re.I,
)
BORN = re.compile(r"\bborn (on|in)\b|\bdate of birth\b|\bdob\b", re.I)


@dataclass(frozen=True)
class Finding:
    """Something that stands where it should not, with the words around it."""

    what: str
    where: str
    blocks: bool


def findings(content: Any) -> list[Finding]:
    """Everything found in a statement, what blocks first."""
    found = [finding for text in _texts(content) for finding in _in(text)]
    return sorted(found, key=lambda f: not f.blocks)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)


LOOKS = (
    (PLACEHOLDER, "A placeholder was left in. Write the words or take them out.", True),
    (PHONE, "A mobile number. Take it out, or use an office number.", True),
    (EMAIL, "An e-mail address. Take it out.", True),
    (BORN, "Somebody's birth. Take it out.", True),
    (FEW_CHILDREN, "A number so small that somebody could know who is meant. Is that all right?", False),
)


def _in(text: str) -> Iterator[Finding]:
    for look, what, blocks in LOOKS:
        for match in look.finditer(text):
            yield Finding(what, _around(text, match), blocks)


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 40), min(len(text), match.end() + 40)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
