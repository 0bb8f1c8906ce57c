"""What the pages of an uploaded PDF say, as far as their fonts tell: for search, never for showing.

Runs in the child process only. Letters come from the table that a font carries for readers, else from its encoding;
a gap wider than a sixth of a letter is a space that was not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import agl

MOST = 300_000  # characters: the rest of a longer paper is not looked through
GAP, LINE = 0.16, 0.4  # in parts of the letters' size
DEEPEST = 6
PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RUN = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[([^\]]*)\])")
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
Code = tuple[str, float]  # what it says, how wide it runs in parts of the size


def words(source: Path) -> str:
    """The text of all pages. Raises what pikepdf raises for a file that it cannot read."""
    found: list[str] = []
    with pikepdf.open(source, attempt_recovery=False) as given:
        for page in given.pages:
            found.append(_Reader().page(page))
            if sum(map(len, found)) > MOST:
                break
    return clean("\n".join(found))[:MOST]


def clean(said: str) -> str:
    """Without what is no letter: a database takes no zero byte."""
    return "".join(each if each.isprintable() or each == "\n" else " " for each in said)


class Font:
    """How the codes of one font read, and how wide they run."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self.is_wide = str(font.get("/Subtype", "")) == "/Type0"

    def read(self, written: bytes) -> Iterator[Code]:
        """Letter by letter."""
        step = 2 if self.is_wide else 1
        for at in range(0, len(written) - step + 1, step):
            code = int.from_bytes(written[at : at + step], "big")
            yield self._letter(code), self._widths.get(code, self._usual) / 1000

    def _letter(self, code: int) -> str:
        return self._table.get(code) or ("" if self.is_wide else self._encoded.get(code, ""))

    @cached_property
    def _table(self) -> dict[int, str]:
        """From the table for readers (ToUnicode)."""
        table = self._font.get("/ToUnicode")
        found: dict[int, str] = {}
        for kind, block in BLOCK.findall(table.read_bytes()) if isinstance(table, pikepdf.Stream) else ():
            found |= dict(_pairs(block)) if kind == b"char" else dict(_runs(block))
        return found

    @cached_property
    def _encoded(self) -> dict[int, str]:
        """From the encoding, and what differs from it."""
        encoding = self._font.get("/Encoding")
        differs: Any = encoding.get("/Differences", []) if isinstance(encoding, pikepdf.Dictionary) else []
        name = str(encoding.get("/BaseEncoding", "")) if isinstance(encoding, pikepdf.Dictionary) else str(encoding)
        codec = "mac_roman" if name == "/MacRomanEncoding" else "cp1252"
        found = {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}
        code = 0
        for each in list(differs):
            if isinstance(each, pikepdf.Name):
                found[code] = agl.toUnicode(str(each).lstrip("/"))
                code += 1
            else:
                code = int(each)
        return found

    @cached_property
    def _usual(self) -> float:
        return 1000.0 if self.is_wide else 500.0

    @cached_property
    def _widths(self) -> dict[int, float]:
        if not self.is_wide:
            first = int(self._font.get("/FirstChar", 0))
            return {first + place: float(width) for place, width in enumerate(self._font.get("/Widths", []))}
        return {code: width for below in self._font.get("/DescendantFonts", []) for code, width in _wide(list(below.get("/W", [])))}


def _pairs(block: bytes) -> Iterator[tuple[int, str]]:
    for code, said in PAIR.findall(block):
        yield int(code, 16), _utf16(said)


def _runs(block: bytes) -> Iterator[tuple[int, str]]:
    for first, last, said, each in RUN.findall(block):
        begins, ends = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
        if said:
            yield from _counted(_utf16(said), range(begins, ends + 1))
        else:
            yield from zip(range(begins, ends + 1), (_utf16(one) for one in re.findall(rb"<([0-9a-fA-F]+)>", each)), strict=False)


