"""One build of a pack: gather, write our own papers, put the pages together, check every number, keep it (design §6).

Nothing is kept before everything is there: the file and the pack's row are written in the transaction that ends the job.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any

import pikepdf
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files, pdf
from cpboard.core.access import Viewer
from cpboard.core.jobs import Hold, JobFault
from cpboard.core.models import Job
from meetings import policies, supplements
from meetings.gathering import Entry, Gathered, Part, front_page, report_page
from meetings.models import Meeting
from meetings.operations.packs import record_pack
from meetings.pdfs import process
from meetings.unexplained import WHY, names, unexplained

STEPS = ("gather the papers", "write our own papers", "put the pages together", "check every page number", "keep the pack")
LETTERS = "".join(chr(code) for code in (*range(33, 127), *range(0xA1, 0xAD), *range(0xAE, 0x100), 0x2013, 0x2019, 0x201C, 0x201D))
GUESSES = 3
HEAD_LINES, LINES_A_PAGE = 3, 39  # of the contents, which begin behind the cover; only to guess right the first time


def build(hold: Hold) -> dict[str, object]:
    """Do the job. Raises `JobFault` with a sentence when it cannot be done."""
    job = Job.objects.select_related("asked_by").get(pk=hold.job_id)
    meeting = Meeting.objects.select_related("body").filter(pk=hold.payload["meeting"]).first()
    audience = hold.payload["audience"]
    if meeting is None or job.asked_by is None:
        raise JobFault("This meeting is not there any more.")
    viewer = Viewer(job.asked_by, timezone.localdate())
    if not policies.may_build_pack(viewer, meeting, audience):
        raise JobFault("Whoever asked for this may not build the pack any more. Somebody else can ask for it.")
    _step(hold, 0)
    gathered = _explained(supplements.to_build(meeting, audience), viewer, hold.payload.get("why", ""))
    _step(hold, 1)
    parts = papers_of(gathered)
    _step(hold, 2)
    content, said = put_together(gathered, parts)
    _step(hold, 3)
    made = {"pages": said["pages"], "contents": contents_of(gathered, said), **gathered.place, **gathered.without}
    _step(hold, 4)
    return _keep(hold, job, gathered, content, made)


def _explained(gathered: Gathered, viewer: Viewer, why: str) -> Gathered:
    """With the reds that have no report and why it goes out all the same. Raises JobFault if nobody said why."""
    reds = unexplained(gathered.meeting, viewer)
    if reds and not why:
        raise JobFault(f"{WHY.format(f'a report on {names(reds)}')} Ask for the pack again.")
    return replace(gathered, unexplained=reds, unexplained_why=why if reds else "")


def _step(hold: Hold, place: int) -> None:
    hold.step(STEPS[place], place, len(STEPS))


def papers_of(gathered: Gathered) -> list[bytes]:
    """The bytes of each part: our reports made into PDFs, uploaded papers as they lie in the store."""
    return [files.read(part.paper.file) if part.paper else _render(report_page(entry, gathered)) for entry, part in gathered.parts]


def _render(html: str) -> bytes:
    return pdf.render(html, assets={"pack.css": stylesheet()})


@cache
def stylesheet() -> bytes:
    """How our own pages of a pack look."""
    return (settings.ROOT / "static" / "cpb" / "pack.css").read_bytes()


@cache
def letters() -> bytes:
    """A page with every letter that the line at the foot of the pages may need, so that its font is there to be set."""
    return _render(f'<!DOCTYPE html><html lang="en-GB"><title>Letters</title>{_LINKS}<p class="pack-letters">{_spaced()}</p></html>')


_LINKS = '<link rel="stylesheet" href="asset:fonts.css"><link rel="stylesheet" href="asset:pack.css">'


def _spaced() -> str:
    return " ".join(f"&#{ord(letter)};" for letter in LETTERS)


def put_together(gathered: Gathered, parts: list[bytes]) -> tuple[bytes, dict[str, Any]]:
    """The pack and where its parts stand. Raises JobFault unless every part begins on the page that the contents say."""
    lengths = [part.paper.pages if part.paper else pages_of(own) for (_, part), own in zip(gathered.parts, parts, strict=True)]
    front, pages = _front(gathered, lengths)
    content, said = process.join(_plan(gathered), _files(front, parts))
    there = [place["first"] for place in said["places"][1:]]
    links = list(dict.fromkeys(said["links"]))  # a link over two lines is two links
    if there != pages or links != pages:
        raise JobFault("The contents of the pack do not lead where they say. Ask for it again.")
    return content, said


def _front(gathered: Gathered, lengths: list[int]) -> tuple[bytes, list[int]]:
    """Cover and contents, and the first page of each part. They take room themselves: guessed, and written again if wrong."""
    room = 2 + (HEAD_LINES + 2 * len(gathered.entries) + len(lengths)) // LINES_A_PAGE
    for _ in range(GUESSES):
        pages = list(accumulate(lengths[:-1], initial=room + 1)) if lengths else []
        front = _render(front_page(gathered, [gathered.pages_before + page for page in pages]))
        room, guessed = pages_of(front), room
        if room == guessed:
            return front, pages
    raise JobFault("The contents of the pack do not come to rest. Tell the help desk: this is ours to mend.")


def pages_of(own: bytes) -> int:
    """How many pages a PDF of our own making has; those that people sent are opened in a child process only."""
    with pikepdf.open(io.BytesIO(own)) as made:
        return len(made.pages)


def _files(front: bytes, parts: list[bytes]) -> dict[str, bytes]:
    return {"font.pdf": letters(), "0.pdf": front, **{f"{n}.pdf": part for n, part in enumerate(parts, start=1)}}


def _plan(gathered: Gathered) -> dict[str, Any]:
    """What the child is told: nothing but titles and which file is which."""
    head = f"{gathered.meeting.body.name}, {gathered.meeting.day:%-d %B %Y}"
    head = f"{head} · supplement {gathered.supplement}" if gathered.supplement else head
    rows = [{"file": "0.pdf", "title": "Contents", "mark": head, "item": "", "own": True, "ua": True}]
    for place, (entry, part) in enumerate(gathered.parts, start=1):
        title = "Report" if part.paper is None else f"{part.title} (uploaded)"
        mark = f"{head} · item {entry.number}"
        rows.append({"file": f"{place}.pdf", "title": title, "mark": mark, "item": entry.line, "own": not part.paper, "ua": part.tagged})
    return {"title": gathered.title, "parts": rows, "font": "font.pdf", "before": gathered.pages_before}


def contents_of(gathered: Gathered, said: dict[str, Any]) -> list[dict[str, Any]]:
    """Item by item what is in the pack, with first and last page: the same in the browser, in the PDF and on paper."""
    places = iter(said["places"][1:])
    return [_listed(entry, [_paper(part, next(places), gathered.pages_before) for part in entry.parts]) for entry in gathered.entries]


def _listed(entry: Entry, papers: list[dict[str, Any]]) -> dict[str, Any]:
    named = {"number": entry.number, "item": entry.item.pk, "title": entry.item.title, "marking": entry.marking}
    return {**named, "papers": papers, "gone": entry.gone}


def _paper(part: Part, place: dict[str, Any], before: int) -> dict[str, Any]:
    pages = {"first": before + place["first"], "last": before + place["last"]}
    uploaded = part.paper is not None
    return {"key": part.key, "title": part.title, "uploaded": uploaded, "tagged": part.tagged, "replaces": part.replaces, **pages}


def _keep(hold: Hold, job: Job, gathered: Gathered, content: bytes, made: dict[str, Any]) -> dict[str, object]:
    with transaction.atomic():
        pack = record_pack(job=job, meeting=gathered.meeting, audience=gathered.audience, content=content, made=made, now=timezone.now())
        result: dict[str, object] = {"pack": pack.pk, "url": reverse("meetings:pack", args=[pack.pk])}
        hold.finish(result)
    return result
