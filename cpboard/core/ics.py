"""Calendar files (RFC 5545): entries with a day and a place, and nothing that a telephone on a table may not show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

LONGEST = 75  # octets of a line; a longer one is folded
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Corporate parenting board//Meetings//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")


@dataclass(frozen=True)
class Entry:
    """One entry. `starts` is a moment, or a day on which something was to be. `uid` stays when it moves."""

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | None = None
    place: str = ""
    url: str = ""
    is_off: bool = False


def respond(name: str, title: str, entries: Iterable[Entry]) -> HttpResponse:
    """The file, as a calendar takes it. `name` is that of the file, `title` that of the calendar."""
    response = HttpResponse(calendar(title, entries, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def calendar(title: str, entries: Iterable[Entry], *, now: dt.datetime) -> str:
    """The text of the file."""
    lines = [*HEAD, f"X-WR-CALNAME:{_text(title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT3H"]
    for entry in entries:
        lines += _entry(entry, now)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(entry: Entry, now: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@{urlsplit(settings.SITE_ADDRESS).hostname}"
    yield f"DTSTAMP:{_moment(now)}"
    yield _when("DTSTART", entry.starts)
    if entry.ends is not None:
        yield _when("DTEND", entry.ends)
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.is_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(name: str, at: dt.datetime | dt.date) -> str:
    return f"{name}:{_moment(at)}" if isinstance(at, dt.datetime) else f"{name};VALUE=DATE:{at:%Y%m%d}"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    """A value in words: its own marks are escaped, line breaks too; other control characters are left out."""
    for mark in ("\\", ";", ","):
        said = said.replace(mark, f"\\{mark}")
    said = said.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(each for each in said if each.isprintable())


def _folded(line: str) -> str:
    """A line in pieces of 75 octets, no letter of two octets cut."""
    pieces, piece, room = [], "", LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST - 1
        piece, room = piece + letter, room - size
    return "\r\n ".join([*pieces, piece])
