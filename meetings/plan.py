"""The work programme of a body and year as one page shows it: what stands where, its balance, pairs, gaps, what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.access import Viewer
from cpboard.core.templatetags.cpb import count_words
from meetings.models import Meeting, Slot, Topic

Kind = Slot.Kind
NAMES = {
    Kind.REPORT: "report,reports",
    Kind.PERFORMANCE: "on figures,on figures",
    Kind.ISSUE: "issue,issues",
    Kind.VOICE: "from children,from children",
}


@dataclass(frozen=True)
class Share:
    """One kind of slot: how many, and its share in hundred of the planned minutes."""

    label: str
    slots: int
    minutes: int
    percent: int


@dataclass(frozen=True)
class Balance:
    """How many slots of each kind. Slots kept open count as what children say."""

    slots: int = 0
    shares: list[Share] = field(default_factory=list)

    @property
    def line(self) -> str:
        """In words, what there is none of included: "Two reports, one issue, nothing from children"."""
        words = [count_words(share.slots, NAMES[Kind(share.label)]) for share in self.shares if share.slots]
        none = ["nothing from children"] if self.slots and not self.of(Kind.VOICE) else []
        return ", ".join([*words, *none]).capitalize()

    @property
    def lopsided(self) -> bool:
        """Whether there is nothing from children, or more than half are reports."""
        return bool(self.slots) and (not self.of(Kind.VOICE) or 2 * self.of(Kind.REPORT) > self.slots)

    def of(self, kind: str) -> int:
        """How many of one kind."""
        return next((share.slots for share in self.shares if share.label == kind), 0)


def balance_of(slots: Iterable[Slot]) -> Balance:
    """The balance of some slots."""
    slots = list(slots)
    count, minutes = Counter(slot.kind for slot in slots), Counter[str]()
    for slot in slots:
        minutes[slot.kind] += slot.minutes_planned
    whole = sum(minutes.values())
    shares = [Share(kind, count[kind], minutes[kind], round(100 * minutes[kind] / whole) if whole else 0) for kind in Kind.values]
    return Balance(len(slots), shares)


@dataclass(frozen=True)
class Sitting:
    """A meeting of the year with what it is to take: `shown` are those that the filter leaves, `balance` is of all."""

    meeting: Meeting
    shown: list[Slot]
    balance: Balance
    minutes: int

    @property
    def over(self) -> bool:
        """Whether more minutes are planned than the meeting has."""
        return self.minutes > (self.meeting.ends_at - self.meeting.starts_at).total_seconds() / 60


@dataclass(frozen=True)
class Coverage:
    """A topic, what the board has of it this year, and what is missing."""

    topic: Topic
    slots: list[Slot]

    @property
    def gaps(self) -> list[str]:
        """Who has nothing on it and should."""
        board = self.topic.home != Topic.Home.SCRUTINY and not any(slot.meeting_id for slot in self.slots)
        scrutiny = self.topic.home != Topic.Home.BOARD and self.topic.scrutiny_on is None
        return [words for gap, words in ((board, "Not on any meeting of the board"), (scrutiny, "No day at scrutiny")) if gap]

    @property
    def stray(self) -> bool:
        """Whether the board takes what has its home at scrutiny."""
        return self.topic.home == Topic.Home.SCRUTINY and bool(self.slots)


@dataclass(frozen=True)
class Plan:
    """The whole page."""

    sittings: list[Sitting]
    unplaced: list[Slot]
    balance: Balance
    heard_first: list[Slot]
    unpaired: list[Slot]
    coverage: list[Coverage]
    left: list[Slot]
    spare: int
    sourced: int
    from_voice: int

    @property
    def gaps(self) -> int:
        """How many topics lack somebody."""
        return sum(bool(each.gaps) for each in self.coverage)


def plan_of(body: Body, year: MunicipalYear, viewer: Viewer, wanted: dict[str, Any]) -> Plan:
    """The programme for this viewer; `wanted` narrows the slots that are shown (text, kind, came_from)."""
    rows = list(_slots(body, year, viewer))
    meetings = Meeting.objects.visible_to(viewer).filter(body=body, year=year, called_off_at=None).order_by("starts_at")
    shown = [slot for slot in rows if _wanted(slot, wanted)]
    firm = [slot for slot in rows if not (slot.meeting and slot.meeting.called_off_at)]
    own = [slot for slot in rows if slot.came_from]
    followed = {slot.follows_id for slot in rows}
    informal = [slot for slot in rows if slot.meeting and slot.meeting.kind == Meeting.Kind.INFORMAL and slot.theme]
    topics = Topic.objects.visible_to(viewer).of(body, year)
    return Plan(
        sittings=[_sitting(meeting, rows, shown) for meeting in meetings],
        unplaced=[slot for slot in shown if slot.meeting_id is None],
        balance=balance_of(firm),
        heard_first=[slot for slot in rows if slot.follows_id],
        unpaired=[slot for slot in informal if slot.pk not in followed],
        coverage=[Coverage(topic, [slot for slot in firm if slot.topic_id == topic.pk]) for topic in topics],
        left=[slot for slot in rows if is_left(slot)],
        spare=sum(slot.spare and slot.meeting is not None and slot.meeting.held_at is None for slot in firm),
        sourced=len(own),
        from_voice=sum(slot.came_from == Slot.Source.VOICE for slot in own),
    )


def _slots(body: Body, year: MunicipalYear, viewer: Viewer) -> QuerySet[Slot]:
    rows = Slot.objects.visible_to(viewer).of(body, year).with_outcome().order_by("meeting__starts_at", "pk")
    found: QuerySet[Slot] = rows.select_related(
        "meeting", "topic", "indicator", "follows__meeting", "carried_from__meeting", "carried_to__meeting"
    )
    return found


def _sitting(meeting: Meeting, rows: list[Slot], shown: list[Slot]) -> Sitting:
    own = [slot for slot in rows if slot.meeting_id == meeting.pk]
    mine = [slot for slot in shown if slot.meeting_id == meeting.pk]
    return Sitting(meeting, mine, balance_of(own), sum(slot.minutes_planned for slot in own))


def _wanted(slot: Slot, wanted: dict[str, Any]) -> bool:
    text = wanted.get("text", "").casefold()
    found = text in f"{slot.title} {slot.theme} {slot.topic or ''}".casefold()
    return found and all(getattr(slot, name) == wanted[name] for name in ("kind", "came_from") if wanted.get(name))


def is_left(slot: Slot) -> bool:
    """Whether its meeting is over and did not reach it: it was on no agenda, or nothing came of it, or nobody met."""
    if slot.meeting is None or hasattr(slot, "carried_to"):
        return False
    if slot.meeting.called_off_at is not None:
        return True
    heard = slot.item_id is not None and (slot.kind == Kind.VOICE or slot.decided)  # type: ignore[attr-defined]
    return slot.meeting.held_at is not None and not heard and not slot.spare
