"""What is public of a meeting as one ZIP, for the system in which a council keeps its committee papers (ux 3.1).

It is put together when it is asked for and kept nowhere, so that nothing that was taken down lives on in it: the agenda,
the packs, each paper by its item, the minutes, and a manifest with the checksum of every file.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.template.defaultfilters import slugify
from django.utils import timezone

from cpboard.core import files, word
from cpboard.core.models import Council
from cpboard.core.spreadsheet import safe_cell
from cpboard.publishing.models import Publication, PublicationKind
from cpboard.publishing.papers import KIND
from cpboard.publishing.statements import NotForPublication, meeting_key
from meetings import supplements
from meetings.models import AgendaItem, Meeting, Pack, Paper, Report
from meetings.papers import report_text

COLUMNS = ("file", "item", "title", "restricted", "paragraph", "author", "sha256", "bytes")
NAME_LENGTH = 60


@dataclass(frozen=True)
class Piece:
    """One file of the bundle, or a private item that has none."""

    name: str
    content: bytes
    title: str
    item: int | str = ""
    author: str = ""
    paragraph: int | str = ""

    @property
    def row(self) -> list[object]:
        """Its line of the manifest."""
        told = [self.name, self.item, self.title, "yes" if self.paragraph else "no", self.paragraph, self.author]
        return [*told, hashlib.sha256(self.content).hexdigest() if self.name else "", len(self.content) if self.name else ""]


def bundle(meeting: Meeting) -> IO[bytes]:
    """The ZIP, ready to be read. Raises `NotForPublication` while the agenda is not public."""
    agenda = Publication.objects.out().filter(kind=PublicationKind.MEETING, source=meeting_key(meeting)).first()
    if agenda is None:
        raise NotForPublication("The agenda is not public yet. What is public goes into this file, and nothing else.")
    into = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        rows = []
        for piece in _pieces(meeting, agenda):
            rows.append(piece.row)
            if piece.name:
                packed.writestr(piece.name, piece.content)
        packed.writestr("manifest.csv", _manifest(rows))
    into.seek(0)
    return into


def _manifest(rows: list[list[object]]) -> str:
    said = io.StringIO()
    writer = csv.writer(said)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return said.getvalue()


def _pieces(meeting: Meeting, agenda: Publication) -> Iterator[Piece]:
    yield Piece("agenda.docx", _word(agenda.title, _agenda_text(agenda.statement), agenda), agenda.title)
    out = Publication.objects.out().of_meeting(meeting_key(meeting)).select_related("file").order_by("pk")
    packs = sorted((row for row in out if row.kind == KIND), key=lambda row: int(row.statement["supplement"]))
    for row in packs:
        number = row.statement["supplement"]
        yield Piece(f"public-pack-supplement-{number}.pdf" if number else "public-pack.pdf", files.read(row.file), row.title)
    yield from _papers([row.source for row in packs])
    yield from _private(agenda.statement)
    for row in (row for row in out if row.kind == PublicationKind.MINUTES):
        yield Piece("minutes.docx", _word(row.title, row.statement["text"], row), row.title)


def _word(title: str, markdown: str, row: Publication) -> bytes:
    return word.document(title, markdown, author=Council.here().name, at=row.released_at)


def _agenda_text(said: dict[str, Any]) -> str:
    """The released agenda as Markdown: its parts, its items, and why a private one is private."""
    starts = timezone.localtime(dt.datetime.fromisoformat(said["starts_at"]))
    lines = [f"{said['body']}, {starts:%A %-d %B %Y}, {starts:%-H.%M}, {said['place']}"]
    for part in said["sessions"]:
        lines.append("## Private part" if part["private"] else "## Public part")
        lines.append("\n\n".join(f"{_number(item, place)} {_line(item)}" for place, item in enumerate(part["agenda"], start=1)))
    return "\n\n".join(lines)


def _number(item: dict[str, Any], place: int) -> str:
    """Its number; agendas that were released before sub-items were counted have their place in the part."""
    return str(item.get("number", place))


def _line(item: dict[str, Any]) -> str:
    if "paragraph" not in item:
        return str(item["title"])
    return f"{item['title']}. Not for publication: paragraph {item['paragraph']} of Part 1 of Schedule 12A. {item['wording']}."


def _papers(sources: list[str]) -> Iterator[Piece]:
    """Each paper that is in force in the public packs, as a file of its own: reports to edit, uploaded ones as they are."""
    keys = [int(source.rpartition(":")[2]) for source in sources]
    standing = list(Pack.objects.filter(pk__in=keys).order_by("supplement"))
    numbers = {entry["item"]: entry["number"] for row in standing for entry in row.contents}
    there = supplements.in_force(standing)
    items = AgendaItem.objects.filter(pk__in=there).select_related("session__meeting", "report__author").prefetch_related("papers__file")
    for item in sorted(items, key=lambda item: _padded(numbers[item.pk])):
        for listed in there[item.pk]:
            yield from _piece(item, numbers[item.pk], listed["key"])


def _piece(item: AgendaItem, number: str, key: str) -> Iterator[Piece]:
    """A report only as it was released: in another version it is another paper."""
    report: Report | None = getattr(item, "report", None)
    paper = next((paper for paper in item.papers.all() if key == f"paper {paper.pk}" and paper.removed_at is None), None)
    if paper is not None:
        yield Piece(_named(number, paper), files.read(paper.file), paper.title, number)
    elif report is not None and key == f"report {report.pk}, {report.version}":
        text = report_text(report).partition("\n")[2]
        made = word.document(item.title, text, author=Council.here().name, at=item.session.meeting.agenda_out_at or timezone.now())
        yield Piece(f"item-{_padded(number)}-report.docx", made, item.title, number, report.author.described)


def _named(number: str, paper: Paper) -> str:
    return f"item-{_padded(number)}-{slugify(paper.title)[:NAME_LENGTH] or 'paper'}-{paper.pk}.pdf"


def _padded(number: str | int) -> str:
    """Two figures and the letter of a sub-item, so that names stand in the order of the agenda: 05, 05a, 12."""
    figures = str(number).rstrip("abcdefghijklmnopqrstuvwxyz")
    return f"{int(figures):02d}{str(number).removeprefix(figures)}"


def _private(said: dict[str, Any]) -> Iterator[Piece]:
    """Items that the public may not read: their title and paragraph, as the agenda says them, and no file."""
    place = 0
    for part in said["sessions"]:
        for item in part["agenda"]:
            place += 1
            if part["private"]:
                yield Piece("", b"", item["title"], _number(item, place), paragraph=item["paragraph"])
