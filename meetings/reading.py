"""A report as a reader sees it: paragraphs with numbers to cite, and how long it takes to read (ux J2)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from cpboard.core import text

WORDS_A_MINUTE = 200
HEADING = re.compile(r"^\s{0,3}#{1,6}\s")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with its number (`3.1`), or a heading without one."""

    number: str
    html: SafeString
    place: int = 0  # which of the paragraphs it is, from 1; a heading is none
    source: str = ""

    @property
    def words(self) -> str:
        """What it says, on one line."""
        return text.plain(self.source)

    @property
    def anchor(self) -> str:
        """Its place in the page's address: p3-1."""
        return f"p{self.number.replace('.', '-')}" if self.number else ""


def paragraphs(source: str, *, before: str = "") -> list[Paragraph]:
    """The Markdown of a report in numbered paragraphs; `before` is the number of its item, if the reader knows it."""
    found: list[Paragraph] = []
    count = 0
    for block in _blocks(source):
        heading = bool(HEADING.match(block))
        count += not heading
        number = "" if heading else f"{before}.{count}" if before else str(count)
        found.append(Paragraph(number, text.render(block, 2), 0 if heading else count, block))
    return found


def _blocks(source: str) -> list[str]:
    """Split at empty lines and round headings."""
    blocks: list[list[str]] = [[]]
    for line in source.splitlines():
        after_heading = bool(blocks[-1]) and bool(HEADING.match(blocks[-1][-1]))
        if not line.strip() or HEADING.match(line) or after_heading:
            blocks.append([])
        if line.strip():
            blocks[-1].append(line)
    return ["\n".join(block) for block in blocks if block]


def fingerprint(words: str) -> str:
    """SHA-256 of what a paragraph says, in hexadecimal: whether it still says the same."""
    return hashlib.sha256(words.encode()).hexdigest()


def minutes_to_read(*parts: str) -> int:
    """Whole minutes for a careful reader, at least one."""
    words = sum(len(text.plain(part).split()) for part in parts)
    return max(1, round(words / WORDS_A_MINUTE))
