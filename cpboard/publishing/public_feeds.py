"""Public meetings and papers for machines: calendar, Atom feed, JSON and CSV. Made from publications and nothing else.

What was taken down stays as a tombstone: its address, when and why, without its title. A newer version of the same thing
is the same entry, changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Tree

from django.conf import settings
from django.db.models.fields.json import KT
from django.urls import reverse

from cpboard.core.ics import Entry
from cpboard.publishing.models import Publication, PublicationKind

KINDS = (PublicationKind.MEETING, PublicationKind.PACK, PublicationKind.MINUTES)
COLUMNS = ("address", "kind", "title", "body", "day", "file", "sha256", "published_at", "taken_down_at", "reason")
IN_THE_FEED = 50
ATOM, DELETED = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True)
class Out:
    """One thing that is public, or was. What was taken down has no title, body or file."""

    source: str
    address: str
    kind: str
    day: dt.date
    published_at: dt.datetime
    sha256: str = ""
    title: str = ""
    body: str = ""
    file: str = ""
    starts: str = ""
    ends: str = ""
    place: str = ""
    taken_down_at: dt.datetime | None = None
    reason: str = ""

    @property
    def changed_at(self) -> dt.datetime:
        """When it came out or was taken down."""
        return self.taken_down_at or self.published_at


def everything() -> list[Out]:
    """Every public agenda, paper and minutes, what changed last first. One query."""
    words = {"body": KT("statement__body"), "starts": KT("statement__starts_at"), "ends": KT("statement__ends_at")}
    rows = Publication.objects.filter(kind__in=KINDS).annotate(**words, place=KT("statement__place"))
    newest: dict[tuple[str, str], Publication] = {}
    for row in rows.defer("statement").select_related("withdrawal", "file").order_by("pk"):
        newest[row.kind, row.source] = row
    return sorted((_out(row) for row in newest.values()), key=lambda each: each.changed_at, reverse=True)


def _out(row: Any) -> Out:
    where = {"source": row.source, "address": absolute(reverse("publication", args=[row.slug])), "kind": row.get_kind_display()}
    when = {"day": row.sorts_on, "published_at": row.released_at}
    gone = getattr(row, "withdrawal", None)
    if gone is not None:
        return Out(**where, **when, taken_down_at=gone.at, reason=gone.reason)
    file = absolute(reverse("publication_file", args=[row.slug])) if row.file_id else ""
    said = {"title": row.title, "body": row.body or "", "starts": row.starts or "", "ends": row.ends or "", "place": row.place or ""}
    return Out(**where, **when, **said, sha256=row.file.sha256 if row.file else "", file=file)


def absolute(path: str) -> str:
    """A path with the address of this site before it."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def as_row(out: Out) -> list[object]:
    """One line of the table; the columns are `COLUMNS`."""
    moments = [out.published_at.isoformat(), out.taken_down_at.isoformat() if out.taken_down_at else ""]
    return [out.address, out.kind, out.title, out.body, out.day.isoformat(), out.file, out.sha256, *moments, out.reason]


def as_json() -> dict[str, Any]:
    """The same, for programs."""
    return {"papers": [dict(zip(COLUMNS, as_row(out), strict=True)) for out in everything()]}


def calendar_entries() -> Iterator[Entry]:
    """The public meetings. One whose agenda was taken down is called off for the calendar, without its place."""
    for out in everything():
        if out.kind == PublicationKind.MEETING.label:
            uid = out.source.replace(".", "-").replace(":", "-")
            if out.taken_down_at or not out.starts or not out.ends:
                yield Entry(uid, "Taken down", out.day, url=out.address, is_off=True)
            else:
                starts, ends = dt.datetime.fromisoformat(out.starts), dt.datetime.fromisoformat(out.ends)
                yield Entry(uid, out.body, starts, ends, out.place, out.address)


def atom(title: str, address: str) -> bytes:
    """The feed, with a tombstone (RFC 6721) for each thing that was taken down."""
    Tree.register_namespace("", ATOM)
    Tree.register_namespace("at", DELETED)
    outs = everything()[:IN_THE_FEED]
    feed = Tree.Element(f"{{{ATOM}}}feed")
    _say(feed, "id", address)
    _say(feed, "title", title)
    _say(feed, "updated", (outs[0].changed_at if outs else dt.datetime.fromtimestamp(0, dt.UTC)).isoformat())
    _say(_say(feed, "author"), "name", title)
    Tree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=address)
    for out in outs:
        _deleted(feed, out) if out.taken_down_at else _entry(feed, out)
    found: bytes = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return found


def _entry(feed: Tree.Element, out: Out) -> None:
    entry = _say(feed, "entry")
    _say(entry, "id", out.address)
    _say(entry, "title", out.title)
    _say(entry, "updated", out.published_at.isoformat())
    Tree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=out.address)
    if out.file:
        Tree.SubElement(entry, f"{{{ATOM}}}link", rel="enclosure", type="application/pdf", href=out.file)
    _say(entry, "summary", f"{out.kind}, {out.body}, {out.day:%-d %B %Y}")


def _deleted(feed: Tree.Element, out: Out) -> None:
    gone = Tree.SubElement(feed, f"{{{DELETED}}}deleted-entry", ref=out.address, when=out.changed_at.isoformat())
    Tree.SubElement(gone, f"{{{DELETED}}}comment").text = _plain(out.reason)


def _say(parent: Tree.Element, name: str, text: str = "") -> Tree.Element:
    found = Tree.SubElement(parent, f"{{{ATOM}}}{name}")
    found.text = _plain(text) or None
    return found


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each if each.isprintable() else " " for each in text)
