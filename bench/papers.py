"""Papers as an officer's word processor prints them: headings, text, tables, fonts and tags, ten pages each."""

from __future__ import annotations

import io
import random

import pikepdf

from cpboard.core import pdf

TALK = """the board heard what children said about homes health school moves brothers sisters workers promises letters
answers visits plans money months figures care and agreed who does what by when"""
WORDS = TALK.split()
KINDS = 5  # so many different papers; the others are these under another title


def papers(count: int, pages: int) -> list[bytes]:
    """So many PDFs of so many pages each, no two alike to the last byte."""
    chance = random.Random(20)
    made = [pdf.render(_paper(number, pages, chance)) for number in range(min(KINDS, count))]
    return [_titled(made[number % len(made)], f"Paper {number}") for number in range(count)]


def _paper(number: int, pages: int, chance: random.Random) -> str:
    sheets = "".join(f'<section style="break-after: page">{_sheet(part, chance)}</section>' for part in range(pages - 1))
    return f'<html lang="en-GB"><title>Paper {number}</title><body><h1>Paper {number}</h1>{sheets}<p>{_words(60, chance)}</p></body></html>'


def _sheet(part: int, chance: random.Random) -> str:
    cells = (f"<td>{chance.randint(6, 999)}</td>" * 4 for _ in range(10))
    rows = "".join(f'<tr><th scope="row">{_words(3, chance)}</th>{row}</tr>' for row in cells)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Measure", "Ours", "Similar", "Region", "England"))
    return f"<h2>Part {part + 1}</h2><p>{_words(90, chance)}</p><table><tr>{head}</tr>{rows}</table><p>{_words(80, chance)}</p>"


def _words(count: int, chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _titled(content: bytes, title: str) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as paper:
        paper.docinfo["/Title"] = title
        paper.save(into)
    return into.getvalue()
