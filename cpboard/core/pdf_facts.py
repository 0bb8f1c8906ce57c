"""What a PDF of ours says about itself and what its pages read: for manifests and tests.

Made for the PDFs that `pdf.render` makes (fonts with Identity-H and ToUnicode). Files that people
upload are opened in a process of their own, never here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

SPACE_AT = 0.12  # a gap this wide, in parts of the font size, is a space that was not written
DEEPEST = 8


@dataclass(frozen=True)
class Facts:
    """A PDF in short. `text` holds one string a page, one line for each printed line."""

    pages: int
    title: str
    lang: str
    tagged: bool
    shows_title: bool
    standard: str
    bookmarks: tuple[str, ...]
    attachments: tuple[str, ...]
    text: tuple[str, ...]


def facts_of(content: bytes) -> Facts:
    """The facts of a PDF. Raises `pikepdf.PdfError` for what is none."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            part = metadata.get("pdfuaid:part")
        return Facts(
            pages=len(pdf.pages),
            title=str(pdf.docinfo.get("/Title", "")),
            lang=str(root.get("/Lang", "")),
            tagged=_is_set(root, "/MarkInfo", "/Marked") and "/StructTreeRoot" in root,
            shows_title=_is_set(root, "/ViewerPreferences", "/DisplayDocTitle"),
            standard=f"PDF/UA-{part}" if part else "",
            bookmarks=tuple(_bookmarks(pdf)),
            attachments=tuple(pdf.attachments),
            text=tuple(_text_of(page) for page in pdf.pages),
        )


def _is_set(root: Any, group: str, name: str) -> bool:
    return group in root and bool(root[group].get(name, False))


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_outline() as outline:
        waiting = list(reversed(outline.root))
        while waiting:
            item = waiting.pop()
            yield item.title
            waiting += reversed(item.children)


def _text_of(page: pikepdf.Page) -> str:
    reader = _Reader()
    reader.read(page.obj, page.obj.get("/Resources", {}), pikepdf.Matrix())
    return reader.text


class _Font:
    """How the codes of one font read, and how wide they run."""

    def __init__(self, font: Any) -> None:
        self._font = font

    @cached_property
    def letters(self) -> dict[int, str]:
        """Code to text, from the font's ToUnicode table."""
        table = self._font.ToUnicode.read_bytes().decode("latin-1") if "/ToUnicode" in self._font else ""
        pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>\s*$", table, re.M | re.I)
        return {int(code, 16): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in pairs}

    @cached_property
    def widths(self) -> dict[int, float]:
        """Code to width, in thousandths of the font size."""
        widths: dict[int, float] = {}
        for first, row in self._rows():
            widths |= {first + n: float(width) for n, width in enumerate(row)}
        return widths

    def _rows(self) -> Iterator[tuple[int, Any]]:
        """The entries of the W table: a first code and widths from there on."""
        for descendant in self._font.get("/DescendantFonts", []):
            table = list(descendant.get("/W", []))
            yield from ((int(first), row) for first, row in zip(table[::2], table[1::2], strict=False))

    def read(self, written: bytes) -> tuple[str, float]:
        """Text and width of one string of two-byte codes."""
        codes = [int.from_bytes(written[i : i + 2], "big") for i in range(0, len(written), 2)]
        return "".join(self.letters.get(c, "") for c in codes), sum(self.widths.get(c, 1000) for c in codes)


class _Reader:
    """Follows the pen through a content stream; keeps the words, with line breaks where the pen moves."""

    def __init__(self) -> None:
        self.text = ""
        self._end = (0.0, 0.0)

    def read(self, stream: Any, resources: Any, matrix: pikepdf.Matrix, depth: int = 0) -> None:
        """Read one stream; drawings inside it are read where they are drawn."""
        fonts = {name: _Font(font) for name, font in resources.get("/Font", {}).items()}
        stack: list[pikepdf.Matrix] = []
        font, size, pen = _Font({}), 0.0, pikepdf.Matrix()
        for step in pikepdf.parse_content_stream(stream):
            operands: Any = step.operands
            match str(step.operator):
                case "q":
                    stack.append(matrix)
                case "Q":
                    matrix = stack.pop()
                case "cm":
                    matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
                case "Tf":
                    font, size = fonts.get(str(operands[0]), font), float(operands[1])
                case "Tm":
                    pen = pikepdf.Matrix(*map(float, operands))
                case "TJ":
                    self._write(operands[0], font, size, pen @ matrix)
                case "Do" if depth < DEEPEST:
                    self._drawing(resources.XObject[str(operands[0])], matrix, depth)

    def _drawing(self, drawing: Any, matrix: pikepdf.Matrix, depth: int) -> None:
        if drawing.get("/Subtype") == "/Form":
            self.read(drawing, drawing.get("/Resources", {}), matrix, depth + 1)

    def _write(self, parts: Any, font: _Font, size: float, at: pikepdf.Matrix) -> None:
        words, run = "", 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                text, width = font.read(bytes(part))
                words, run = words + text, run + width
            else:
                run -= float(part)
        scale = size * at.a
        self._place(words, at.e, at.f, abs(scale) * SPACE_AT)
        self._end = (at.e + run * scale / 1000, at.f)

    def _place(self, words: str, x: float, y: float, space: float) -> None:
        end_x, end_y = self._end
        if self.text and abs(y - end_y) > 1:
            self.text = self.text.rstrip() + "\n"
        elif self.text and abs(x - end_x) > space and not self.text[-1].isspace():
            self.text += " "
        self.text += words
