"""What stands as Markdown, as a Word document that a council can edit: real headings, lists and tables, its language said.

The names of its writers and of its maker are not in it: the council is its author.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from markdown_it.token import Token

from cpboard.core import text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEEPEST = 6


def document(title: str, markdown: str, *, author: str, at: dt.datetime, note: str = "") -> bytes:
    """The file. `note` stands under the title, in bold: whether it is a draft."""
    made = Document()
    _say_whose(made, title, author, at)
    made.add_heading(_clean(title), level=1)
    if note:
        made.add_paragraph().add_run(_clean(note)).bold = True
    _Writer(made).write(text.tokens(markdown))
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def _say_whose(made: Any, title: str, author: str, at: dt.datetime) -> None:
    said = made.core_properties
    said.title, said.author, said.last_modified_by, said.language = _clean(title)[:250], _clean(author)[:250], "", "en-GB"
    said.comments, said.revision = "", 1
    said.created = said.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    made.styles["Normal"].element.get_or_add_rPr().append(language)


class _Writer:
    """Walks through the tokens and adds a paragraph for each block."""

    def __init__(self, made: Any) -> None:
        self._made = made
        self._lists: list[str] = []
        self._quoted = 0

    def write(self, tokens: list[Token]) -> None:
        """Everything."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
                self._table(tokens[at:end])
                at = end
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif token.type in ("blockquote_open", "blockquote_close"):
                self._quoted += 1 if token.type.endswith("open") else -1
            elif token.type == "heading_open":
                self._inline(self._made.add_heading(level=min(max(int(token.tag[1]), 2), DEEPEST)), tokens[at + 1])
                at += 1
            elif token.type == "inline":
                self._inline(self._made.add_paragraph(style=self._style()), token)
            at += 1

    def _style(self) -> str | None:
        return self._lists[-1] if self._lists else "Quote" if self._quoted else None

    def _inline(self, paragraph: Any, token: Token) -> None:
        for said, bold, italic in runs(token):
            run = paragraph.add_run(_clean(said))
            run.bold, run.italic = bold or None, italic or None

    def _table(self, tokens: list[Token]) -> None:
        rows: list[list[Token]] = []
        for place, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(tokens[place + 1])
        table = self._made.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, token in zip(row.cells, cells, strict=False):
                self._inline(cell.paragraphs[0], token)
        _repeat(table.rows[0])


def _repeat(row: Any) -> None:
    """The head of a table, which readers for the blind and further pages need."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def runs(token: Token) -> Iterator[tuple[str, bool, bool]]:
    """The words of a paragraph, each run with whether it is bold and italic. An address stands behind what leads to it."""
    bold = italic = 0
    address = ""
    for part in token.children or ():
        if part.type in ("strong_open", "strong_close"):
            bold += 1 if part.nesting > 0 else -1
        elif part.type in ("em_open", "em_close"):
            italic += 1 if part.nesting > 0 else -1
        elif part.type == "link_open":
            address = str(part.attrs.get("href", ""))
        elif part.type == "link_close":
            yield f" ({address})", False, False
        elif part.type in ("softbreak", "hardbreak"):
            yield "\n", False, False
        else:
            yield part.content, bold > 0, italic > 0


def _clean(said: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each if each.isprintable() or each in "\n\t" else " " for each in said)
