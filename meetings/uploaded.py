"""A paper as it is uploaded: looked at, and a PDF made anew from it, before anything is stored (security AC17)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from django.core.files.uploadedfile import UploadedFile

from cpboard.core.uploads import Refused, look_at
from meetings.pdfs import process

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DAMAGED = "This file ends in .docx, but it is not a Word document. Save it again, or as a PDF, and upload that."
AS_PDF = "A Word file can still change on its way into the pack. In Word, choose Save as, PDF, and upload that."


@dataclass(frozen=True)
class PaperFile:
    """A PDF that may go into a pack: our clean copy, its pages, whether it is tagged for readers for the blind."""

    content: bytes
    pages: int
    tagged: bool


def paper_from(uploaded: UploadedFile) -> PaperFile:
    """The paper in an upload. Raises `Refused` with a sentence; then nothing of it is kept."""
    upload = look_at(uploaded, kinds=("pdf", "docx"))
    if upload.name.lower().endswith(".docx"):
        _is_word(upload.content)
        raise Refused(AS_PDF)
    return PaperFile(*process.clean(upload.content))


def _is_word(content: bytes) -> None:
    """Whether its parts say that it is a Word document. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            kinds, text = packed.read("[Content_Types].xml"), packed.read("word/document.xml")
        _reads(kinds)
        _reads(text)
    except (KeyError, ValueError, zipfile.BadZipFile, expat.ExpatError):
        raise Refused(DAMAGED) from None
    if MAIN not in kinds.decode("utf-8", "replace"):
        raise Refused(DAMAGED)


def _reads(part: bytes) -> None:
    """It is XML without definitions of its own, which a Word document never has. Raises `ValueError` or `ExpatError`."""

    def defines(*_: object) -> None:
        raise ValueError("It defines entities.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = defines
    parser.Parse(part, True)
