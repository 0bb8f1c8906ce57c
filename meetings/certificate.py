"""The certificate of notice: what was open to inspection from when, for one viewer, from the sealed record and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cpboard.core import calendar
from cpboard.core.access import Viewer
from meetings.counting import Rules
from meetings.models import Meeting, NoticeGiven, NoticePaper, Urgency

Cause = NoticeGiven.Cause


@dataclass(frozen=True)
class MadePublic:
    """A copy of the agenda and its papers that anybody could read, from when, and until when if it was taken down."""

    title: str
    url: str
    sha256: str
    at: dt.datetime
    gone_at: dt.datetime | None


Source = Callable[[Meeting], Iterable[MadePublic]]
_sources: list[Source] = []


def made_public_from(source: Source) -> Source:
    """Register where public copies are known: the app that lets them out, which this one cannot name."""
    if source not in _sources:
        _sources.append(source)
    return source


@dataclass(frozen=True)
class Public:
    """A public copy with its own count: the law asks from when anybody could read it (s.100B(3))."""

    copy: MadePublic
    counts_from: dt.date
    clear_days: int


@dataclass(frozen=True)
class Entry:
    """One count, with the files that this viewer may read."""

    given: NoticeGiven
    papers: list[NoticePaper] = field(default_factory=list)

    @property
    def holidays(self) -> list[tuple[dt.date, str]]:
        """Holidays and closure days that were left out."""
        return [(dt.date.fromisoformat(day), name) for day, name in self.given.days_off]

    @property
    def in_time(self) -> bool:
        """Whether there were five clear days, or no rule asked for them."""
        return self.given.regime == "private" or self.given.clear_days >= calendar.CLEAR_DAYS


@dataclass(frozen=True)
class Certificate:
    """Every count of one meeting, oldest first. `now` is the one that holds for the agenda."""

    entries: list[Entry]
    urgencies: list[Urgency]
    public: list[Public]

    @property
    def now(self) -> Entry | None:
        """The last count of the agenda as a whole: when it went out, or since the meeting was moved."""
        whole = [entry for entry in self.entries if entry.given.cause in (Cause.AGENDA, Cause.MOVED)]
        return whole[-1] if whole else None


def certificate_of(meeting: Meeting, viewer: Viewer, rules: Rules) -> Certificate:
    """The certificate as this viewer may read it."""
    given = NoticeGiven.objects.visible_to(viewer).filter(meeting=meeting).select_related("by", "item").order_by("pk")
    papers = NoticePaper.objects.visible_to(viewer).filter(given__meeting=meeting).select_related("file").order_by("given", "position")
    by_given: dict[int, list[NoticePaper]] = {}
    for paper in papers:
        by_given.setdefault(paper.given_id, []).append(paper)
    said = Urgency.objects.visible_to(viewer).filter(meeting=meeting).select_related("chair", "item").order_by("pk")
    return Certificate([Entry(each, by_given.get(each.pk, [])) for each in given], list(said), _public(meeting, rules))


def _public(meeting: Meeting, rules: Rules) -> list[Public]:
    """Each copy that went out to everybody, oldest first. What is public may be known to whoever may read the meeting."""
    copies = sorted((copy for source in _sources for copy in source(meeting)), key=lambda copy: copy.at)
    return [Public(copy, rules.counts_from(copy.at), rules.clear_days(copy.at, meeting.day)) for copy in copies]
