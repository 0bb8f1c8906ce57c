"""What people may upload: a few kinds, by their bytes and their ending alike (security AC17).

Nothing of an upload is run, unpacked to disk or served as its own type to a browser tab: it leaves again
only as a download (`files.respond`). Anything else is refused with a sentence.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from cpboard.core.files import safe_name

LARGEST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 200


class Refused(Exception):
    """This file cannot be taken. The message is a sentence: what is wrong, how to mend it."""


@dataclass(frozen=True)
class Upload:
    """A file that was looked at: its bytes, its clean name, its type."""

    content: bytes
    name: str
    content_type: str


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(heads)


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def _is_office(part: str) -> Callable[[bytes], bool]:
    """A Word or Excel file: the parts that make it one, no macros, not a bomb."""

    def look(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
                _no_bomb(packed, len(content))
        except (zipfile.BadZipFile, ValueError):
            return False
        if any("vbaproject" in name.lower() for name in names):
            raise Refused("This file holds macros. Save it without them, or as a PDF, and upload that.")
        return "[Content_Types].xml" in names and any(name.startswith(part) for name in names)

    return look


def _no_bomb(packed: zipfile.ZipFile, size: int) -> None:
    unpacked = sum(info.file_size for info in packed.infolist())
    if unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * max(size, 1):
        raise Refused("This file unpacks to something far too large. Save it again, or as a PDF, and upload that.")


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "docx": (DOCX, _is_office("word/")),
    "xlsx": (XLSX, _is_office("xl/")),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "csv": ("text/csv", _is_text),
    "txt": ("text/plain", _is_text),
}


def look_at(uploaded: UploadedFile, *, kinds: tuple[str, ...] = tuple(KINDS)) -> Upload:
    """Look at an upload before anything is stored. Raises `Refused` with a sentence."""
    name = safe_name(uploaded.name or "file")
    ending = name.rpartition(".")[2].lower()
    if ending not in kinds:
        raise Refused(f"Upload a file that ends in {_listed(kinds)}.")
    if not uploaded.size:
        raise Refused("This file is empty. Choose another.")
    if uploaded.size > settings.LARGEST_UPLOAD:
        raise Refused(f"This file is larger than {settings.LARGEST_UPLOAD // (1024 * 1024)} MB. Upload a smaller one.")
    content = uploaded.read()
    content_type, is_kind = KINDS[ending]
    if not is_kind(content):
        raise Refused(f"This file ends in .{ending}, but it is something else or it is damaged. Save it again.")
    return Upload(content, name, content_type)


def _listed(kinds: tuple[str, ...]) -> str:
    dotted = [f".{kind}" for kind in kinds if kind != "jpeg"]
    return f"{', '.join(dotted[:-1])} or {dotted[-1]}" if len(dotted) > 1 else dotted[0]
