"""From a file to rows of text: CSV with or without a byte-order mark and with any line ends, or the first sheet of an XLSX."""

from __future__ import annotations

import csv
import hashlib
import io
from itertools import islice

from performance.importing import workbooks
from performance.importing.reading import Refused, Sheet

MOST_BYTES = workbooks.MOST_BYTES
MOST_ROWS = 999_999


def sheet_of(name: str, content: bytes) -> Sheet:
    """The rows of a file, each with its number from 1. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(name, f"the file is larger than {MOST_BYTES // 1024**2} MB.")
    return workbooks.sheet_of(name, content, MOST_ROWS) if content[:2] == b"PK" else _text(name, content)


def digest(content: bytes) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(content).hexdigest()


def _text(name: str, content: bytes) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(name, f"this is not text in UTF-8 (byte {fault.start:,}). Save it as CSV UTF-8.") from None
    if "\x00" in text:
        raise Refused(name, "this is not text: it holds a null character.")
    try:
        rows = list(islice(enumerate(csv.reader(io.StringIO(text, newline="")), start=1), MOST_ROWS + 1))
    except csv.Error as fault:
        raise Refused(name, f"the rows cannot be told apart ({fault}).") from None
    if len(rows) > MOST_ROWS:
        raise Refused(name, f"the file has more than {MOST_ROWS:,} rows, which is the most that are taken.")
    return Sheet(rows)
