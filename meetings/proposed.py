"""What is proposed for an agenda before anything else: figures that are off track, and what apps to the left know.

Actions stand to the left of meetings, so they register here (as `meetings.agreed` has it). Only what may be said in
the open part is proposed: an action that came from a private item never is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.templatetags.cpb import count_words
from meetings.models import AgendaItem, AgendaSource, Meeting, Proposal, Session
from performance.figures import reds_at
from performance.models import Indicator

Kind = Proposal.Kind


@dataclass(frozen=True)
class Proposed:
    """One thing that the board should take up: as the item would be called, and why it is proposed."""

    kind: Kind
    about: int
    title: str
    why: str
    url: str
    presenter: User | None = None
    indicator: Indicator | None = None
    reference: str = ""

    @property
    def key(self) -> str:
        """What it is about, as `Proposal.key` has it."""
        return self.reference or f"figure {self.about}"


Proposing = Callable[[Meeting, Viewer], Iterable[Proposed]]
_sources: list[Proposing] = []


def proposed_by(source: Proposing) -> Proposing:
    """Register what knows things that the board should take up."""
    if source not in _sources:
        _sources.append(source)
    return source


@dataclass(frozen=True)
class Proposals:
    """What waits for an answer, and what was left off with the reason."""

    waiting: list[Proposed] = field(default_factory=list)
    left_off: list[Proposal] = field(default_factory=list)

    def title(self, back: int) -> str:
        """How many wait, in words, with so many that the board wanted back; empty for none."""
        waiting = len(self.waiting) + back
        return f"{count_words(waiting, 'proposal waits,proposals wait').capitalize()} for an answer" if waiting else ""

    def find(self, kind: str, about: int) -> Proposed | None:
        """One of those that wait."""
        return next((each for each in self.waiting if (each.kind, each.about) == (kind, about)), None)


@proposed_by
def off_track(meeting: Meeting, viewer: Viewer) -> Iterable[Proposed]:
    """The figures that are off track today and are behind no open item of it yet (requirement 001-26)."""
    of_open = {"item__session__meeting": meeting, "item__session__privacy": Session.Privacy.PUBLIC}
    there = AgendaSource.objects.filter(**of_open, indicator__isnull=False).values("indicator")
    for figure in reds_at(viewer, viewer.on, besides=there):
        one = figure.indicator
        why = f"It is off track. {figure.why}"
        yield Proposed(Kind.FIGURE, one.pk, one.plain_name, why, reverse("performance:indicator", args=[one.pk]), one.owner, one)


def proposals_for(meeting: Meeting, viewer: Viewer) -> Proposals:
    """What is proposed for a meeting that is to come, without what is on its agenda already, and what was left off."""
    answered = list(Proposal.objects.visible_to(viewer).filter(meeting=meeting))
    there, left = {each.key for each in answered}, [each for each in answered if each.item_id is None]
    found = (each for source in _sources for each in source(meeting, viewer))
    return Proposals([each for each in found if each.key not in there], left)


def late_actions(meeting: Meeting, viewer: Viewer) -> Iterable[Proposed]:
    """The actions of the open part that are late today, whatever an agenda makes of them."""
    return (each for source in _sources if source is not off_track for each in source(meeting, viewer))


def left_off(meeting: Meeting, viewer: Viewer) -> list[Proposal]:
    """What was left off an agenda, each with its reason: for everybody who reads the meeting as a whole."""
    return list(Proposal.objects.visible_to(viewer).filter(meeting=meeting, item=None))


SHAPES: dict[Kind, tuple[str, str]] = {
    Kind.FIGURE: (AgendaItem.Kind.PERFORMANCE, AgendaItem.Purpose.SOLVE),
    Kind.ACTION: (AgendaItem.Kind.ACTIONS, AgendaItem.Purpose.SOLVE),
}
