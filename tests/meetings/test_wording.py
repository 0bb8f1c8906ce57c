"""What uploaded papers say: letters by each kind of font, words kept whole, lines and columns apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from cpboard.core import pdf
from meetings.pdfs import process, wording
from tests.meetings.pdf_files import encrypted, make_pdf, saved

PLAIN = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=32, Widths=Array([500] * 224))


def made(drawn: bytes, *, font: Any = PLAIN, forms: dict[str, bytes] | None = None, table: bytes = b"") -> bytes:
    """One page that draws this with font F1, and with a table for readers if one is given."""
    given = pikepdf.new()
    given.add_blank_page(page_size=(595, 842))
    if table:
        font = Dictionary({**dict(font.items()), "/ToUnicode": Stream(given, table)})
    resources = Dictionary(Font=Dictionary(F1=font))
    if forms:
        held = {f"/{name}": Stream(given, form, Type=Name.XObject, Subtype=Name.Form, Resources=resources) for name, form in forms.items()}
        resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(held))
    given.pages[0].obj.Resources = resources
    given.pages[0].obj.Contents = Stream(given, drawn)
    return saved(given)


def said(content: bytes, tmp_path: Path) -> str:
    file = tmp_path / "given.pdf"
    file.write_bytes(content)
    return wording.words(file)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (b"BT /F1 10 Tf 72 700 Td (Homes) Tj ET", "Homes"),
        (b"BT /F1 10 Tf 72 700 Td (Ho) Tj (mes) Tj ET", "Homes"),
        (b"BT /F1 10 Tf 72 700 Td [(Ho) 20 (mes)] TJ ET", "Homes"),
        (b"BT /F1 10 Tf 72 700 Td [(Two) -400 (homes)] TJ ET", "Two homes"),
        (b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (Ho) Tj ET BT /F1 10 Tf 1 0 0 1 82 700 Tm (mes) Tj ET", "Homes"),
        (b"BT /F1 10 Tf 72 700 Td (One) Tj 90 0 Td (two) Tj ET", "One two"),
        (b"BT /F1 10 Tf 72 700 Td (One) Tj 0 -12 Td (two) Tj ET", "One\ntwo"),
        (b"BT /F1 10 Tf 72 700 Td (One) Tj 0 -12 TD (two) Tj T* (three) Tj ET", "One\ntwo\nthree"),
        (b"BT /F1 10 Tf 12 TL 72 700 Td (One) Tj (two) ' 0 0 (three) \" ET", "One\ntwo\nthree"),
        (b"BT /F1 10 Tf 72 700 Td (Caf\351 \223so\224) Tj ET", "Café “so”"),
        (b"BT /F1 10 Tf 72 700 Td (a\001b) Tj ET", "ab"),
        (b"BT /F9 10 Tf 72 700 Td (unknown font) Tj ET", "unknown font"),
    ],
)
def test_words_stay_whole_and_lines_apart(drawn: bytes, text: str, tmp_path: Path) -> None:
    assert said(made(drawn), tmp_path) == text


def test_an_encoding_that_differs_is_read_by_the_names_of_its_letters(tmp_path: Path) -> None:
    encoding = Dictionary(BaseEncoding=Name.MacRomanEncoding, Differences=Array([1, Name.T, Name.eacute, 66, Name("/uni00DF")]))
    font = Dictionary({**dict(PLAIN.items()), "/Encoding": encoding})
    assert said(made(b"BT /F1 10 Tf (\001\002AB\216) Tj ET", font=font), tmp_path) == "TéAßé"


def test_the_table_for_readers_comes_before_the_encoding(tmp_path: Path) -> None:
    table = b"2 beginbfchar <41> <005A> <42> <00660069> endbfchar 2 beginbfrange <43> <45> <0061> <46> <47> [<0078> <0079>] endbfrange"
    assert said(made(b"BT /F1 10 Tf (ABCDEFGH) Tj ET", table=table), tmp_path) == "ZfiabcxyH"


def test_a_font_of_two_bytes_is_read_by_its_table_and_set_by_its_widths(tmp_path: Path) -> None:
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, Array([500, 500]), 3, 4, 250]))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, DescendantFonts=Array([below]))
    table = b"1 beginbfrange <0001> <0004> <0061> endbfrange"
    drawn = b"BT /F1 10 Tf 1 0 0 1 0 0 Tm <0001000200030004> Tj 1 0 0 1 15 0 Tm <0001> Tj 1 0 0 1 30 0 Tm <00020099> Tj ET"
    assert said(made(drawn, font=font, table=table), tmp_path) == "abcda b"


def test_what_is_drawn_by_a_form_is_read_and_a_form_without_end_is_not(tmp_path: Path) -> None:
    forms = {"X1": b"BT /F1 10 Tf 0 500 Td (within) Tj ET"}
    assert said(made(b"BT /F1 10 Tf 0 700 Td (before) Tj ET /X1 Do /X9 Do", forms=forms), tmp_path) == "before\nwithin"


def test_a_long_paper_is_read_so_far_and_no_zero_byte_is_kept(tmp_path: Path) -> None:
    content = make_pdf("word " * 20_000, 5)
    assert len(said(content, tmp_path)) == wording.MOST
    assert wording.clean("a\0b\tc\nd") == "a b c\nd"


def test_a_pdf_of_our_own_reads_as_it_was_written(tmp_path: Path) -> None:
    content = pdf.render("<html lang='en-GB'><title>T</title><body><p>Brothers and sisters stay together, efficiently.</p></body></html>")
    assert " ".join(said(content, tmp_path).split()) == "Brothers and sisters stay together, efficiently."


def test_the_child_reads_it_and_says_nothing_of_what_it_cannot_read() -> None:
    assert process.words(make_pdf("Canteens", 2)) == "Canteens 1\nCanteens 2"
    assert [process.words(content) for content in (b"no PDF at all", encrypted(), b"%PDF-1.7")] == ["", "", ""]


@pytest.mark.parametrize(("table", "widths"), [([], {}), ([1], {}), ([1, 5], {}), ([1, 3, 7], {1: 7.0, 2: 7.0, 3: 7.0})])
def test_a_table_of_widths_that_ends_early_breaks_nothing(table: list[int], widths: dict[int, float]) -> None:
    assert dict(wording._wide(list(Array(table)))) == widths
