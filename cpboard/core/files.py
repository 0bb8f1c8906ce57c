"""The private store: bytes by hash, no address before release (reference: security §0.6, AC17, R5).

A file is written to a temporary name, flushed, and moved into place; a reader sees all of it or
nothing. Nobody fetches a file by its key: a view that has checked its viewer calls `respond`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import FileResponse

from cpboard.core.access import Viewer
from cpboard.core.models import StoredFile

NAME_LENGTH = 100


class FileMissing(Exception):
    """The row is there and the bytes are not, or they are not the bytes that were stored."""


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def safe_name(name: str) -> str:
    """A file name without path parts, control characters or surprises, at most 100 characters."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isalnum() or c in "-_. ()" else "-" for c in plain).strip(" .-")
    stem, dot, ending = (kept or "file").rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}" if dot and stem else kept[:NAME_LENGTH] or "file"


def store(content: bytes, *, name: str, content_type: str, by: Viewer | None, now: dt.datetime) -> StoredFile:
    """Put bytes into the store and give back their row. Raises `ValueError` for an empty file."""
    if not content:
        raise ValueError("The file is empty.")
    digest = hashlib.sha256(content).hexdigest()
    _put(content, path_of(digest))
    return StoredFile.record(
        sha256=digest,
        size=len(content),
        content_type=content_type,
        name=safe_name(name),
        added_at=now,
        added_by=by.user if by else None,
    )


def _put(content: bytes, path: Path) -> None:
    """Whole or not at all: temporary name, flush to disk, move."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def throw_away(stored: StoredFile, *, besides: Collection[int] = ()) -> bool:
    """Take the bytes of a row out of the store; its row stays, with name and hash. Gives whether they are gone.

    Bytes that another row names too are kept for it, unless that row is one of `besides`: rows whose bytes were
    given up before.
    """
    others = StoredFile.objects.filter(sha256=stored.sha256).exclude(pk__in=[stored.pk, *besides])
    if others.exists():
        return False
    path_of(stored.sha256).unlink(missing_ok=True)
    return True


def open_stored(stored: StoredFile) -> IO[bytes]:
    """The bytes of a row, for reading. Raises `FileMissing`."""
    try:
        return path_of(stored.sha256).open("rb")
    except FileNotFoundError:
        raise FileMissing(f"{stored.name} is not in the store.") from None


def read(stored: StoredFile) -> bytes:
    """The bytes of a row, checked against its hash. Raises `FileMissing`."""
    with open_stored(stored) as source:
        content = source.read()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileMissing(f"{stored.name} is damaged in the store.")
    return content


def respond(stored: StoredFile, *, name: str | None = None) -> FileResponse:
    """The file as a download. The caller has checked that this viewer may have it, on this request."""
    response = FileResponse(
        open_stored(stored),
        as_attachment=True,
        filename=safe_name(name or stored.name),
        content_type=stored.content_type,
    )
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    # What is opened from here runs nothing and reaches nothing of ours.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
