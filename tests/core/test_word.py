"""Word documents: headings, lists and tables are real, the language is said, nobody's name is in them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest

from cpboard.core import word

AT = dt.datetime(2027, 1, 11, 9, 30, tzinfo=dt.UTC)
TEXT = """## What was decided

**Agreed:** Ring first. So that *no child* hears it at breakfast.

- one
- two

1. first

> in quotation

| Year | Children |
|---|---|
| 2025 | 89 |

See [the plan](https://www.example.org/plan)."""


def made(markdown: str = TEXT, **more: str) -> bytes:
    return word.document("Minutes", markdown, author="Fenbridge Council", at=AT, **more)


def test_what_stands_as_markdown_has_word_styles_of_its_own() -> None:
    read = docx.Document(io.BytesIO(made(note="Draft.")))
    assert [(each.style.name, each.text) for each in read.paragraphs] == [
        ("Heading 1", "Minutes"),
        ("Normal", "Draft."),
        ("Heading 2", "What was decided"),
        ("Normal", "Agreed: Ring first. So that no child hears it at breakfast."),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("List Number", "first"),
        ("Quote", "in quotation"),
        ("Normal", "See the plan (https://www.example.org/plan)."),
    ]
    said = next(each for each in read.paragraphs if each.text.startswith("Agreed"))
    assert [run.text for run in said.runs if run.bold] == ["Agreed:"]
    assert [run.text for run in said.runs if run.italic] == ["no child"]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["Year", "Children"], ["2025", "89"]]
    assert "w:tblHeader" in read.tables[0].rows[0]._tr.xml


def test_it_says_its_language_and_whose_it_is_and_no_more() -> None:
    read = docx.Document(io.BytesIO(made()))
    said = read.core_properties
    assert (said.title, said.author, said.last_modified_by, said.comments, said.language) == (
        "Minutes",
        "Fenbridge Council",
        "",
        "",
        "en-GB",
    )
    assert 'w:val="en-GB"' in read.styles["Normal"].element.xml
    with zipfile.ZipFile(io.BytesIO(made())) as packed:
        inside = b"".join(packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels")))
    assert b"python-docx" not in inside


@pytest.mark.parametrize("text", ["", "\x00\x07 bell", "<script>alert(1)</script>", "😀 & < >"])
def test_any_words_make_a_document_that_opens(text: str) -> None:
    read = docx.Document(io.BytesIO(made(text)))
    assert read.paragraphs[0].text == "Minutes"
