"""What goes into a pack: the open items of a meeting with their cleared reports and uploaded papers, for one audience.

Only open sessions are asked for papers. For the public a private item leaves its title, paragraph and reason on the
agenda, which the law asks for; for members and young people it leaves nothing (design §3, the four locks).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from cpboard.core.fields import clock
from cpboard.core.jobs import JobFault
from cpboard.core.models import Council
from meetings import reading
from meetings.form_of_report import cover_of
from meetings.models import AgendaItem, Meeting, Pack, Paper, Report, Session
from meetings.numbering import mains, numbers
from meetings.unexplained import Listed

Audience = Pack.Audience
NO_PARAGRAPH = "“{}” is private and names no paragraph. Give its paragraph first, then build the pack for the public."


@dataclass(frozen=True)
class Part:
    """One paper of the pack: ours, from words, or an uploaded one."""

    title: str
    report: Report | None = None
    paper: Paper | None = None
    replaces: dict[str, Any] | None = None

    @property
    def key(self) -> str:
        """What it is and in which state: a report that was written anew is another paper."""
        return f"paper {self.paper.pk}" if self.paper else f"report {self.report.pk}, {self.report.version}" if self.report else ""

    @property
    def tagged(self) -> bool:
        """Whether readers for the blind find their way in it; ours always are."""
        return self.paper is None or self.paper.tagged


@dataclass(frozen=True)
class Entry:
    """One item as the contents list it. A private one has a marking and never a part."""

    number: str
    item: AgendaItem
    parts: list[Part] = field(default_factory=list)
    marking: str = ""
    gone: list[dict[str, Any]] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Number and title, as a bookmark says them."""
        return f"{self.number}. {self.item.title}"


@dataclass(frozen=True)
class Gathered:
    """Everything that goes into a pack, before there is a page of it."""

    meeting: Meeting
    audience: str
    entries: list[Entry]
    adds_to: Pack | None = None
    supplement: int = 0
    pages_before: int = 0
    unexplained: list[Listed] = field(default_factory=list)
    unexplained_why: str = ""

    @property
    def without(self) -> dict[str, Any]:
        """The reds without a report and why it goes out all the same, for its row."""
        return {"unexplained": self.unexplained, "unexplained_why": self.unexplained_why}

    @property
    def place(self) -> dict[str, Any]:
        """Where it stands behind the pack that it adds to, for its row."""
        return {"adds_to": self.adds_to, "supplement": self.supplement, "pages_before": self.pages_before}

    @property
    def parts(self) -> list[tuple[Entry, Part]]:
        """Every paper with its item, in the order of the pack."""
        return [(entry, part) for entry in self.entries for part in entry.parts]

    @property
    def title(self) -> str:
        """The pack's title: whose, for whom, when."""
        papers = f"papers for {Audience(self.audience).label}"
        kind = f"supplement {self.supplement} to the {papers}" if self.supplement else papers
        return f"{self.meeting.body.name}, {self.meeting.day:%-d %B %Y}: {kind}"


def gather(meeting: Meeting, audience: str) -> Gathered:
    """What there is now. Raises `JobFault` if there is no item, or a private one does not say why."""
    items = (
        AgendaItem.objects.filter(session__meeting=meeting)
        .in_order()
        .select_related("session__meeting__body", "presenter", "constitution", "report__author")
    )
    if audience != Audience.PUBLIC:
        items = items.filter(session__privacy=Session.Privacy.PUBLIC)
    papers: dict[int, list[Paper]] = {}
    young = audience == Audience.YOUNG
    standing = Paper.objects.filter(item__session__meeting=meeting, removed_at=None, for_young=young).select_related("file")
    for paper in standing.order_by("pk"):
        papers.setdefault(paper.item_id, []).append(paper)
    entries = [_entry(number, item, papers.get(item.pk, []), young) for number, item in _numbered(items)]
    if not entries:
        raise JobFault("The agenda has no items yet. Add one, then build the pack.")
    return Gathered(meeting, audience, entries)


def _numbered(items: Iterable[AgendaItem]) -> Iterator[tuple[str, AgendaItem]]:
    """Each item with its number, session by session."""
    before = 0
    for _, group in groupby(items, key=lambda item: item.session_id):
        own = list(group)
        yield from zip(numbers(own, before), own, strict=True)
        before += mains(own)


def _entry(number: str, item: AgendaItem, papers: list[Paper], young: bool) -> Entry:
    if item.session.is_private:
        return Entry(number, item, marking=_marking(item))
    report = getattr(item, "report", None)
    cleared = report is not None and report.state == Report.State.CLEARED
    own = [Part("Report", report=report)] if cleared and not (young and papers) else []
    return Entry(number, item, own + [Part(paper.title, paper=paper) for paper in papers])


def _marking(item: AgendaItem) -> str:
    """What stands on the agenda for a paper that is withheld (s.100B(5), meetings §2.3)."""
    if not item.exempt_paragraph:
        raise JobFault(NO_PARAGRAPH.format(item.title))
    wording = item.get_exempt_paragraph_display()
    return f"Not for publication. Paragraph {item.exempt_paragraph} of Part 1 of Schedule 12A: {wording}. {item.privacy_reason}".strip()


def report_page(entry: Entry, gathered: Gathered) -> str:
    """A report of ours as a document, its paragraphs numbered as the page in the browser has them."""
    report = entry.parts[0].report
    if report is None:
        raise ValueError("This item has no report of ours.")
    young = gathered.audience == Audience.YOUNG
    paragraphs = [] if young else reading.paragraphs(report.text, before=entry.number)
    cover = cover_of(report, entry.item, entry.number)
    context = {"entry": entry, "report": report, "meeting": gathered.meeting, "paragraphs": paragraphs, "young": young, "cover": cover}
    return render_to_string("meetings/pack/report.html", context)


def front_page(gathered: Gathered, pages: list[int]) -> str:
    """Cover and contents; `pages` are the first pages of the parts, in their order."""
    waiting = iter(enumerate(pages, start=1))
    rows = [(entry, [(part, *next(waiting)) for part in entry.parts]) for entry in gathered.entries]
    starts = timezone.localtime(gathered.meeting.starts_at)
    context = {"gathered": gathered, "rows": rows, "council": Council.here(), "meeting": gathered.meeting, "at": clock(starts.time())}
    return render_to_string("meetings/pack/front.html", {**context, "audience": Audience(gathered.audience).label})
