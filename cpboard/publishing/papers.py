"""A pack and its supplements as the public gets them: item by item with page numbers, and the very file (lock 4).

Whether one may go out is asked twice: when it is asked for, and again when the second person agrees. What was built for
members or young people, what was taken back and what belongs to a private meeting never may.
"""

from __future__ import annotations

from typing import Any

from cpboard.board.models import Regime
from cpboard.publishing import scan
from cpboard.publishing.models import Publication, PublicationKind, ReleaseRequest
from cpboard.publishing.scan import Finding
from cpboard.publishing.statements import NotForPublication, Statement, day_of, meeting_key, slug_of
from meetings import supplements
from meetings.models import Pack, PaperWords

KIND = PublicationKind.PACK
WORRIES = 5  # findings shown of one paper: enough to open it
Listed = dict[str, Any]


def pack_key(pack: Pack) -> str:
    """How publications name the pack of which they are a copy."""
    return f"meetings.pack:{pack.pk}"


def pack(pack: Pack) -> Statement:
    """A pack for the public, or a supplement to one. Raises `NotForPublication` with what is in the way."""
    why = unfit(pack)
    if why:
        raise NotForPublication(why)
    meeting = pack.meeting
    name = f"Supplement {pack.supplement} to the papers" if pack.supplement else "Papers"
    return Statement(
        kind=KIND,
        source=pack_key(pack),
        body_id=meeting.body_id,
        slug=slug_of("papers", meeting.day, pack.pk),
        title=f"{name}, {meeting.body.name}, {day_of(meeting.day)}",
        sorts_on=meeting.day,
        content={
            "body": meeting.body.name,
            "meeting": meeting_key(meeting),
            "starts_at": meeting.starts_at.isoformat(),
            "place": meeting.place,
            "supplement": pack.supplement,
            "pages": _place(pack.pages_before + 1, pack.last_page),
            "entries": [_entry(entry) for entry in pack.contents],
        },
        file=pack.file,
    )


def _entry(entry: Listed) -> Listed:
    """One item: its number and title, its papers or why they are withheld, what was taken out. Nothing else of it leaves."""
    return {
        "number": entry["number"],
        "title": entry["title"],
        "marking": entry["marking"],
        "papers": [_paper(paper) for paper in entry["papers"]],
        "gone": [{"title": paper["title"], **_place(paper["first"], paper["last"])} for paper in entry["gone"]],
    }


def _paper(paper: Listed) -> Listed:
    before = paper["replaces"]
    replaces = _place(before["first"], before["last"]) if before else None
    told = {key: paper[key] for key in ("title", "uploaded", "tagged")}
    return {**told, **_place(paper["first"], paper["last"]), "replaces": replaces}


def _place(first: int, last: int) -> dict[str, int]:
    return {"first": first, "last": last}


def unfit(pack: Pack) -> str:
    """Why this pack cannot be public, as things are now; empty if it can."""
    meeting = pack.meeting
    if pack.audience != Pack.Audience.PUBLIC:
        return "This pack was not built for the public. Build one for the public, then ask for that."
    if meeting.regime == Regime.PRIVATE:
        return "This meeting is private. Nothing of it is published."
    if meeting.called_off_at is not None:
        return "This meeting was called off."
    if meeting.agenda_out_at is None:
        return "The agenda is not out yet. Put it out first."
    if pack not in supplements.standing(meeting, pack.audience):
        return "This pack was taken back, or a newer one took its place. Look at the packs of the meeting."
    if not _is_public(PublicationKind.MEETING, meeting_key(meeting)):
        return "The agenda is not public yet. Release it first: the papers stand on its page."
    if pack.adds_to is not None and not _is_public(KIND, pack_key(pack.adds_to)):
        return "The pack that this adds to is not public yet. Release it first."
    return ""


def _is_public(kind: str, source: str) -> bool:
    return Publication.objects.out().filter(kind=kind, source=source).exists()


def no_longer_fit(request: ReleaseRequest) -> str:
    """Why what was asked for cannot be released any more; empty if it can, and for what is no pack."""
    if request.kind != KIND:
        return ""
    found = Pack.objects.filter(pk=request.source.rpartition(":")[2]).select_related("meeting__body", "adds_to").first()
    return unfit(found) if found else "This pack is not there any more."


def worries(request: ReleaseRequest) -> list[Finding]:
    """What a machine finds in the uploaded papers of a pack, for the second person to look at.

    Nothing of it stops the release: a paper often has the number of whoever wrote it, and it cannot be changed here.
    """
    if request.kind != KIND:
        return []
    found = Pack.objects.filter(pk=request.source.rpartition(":")[2]).first()
    listed = [paper["key"] for entry in found.contents for paper in entry["papers"]] if found else []
    keys = [int(key.removeprefix("paper ")) for key in listed if key.startswith("paper ")]
    rows = PaperWords.objects.filter(paper__in=keys).select_related("paper").order_by("paper")
    said = [(row.paper.title, each) for row in rows for each in scan.findings(row.words)[:WORRIES]]
    return [Finding(f"In “{title}”: {each.what}", each.where, blocks=False) for title, each in said]