def _counted(start: str, codes: range) -> Iterator[tuple[int, str]]:
    """A run of codes whose letters follow one another."""
    last = ord(start[-1]) if start else 0
    return ((code, start[:-1] + chr(min(last + place, 0x10FFFF))) for place, code in enumerate(codes) if start)


def _utf16(digits: bytes) -> str:
    padded = digits if len(digits) % 4 == 0 else digits.rjust(4, b"0")
    return bytes.fromhex(padded.decode()).decode("utf-16-be", "replace") if len(padded) % 4 == 0 else ""


def _wide(table: list[Any]) -> Iterator[tuple[int, float]]:
    """The entries of a W table: a code and widths from there on, or two codes and the width of all between."""
    at = 0
    while at + 1 < len(table):
        first, second = int(table[at]), table[at + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + place, float(width)) for place, width in enumerate(second))
            at += 2
        elif at + 2 < len(table):
            yield from ((code, float(table[at + 2])) for code in range(first, min(int(second), first + 0xFFFF) + 1))
            at += 3
        else:
            return


class _Reader:
    """Follows the pen over one page and keeps what it writes."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._font, self._size, self._leading = Font(pikepdf.Dictionary()), 1.0, 0.0
        self._line = self._pen = pikepdf.Matrix()
        self._end: tuple[float, float] | None = None

    def page(self, page: pikepdf.Page) -> str:
        """Everything on it."""
        self._read(page.obj, page.obj.get("/Resources", {}), 0)
        return "".join(self._said)

    def _read(self, stream: Any, resources: Any, depth: int) -> None:
        fonts = {name: Font(font) for name, font in resources.get("/Font", {}).items()}
        for step in pikepdf.parse_content_stream(stream):
            operands: Any = step.operands
            match str(step.operator):
                case "BT":
                    self._line = self._pen = pikepdf.Matrix()
                case "Tf":
                    self._font, self._size = fonts.get(str(operands[0]), self._font), float(operands[1])
                case "TL":
                    self._leading = float(operands[0])
                case "Tm":
                    self._line = self._pen = pikepdf.Matrix(*map(float, operands))
                case "Td":
                    self._move(float(operands[0]), float(operands[1]))
                case "TD":
                    self._leading = -float(operands[1])
                    self._move(float(operands[0]), float(operands[1]))
                case "T*":
                    self._move(0, -self._leading)
                case "Tj":
                    self._write([operands[0]])
                case "TJ":
                    self._write(operands[0])
                case "'" | '"':
                    self._move(0, -self._leading)
                    self._write([operands[-1]])
                case "Do" if depth < DEEPEST:
                    self._drawing(resources.get("/XObject", {}).get(str(operands[0])), depth)

    def _move(self, right: float, up: float) -> None:
        self._line = self._pen = pikepdf.Matrix(1, 0, 0, 1, right, up) @ self._line

    def _drawing(self, drawing: Any, depth: int) -> None:
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == "/Form":
            self._read(drawing, drawing.get("/Resources", {}), depth + 1)

    def _write(self, parts: Any) -> None:
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._letters(bytes(part))
            else:
                self._advance(-float(part) / 1000)

    def _letters(self, written: bytes) -> None:
        self._gap()
        for letter, width in self._font.read(written):
            self._said.append(letter)
            self._advance(width)
        self._end = (self._pen.e, self._pen.f)

    def _advance(self, by: float) -> None:
        self._pen = pikepdf.Matrix(1, 0, 0, 1, by * self._size, 0) @ self._pen

    def _gap(self) -> None:
        """A new line, or a space, where the pen has moved."""
        if self._end is None:
            return
        high = abs(self._size * (self._pen.d or self._pen.c)) or 1.0
        wide = abs(self._size * (self._pen.a or self._pen.b)) or 1.0
        across, down = self._pen.e - self._end[0], abs(self._pen.f - self._end[1])
        if down > high * LINE:
            self._said.append("\n")
        elif abs(across) > wide * GAP:
            self._said.append(" ")
