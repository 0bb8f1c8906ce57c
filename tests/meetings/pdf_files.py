"""Real PDFs and Word files, good and bad, made for the tests."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

FILL = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET"
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make_pdf(words: str = "A letter", pages: int = 1, *, rotate: int = 0, size: tuple[int, int] = (595, 842)) -> bytes:
    """So many pages, each with these words and its number."""
    made = pikepdf.new()
    for number in range(1, pages + 1):
        made.add_blank_page(page_size=size)
        page = made.pages[-1].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(made, FILL % f"{words} {number}".encode())
        if rotate:
            page.Rotate = rotate
    return saved(made)


def saved(made: pikepdf.Pdf, **more: Any) -> bytes:
    into = io.BytesIO()
    made.save(into, **more)
    return into.getvalue()


def encrypted() -> bytes:
    """A PDF that opens with a password only."""
    with pikepdf.open(io.BytesIO(make_pdf())) as made:
        return saved(made, encryption=pikepdf.Encryption(owner="o", user="secret"))


def armed() -> bytes:
    """A PDF with a script, a file within it, a link that starts a program and a name of whoever wrote it."""
    with pikepdf.open(io.BytesIO(make_pdf("Armed"))) as made:
        made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('zzscript')"))
        made.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))
        made.docinfo["/Author"] = "zzauthor"
        runs = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F=String("zzprogram")))
        web = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        web.A = Dictionary(S=Name.URI, URI=String("https://www.example.org/"), Next=Dictionary(S=Name.JavaScript, JS=String("zznext")))
        made.pages[0].obj.Annots = Array([runs, web])
        made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("zzopen")))
        return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def hidden_script() -> bytes:
    """A script where no page needs one: in the resources of a page."""
    with pikepdf.open(io.BytesIO(make_pdf())) as made:
        made.pages[0].obj.Resources.Properties = Dictionary(X=made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("x"))))
        return saved(made)


def inflating() -> bytes:
    """A PDF of a few kilobytes whose page unpacks to gigabytes."""
    with pikepdf.open(io.BytesIO(make_pdf())) as made:
        squeezer = zlib.compressobj(1)
        block = b" " * (1 << 20)
        packed = b"".join(squeezer.compress(block) for _ in range(900)) + squeezer.flush()
        once = zlib.compress(packed, 9)
        made.pages[0].obj.Contents = Stream(made, once, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
        return saved(made)


def make_docx(*, macros: bool = False, kinds: str = KINDS, text: str = "<w/>", filling: int = 0) -> bytes:
    """A Word file, or what calls itself one."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kinds}"/></Types>')
        packed.writestr("word/document.xml", text)
        if macros:
            packed.writestr("word/vbaProject.bin", b"x")
        if filling:
            packed.writestr("word/media/x.bin", b"0" * filling)
    return into.getvalue()
