"""Which clauses of the terms of reference a body served in a year, item by item, and which not (requirements 000-07, 001-09)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from cpboard.board.models import Body, Constitution, MunicipalYear
from cpboard.core.access import Viewer
from meetings.models import AgendaItem, Meeting


def terms_on(meeting: Meeting) -> Constitution | None:
    """The constitution that holds on the day of a meeting."""
    found: Constitution | None = Constitution.objects.current(on=meeting.day).filter(body=meeting.body_id).first()
    return found


@dataclass(frozen=True)
class Clause:
    """One clause and the items that served it, as far as the viewer may see them."""

    words: str
    items: list[AgendaItem]


@dataclass(frozen=True)
class Terms:
    """One version of the terms of reference."""

    constitution: Constitution
    clauses: list[Clause]

    @property
    def served(self) -> int:
        """How many clauses had an item."""
        return sum(bool(clause.items) for clause in self.clauses)


def terms_of(body: Body, year: MunicipalYear, viewer: Viewer) -> list[Terms]:
    """The versions that held in the year, the newest first, with what was on agendas under each clause; in two queries."""
    runs = Q(starts_on__lte=year.ends_on) & (Q(ends_on=None) | Q(ends_on__gte=year.starts_on))
    versions = Constitution.objects.visible_to(viewer).filter(runs, body=body).order_by("-starts_on")
    found: defaultdict[tuple[int | None, int | None], list[AgendaItem]] = defaultdict(list)
    for item in _items(body, year, viewer):
        found[item.constitution_id, item.clause].append(item)
    return [_terms(version, found) for version in versions if version.clauses]


def _items(body: Body, year: MunicipalYear, viewer: Viewer) -> list[AgendaItem]:
    of_year = {"session__meeting__body": body, "session__meeting__year": year, "session__meeting__called_off_at": None}
    rows = AgendaItem.objects.visible_to(viewer).filter(**of_year, clause__isnull=False).select_related("session__meeting")
    return list(rows.order_by("session__meeting__starts_at", "session__position", "position"))


def _terms(version: Constitution, found: dict[tuple[int | None, int | None], list[AgendaItem]]) -> Terms:
    clauses = [Clause(words, found.get((version.pk, place), [])) for place, words in enumerate(version.clauses, start=1)]
    return Terms(version, clauses)
