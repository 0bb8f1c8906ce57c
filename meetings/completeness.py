"""Whether a report is finished: no placeholder left in it, no section empty, each fault with where it stands.

Two of the councils whose papers we read have published such gaps: "comments that…..", "( name )", empty sections of
the form. A report with one is not handed in and not cleared (meetings §5.1 M2, requirement 000-30).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.models import Report

PARTS = {"asks": "what the board is asked to do", "summary": "the summary", "text": "the report itself"}
YOUNG = {"young_text": "the version for young people"}
PLACEHOLDER = re.compile(
    "|".join(
        (
            r"(?i:\bcomments? that\s*(?:\.{2,}|…)[.…]*)",
            r"(?i:\(\s*\(?\s*(?:name|date|title|number|insert\b[^)]*|\.{2,}|…+)\s*\))",
            r"(?i:\[\s*(?:insert|add|enter|name|date|title|number|to be\b|tb[acd]\b|xx|\.{2,}|…)[^\]]*\](?!\())",
            r"(?i:<\s*(?:insert|name|date|title)\b[^>]*>)",
            r"\bTB[ACD]\b",
            r"(?i:\bx{3,}\b)",
            r"(?i:\blorem\b(?: ipsum\b)?)",
            r"\?{3,}|_{4,}|\.{5,}|…\.+",
        )
    )
)
HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
# Sections of the form that the law or the constitution asks for: "none" there needs its reason.
STATUTORY = re.compile(r"\b(?:financ\w*|legal|equalit\w*|implications?|consultation|alternatives?|carbon|climate|risks?)\b", re.I)
NOTHING = re.compile(r"^(?:none|nil|n/?a|not applicable|nothing|no implications?|there are none)[.\s]*$", re.I)


@dataclass(frozen=True)
class Fault:
    """One gap: in which part, under which heading if there is one, and what is wrong there."""

    part: str
    section: str
    what: str

    def __str__(self) -> str:
        under = f", under “{self.section}”" if self.section else ""
        where = f"{({**PARTS, **YOUNG})[self.part]}{under}"
        return f"{where[:1].upper()}{where[1:]}: {self.what}"


@dataclass(frozen=True)
class Block:
    """A heading with the lines that stand directly under it."""

    level: int
    title: str
    lines: list[str]


def empty_parts(report: Report) -> list[str]:
    """The parts of a report in which nothing is written, in words."""
    asked = {**PARTS, **YOUNG} if report.young_wanted else PARTS
    return [words for name, words in asked.items() if not getattr(report, name).strip()]


def faults_of(report: Report) -> list[Fault]:
    """Every gap in what is written, in the order of the paper."""
    own = {heading.casefold() for heading in report.sections}
    found = [fault for part in (*PARTS, *YOUNG) for fault in _faults(part, getattr(report, part), own)]
    return [*found, *_missing(report)]


def _missing(report: Report) -> Iterator[Fault]:
    """The headings it was asked with that it does not have; nothing before it has a word."""
    there = {block.title.casefold() for block in _blocks(report.text)}
    for heading in report.sections if report.text.strip() else ():
        if heading.casefold() not in there:
            yield Fault("text", heading, "this heading is missing. Write it again, and under it what belongs there.")


def _faults(part: str, source: str, own: set[str]) -> Iterator[Fault]:
    blocks = _blocks(source)
    for at, block in enumerate(blocks):
        found = (hit[0].strip() for line in [block.title, *block.lines] for hit in PLACEHOLDER.finditer(line))
        yield from (Fault(part, block.title, f"“{words}” is still to be filled in.") for words in dict.fromkeys(found))
        if block.title:
            yield from _gap(part, block, blocks[at + 1] if at + 1 < len(blocks) else None, own)


def _gap(part: str, block: Block, after: Block | None, own: set[str]) -> Iterator[Fault]:
    """A section without a word, if no section of its own follows; a statutory one, or one of the council's list, that says only "none"."""
    said = " ".join(block.lines).strip()
    if not said and (after is None or after.level <= block.level):
        yield Fault(part, block.title, "nothing is written there.")
    if said and NOTHING.match(said) and (STATUTORY.search(block.title) or block.title.casefold() in own):
        yield Fault(part, block.title, f"“{said}” needs its reason: not needed, because …")


def _blocks(source: str) -> list[Block]:
    blocks = [Block(0, "", [])]
    for line in source.splitlines():
        heading = HEADING.match(line)
        if heading:
            blocks.append(Block(len(heading[1]), heading[2], []))
        elif line.strip():
            blocks[-1].lines.append(line.strip())
    return blocks
