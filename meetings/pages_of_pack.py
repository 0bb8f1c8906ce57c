"""On which pages of the pack and its supplements something stands: the numbers that the PDF and the paper have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cpboard.core.access import Viewer
from meetings import policies, supplements
from meetings.models import AgendaItem, Meeting, Pack


@dataclass(frozen=True)
class Pages:
    """Where an item stands: its report, and each uploaded paper by its key. Empty words: it is not in the pack."""

    whole: str = ""
    report: str = ""
    papers: dict[int, str] = field(default_factory=dict)


def packs_of(meeting: Meeting, viewer: Viewer) -> list[Pack]:
    """The pack that stands for this viewer's audience, and its supplements; empty before there is one that they may read."""
    whole = policies.may_read_whole_meeting(viewer, meeting)
    audience = Pack.Audience.MEMBERS if whole else Pack.Audience.YOUNG
    seen = list(Pack.objects.visible_to(viewer).filter(meeting=meeting, audience=audience).order_by("-version"))
    newest = next((pack for pack in seen if not pack.supplement), None)
    if newest is None:
        return []
    return [newest, *sorted((pack for pack in seen if pack.adds_to_id == newest.pk), key=lambda pack: pack.supplement)]


def pages_of(packs: Sequence[Pack], item: AgendaItem) -> Pages:
    """The pages of what is in force at one item: what a supplement replaced or took out does not count."""
    papers = supplements.in_force(packs).get(item.pk, [])
    if not papers:
        return Pages()
    said = {paper["key"]: _words(paper) for paper in papers}
    report = next((words for key, words in said.items() if key.startswith("report")), "")
    uploaded = {int(key.removeprefix("paper ")): words for key, words in said.items() if key.startswith("paper")}
    return Pages(_together(papers), report, uploaded)


def _together(papers: Sequence[dict[str, Any]]) -> str:
    """The pages of an item in words: papers that follow one another are one run, a supplement's are another."""
    runs: list[dict[str, int]] = []
    for paper in sorted(papers, key=lambda paper: int(paper["first"])):
        if runs and runs[-1]["last"] + 1 == paper["first"]:
            runs[-1]["last"] = paper["last"]
        else:
            runs.append({"first": paper["first"], "last": paper["last"]})
    return " and ".join(_words(run) for run in runs)


def _words(place: dict[str, Any]) -> str:
    begins, ends = place["first"], place["last"]
    return f"page {begins}" if begins == ends else f"pages {begins} to {ends}"
