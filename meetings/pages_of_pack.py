"""On which pages of the pack something stands: the numbers of the newest pack for this viewer, as in the PDF and on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cpboard.core.access import Viewer
from meetings import policies
from meetings.models import Meeting, Pack


@dataclass(frozen=True)
class Pages:
    """Where an item stands in the pack. Empty words: it is not in it, or there is no pack."""

    pack: Pack | None = None
    whole: str = ""
    report: str = ""
    papers: dict[str, str] = field(default_factory=dict)


def newest_pack(meeting: Meeting, viewer: Viewer) -> Pack | None:
    """The newest pack that stands for this viewer's audience; None before there is one that they may read."""
    whole = policies.may_read_whole_meeting(viewer, meeting)
    audience = Pack.Audience.MEMBERS if whole else Pack.Audience.YOUNG
    found: Pack | None = Pack.objects.visible_to(viewer).filter(meeting=meeting, audience=audience).order_by("-version").first()
    return found


def pages_of(pack: Pack | None, title: str, number: str) -> Pages:
    """The pages of one item, found by its title; by its number, too, where two have the same."""
    found = [entry for entry in pack.contents if entry["title"] == title] if pack else []
    if len(found) > 1:
        found = [entry for entry in found if str(entry["number"]) == number]
    if len(found) != 1 or not found[0]["papers"]:
        return Pages(pack)
    papers = found[0]["papers"]
    report = next((_words(paper, paper) for paper in papers if not paper["uploaded"]), "")
    uploaded = {paper["title"]: _words(paper, paper) for paper in papers if paper["uploaded"]}
    return Pages(pack, _words(papers[0], papers[-1]), report, uploaded)


def _words(first: dict[str, Any], last: dict[str, Any]) -> str:
    begins, ends = first["first"], last["last"]
    return f"page {begins}" if begins == ends else f"pages {begins} to {ends}"
