"""What is new since a pack was built: a pack that members may have read is never built anew, it gets numbered supplements.

A supplement goes on where the pages before it ended and says of each paper whether it is new or takes the place of another,
so that a page number that somebody wrote down stays right (ux J1, meetings §5.2 no. 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cpboard.core.jobs import JobFault
from meetings.gathering import Entry, Gathered, Part, gather
from meetings.models import Meeting, Pack

Listed = dict[str, Any]
NOTHING_NEW = "Nothing is new since the last pack, so there is no supplement to build. To build the whole anew, take that pack back first."


def to_build(meeting: Meeting, audience: str) -> Gathered:
    """The whole pack; or, once members may have read one, a supplement with what is new. Raises JobFault if nothing is."""
    gathered = gather(meeting, audience)
    packs = standing(meeting, audience)
    if not is_frozen(meeting, packs):
        return gathered
    fresh, whole = what_is_new(gathered, packs), packs[0]
    if not fresh.entries:
        raise JobFault(NOTHING_NEW)
    return replace(fresh, adds_to=whole, supplement=next_number(whole), pages_before=pages_before(whole))


def standing(meeting: Meeting, audience: str) -> list[Pack]:
    """The pack of this audience that stands, and its supplements in their order; empty while there is none."""
    whole = Pack.objects.filter(meeting=meeting, audience=audience, supplement=0, withdrawal__isnull=True).order_by("-version").first()
    if whole is None:
        return []
    return [whole, *whole.supplements.filter(withdrawal__isnull=True).order_by("supplement")]


def is_frozen(meeting: Meeting, packs: Sequence[Pack]) -> bool:
    """Whether somebody may have read it: then there are supplements only."""
    return bool(packs) and meeting.agenda_out_at is not None


def next_number(whole: Pack) -> int:
    """The number of the next supplement. One that was taken back keeps its own."""
    return 1 + max((each.supplement for each in whole.supplements.all()), default=0)


def pages_before(whole: Pack) -> int:
    """Where the numbers of the next supplement go on: behind every page there ever was."""
    return max([whole.pages, *(each.last_page for each in whole.supplements.all())])


def what_is_new(gathered: Gathered, packs: Sequence[Pack]) -> Gathered:
    """Only the items that are new, or with a paper that none of these packs has, or with one that was taken out.

    An item with a paper is never taken off an agenda (`operations.remove_item`), so none of them can have gone.
    """
    there = in_force(packs)
    keys = {paper["key"] for papers in there.values() for paper in papers}
    items = {entry["item"] for pack in packs for entry in pack.contents}
    entries = [_entry(entry, there.get(entry.item.pk, []), keys) for entry in gathered.entries]
    return replace(gathered, entries=[entry for entry in entries if entry.parts or entry.gone or entry.item.pk not in items])


def in_force(packs: Sequence[Pack]) -> dict[int, list[Listed]]:
    """By item: each paper that these packs hold, without those that a later supplement replaced or took out."""
    found: dict[int, list[Listed]] = {}
    for pack in packs:
        for entry in pack.contents:
            over = {each["first"] for each in entry["gone"]} | {each["replaces"]["first"] for each in entry["papers"] if each["replaces"]}
            kept = [paper for paper in found.get(entry["item"], []) if paper["first"] not in over]
            found[entry["item"]] = kept + entry["papers"]
    return found


def _entry(entry: Entry, before: list[Listed], keys: set[str]) -> Entry:
    """What is new at one item: a paper with the name of one that is not there any more takes its place."""
    now = {part.key for part in entry.parts}
    left = [paper for paper in before if paper["key"] not in now]
    fresh = [_replacing(part, left) for part in entry.parts if part.key not in keys]
    return replace(entry, parts=fresh, gone=[_place(paper) for paper in left])


def _replacing(part: Part, left: list[Listed]) -> Part:
    """The part, in place of the first of those with its name; that one is not left any more."""
    for paper in left:
        if paper["title"] == part.title:
            left.remove(paper)
            return replace(part, replaces=_place(paper))
    return part


def _place(paper: Listed) -> Listed:
    return {key: paper[key] for key in ("title", "first", "last")}


def later(packs: Sequence[Pack]) -> dict[int, str]:
    """What became of a paper since, by the page on which it begins: for the page of the pack that holds it."""
    found: dict[int, str] = {}
    for pack in packs:
        for entry in pack.contents:
            found |= {each["first"]: f"taken out by supplement {pack.supplement}" for each in entry["gone"]}
            fresh = [paper for paper in entry["papers"] if paper["replaces"]]
            found |= {paper["replaces"]["first"]: f"replaced by page {paper['first']} in supplement {pack.supplement}" for paper in fresh}
    return found
