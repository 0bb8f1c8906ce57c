"""Two texts side by side, word by word: what one has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\s+|\S+")
MOST = 1_500  # words that are compared one by one; a longer stretch is shown as a whole, so that no text takes long


class Piece(NamedTuple):
    """A stretch of text: `same`, `gone` from the first or `new` in the second."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """How the first text became the second: line by line, and word by word where lines differ."""
    return list(_joined(_lines(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            yield Piece("same", old)
        else:
            yield from _words(WORDS.findall(old), WORDS.findall(new))


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if len(before) > MOST or len(after) > MOST:
        yield from (Piece("gone", "".join(before)), Piece("new", "".join(after)))
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[a:b]))
        else:
            yield from (Piece("gone", "".join(before[a:b])), Piece("new", "".join(after[c:d])))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one; empty ones left out."""
    held = Piece("", "")
    for piece in pieces:
        if piece.text and piece.kind == held.kind:
            held = Piece(held.kind, held.text + piece.text)
        elif piece.text:
            if held.text:
                yield held
            held = piece
    if held.text:
        yield held
