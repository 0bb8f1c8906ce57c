"""The councils to learn from, as a page lists them: those like ours by the newest table, then others with a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cpboard.core.access import Viewer
from performance.models import Area, Neighbour, PeerNote

BEST = (PeerNote.Judgement.OUTSTANDING, PeerNote.Judgement.GOOD)


@dataclass
class Peer:
    """One council: how near it is to ours (nought where no table says), and what was praised there."""

    council: Area
    place: int = 0
    closeness: str = ""
    notes: list[PeerNote] = field(default_factory=list)

    @property
    def is_praised(self) -> bool:
        """Whether inspectors found it good or outstanding when they last came, as far as the notes say."""
        dated = [note for note in self.notes if note.judgement]
        return bool(dated) and max(dated, key=lambda note: (note.inspected_on is not None, note.inspected_on)).judgement in BEST


def model_of(viewer: Viewer) -> str:
    """The newest table of similar councils in which ours is; empty where there is none."""
    found = Neighbour.objects.visible_to(viewer).filter(area__ours=True).order_by("-model").values_list("model", flat=True)
    return found.first() or ""


def peers(viewer: Viewer, *, best_only: bool = False) -> list[Peer]:
    """Similar councils, the nearest first, then others with a note by name. Three queries, however many there are."""
    near = (
        Neighbour.objects.visible_to(viewer).filter(area__ours=True, model=model_of(viewer)).select_related("neighbour").order_by("place")
    )
    found = {each.neighbour_id: Peer(each.neighbour, each.place, each.closeness) for each in near}
    for council, notes in _notes(viewer).items():
        found.setdefault(council, Peer(notes[0].council)).notes = notes
    listed = sorted(found.values(), key=lambda peer: (not peer.place, peer.place, peer.council.name))
    return [peer for peer in listed if peer.is_praised or not best_only]


def _notes(viewer: Viewer) -> dict[int, list[PeerNote]]:
    by_council: dict[int, list[PeerNote]] = defaultdict(list)
    for note in PeerNote.objects.visible_to(viewer).select_related("council", "written_by"):
        by_council[note.council_id].append(note)
    return by_council


def title(found: Iterable[Peer]) -> str:
    """What the page says first."""
    return "Councils that we can learn from" if list(found) else "No council to learn from is listed yet"
