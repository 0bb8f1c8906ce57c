"""Who may stand before a message without an account."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeHolder:
    """Whoever typed a code. Made by `codes.holder_of` only; it opens the one message of that code."""

    lookup: str
