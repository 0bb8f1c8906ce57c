"""Logs that say which fault and where, never its words: those may be a child's (security AC20).

A database error quotes the row, a parser quotes the line it could not read. So the message of an exception
is left out of every log, and with it the request's data.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def place(fault: BaseException) -> str:
    """The kinds of a fault and of what led to it, and the lines of code it came through."""
    kinds: list[str] = []
    lines: list[str] = []
    seen: BaseException | None = fault
    while seen is not None and len(kinds) < 5:
        kinds.append(type(seen).__name__)
        lines = [f"{at.filename}:{at.lineno} in {at.name}" for at in traceback.extract_tb(seen.__traceback__)] + lines
        seen = seen.__cause__ or seen.__context__
    return "\n  ".join([" from ".join(kinds), *lines])


# An address that holds a secret (cpboard/core/keys.py): refused today, it may open again once its owner is let in again.
SECRET = re.compile(r"(/my-calendar/)[\w-]+(?=\.ics)")


class Formatter(logging.Formatter):
    """As the standard one, with the place of a fault instead of its words, and without the secret of an address."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its secrets left out."""
        return SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: Any) -> str:
        """Kind and place."""
        return place(ei[1]) if ei[1] is not None else ""
