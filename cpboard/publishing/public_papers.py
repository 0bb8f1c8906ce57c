"""What of a meeting the public reads beside its agenda: papers in their order, what each supplement changed, minutes.

Made from publications and nothing else, as the public pages are (lock 4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cpboard.publishing.models import Publication, PublicationKind, Withdrawal

Listed = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """One file of papers. `news` says, for a supplement, what is new, replaced and taken out."""

    slug: str
    name: str
    first: int
    last: int
    released_at: dt.datetime
    size: int
    news: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Papers:
    """Everything public of one meeting beside its agenda."""

    packs: list[Listing]
    minutes: list[Publication]
    gone: list[Withdrawal]


def papers_of(meeting: str) -> Papers:
    """The papers of the meeting with this key. One query."""
    rows = list(Publication.objects.of_meeting(meeting).select_related("file", "withdrawal").order_by("pk"))
    out = [row for row in rows if not hasattr(row, "withdrawal")]
    packs = _in_order([row for row in out if row.kind == PublicationKind.PACK])
    gone = [row.withdrawal for row in rows if row.kind == PublicationKind.PACK and row not in out and row.withdrawal.replaced_by_id is None]
    return Papers([_listing(row) for row in packs], [row for row in out if row.kind == PublicationKind.MINUTES], gone)


def _in_order(packs: list[Publication]) -> list[Publication]:
    return sorted(packs, key=lambda row: int(row.statement["supplement"]))


def _listing(row: Publication) -> Listing:
    said, pages = row.statement, row.statement["pages"]
    name = f"Supplement {said['supplement']}" if said["supplement"] else "Papers"
    news = list(_news(said["entries"])) if said["supplement"] else []
    size = row.file.size if row.file else 0
    return Listing(row.slug, name, pages["first"], pages["last"], row.released_at, size, news)


def _news(entries: list[Listed]) -> Iterator[str]:
    """A sentence for each item of a supplement: New, In place of, Taken out."""
    for entry in entries:
        for paper in entry["papers"]:
            head = f"Item {entry['number']}, {paper['title']}: {in_words(paper)}"
            yield f"{head}, in place of {in_words(paper['replaces'])}" if paper["replaces"] else f"{head}, new"
        yield from (f"Item {entry['number']}, {paper['title']}: taken out" for paper in entry["gone"])
        if not entry["papers"] and not entry["gone"]:
            yield f"Item {entry['number']}, {entry['title']}: new on the agenda"


def in_words(place: Listed) -> str:
    """Where something stands: page 4, or pages 4 to 6."""
    return f"page {place['first']}" if place["first"] == place["last"] else f"pages {place['first']} to {place['last']}"


def as_it_stands(pack: Publication) -> Listed:
    """The statement of a pack, each paper with what became of it by a later supplement that is public. One query."""
    said = pack.statement
    later = Publication.objects.out().of_meeting(said["meeting"]).filter(kind=PublicationKind.PACK)
    became: dict[int, str] = {}
    for row in _in_order(list(later)):
        if row.statement["supplement"] > said["supplement"]:
            became |= _changes(row.statement)
    return {**said, "entries": [_marked(entry, became) for entry in said["entries"]]}


def _changes(said: Listed) -> dict[int, str]:
    """What a supplement did to earlier papers, by the page on which each begins."""
    number = said["supplement"]
    found = {paper["first"]: f"taken out by supplement {number}" for entry in said["entries"] for paper in entry["gone"]}
    for paper in (paper for entry in said["entries"] for paper in entry["papers"] if paper["replaces"]):
        found[paper["replaces"]["first"]] = f"replaced by page {paper['first']} in supplement {number}"
    return found


def _marked(entry: Listed, became: dict[int, str]) -> Listed:
    return {**entry, "papers": [{**paper, "became": became.get(paper["first"], "")} for paper in entry["papers"]]}
