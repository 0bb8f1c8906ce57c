"""What was noted of one meeting, gathered once: in a fixed number of queries, for one viewer or for everybody.

Whatever a private session left is in it only for those who may see that session. Pages and minutes count from here and
from nowhere else, so that no number tells of what its reader may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cpboard.board.models import Constitution, Membership, Seat
from cpboard.core.access import Viewer
from cpboard.core.records import current_q
from meetings.folding import Rows, folded, unfolded
from meetings.models import AgendaItem, Attendance, BringBack, Challenge, Decision, Interest, Meeting, Movement, NamedVote, Report, Session

YOUNG = "a young member"
Post = Membership.Post
BY_ITEM = ("interests", "decisions", "challenges", "returns")


@dataclass(frozen=True)
class Noted:
    """The record of one meeting, as far as its reader may see it."""

    meeting: Meeting
    items: list[AgendaItem]
    marks: list[Attendance]
    movements: list[Movement]
    interests: dict[int, list[Interest]]
    decisions: dict[int, list[Decision]]
    challenges: dict[int, list[Challenge]]
    returns: dict[int, list[BringBack]]
    seats: dict[int, Membership] = field(default_factory=dict)

    @cached_property
    def young(self) -> set[int]:
        """The keys of those who sat on the body as young people on that day: written minutes never name them."""
        return {user for user, held in self.seats.items() if held.seat.kind == Seat.Kind.YOUNG}

    @property
    def quorum(self) -> int | None:
        """How many must be there, by the constitution of that day; None without one."""
        return getattr(self.items[0], "quorum", None) if self.items else None

    @property
    def chair(self) -> str:
        """Who chairs the body on that day, if anybody does."""
        return next((held.user.name for held in self.seats.values() if held.post == Post.CHAIR), "")

    def name(self, person: Any) -> str:
        """A person as the minutes name them: young people by what they are."""
        if person is None:
            return ""
        return YOUNG if person.pk in self.young else str(person.name)

    def open_part(self) -> Noted:
        """The open part of it alone: what the minutes say."""
        items = [item for item in self.items if not item.session.is_private]
        keys = {item.pk for item in items}
        kept: dict[str, Any] = {name: {key: rows for key, rows in getattr(self, name).items() if key in keys} for name in BY_ITEM}
        marks = [mark for mark in self.marks if mark.only_in is None or not mark.only_in.is_private]
        moves = [move for move in self.movements if move.item_id in keys]
        return replace(self, items=items, marks=marks, movements=moves, **kept)

    def of(self, item: AgendaItem) -> ItemNoted:
        """What was noted of one item."""
        key = item.pk
        moved = [move for move in self.movements if move.item_id == key]
        lists = (self.interests, self.decisions, self.challenges, self.returns)
        return ItemNoted(item, moved, *(found.get(key, []) for found in lists))  # type: ignore[arg-type]


@dataclass(frozen=True)
class ItemNoted:
    """What was noted of one item."""

    item: AgendaItem
    movements: list[Movement]
    interests: list[Interest]
    decisions: list[Decision]
    challenges: list[Challenge]
    returns: list[BringBack]

    @property
    def unanswered(self) -> list[tuple[int, str]]:
        """The numbered lines of the cleared report that no decision answers yet (requirement 000-02)."""
        report = getattr(self.item, "report", None)
        lines = report.asks_lines if report is not None and report.state == Report.State.CLEARED else []
        answered = {decision.ask for decision in self.decisions}
        return [(number, line) for number, line in enumerate(lines, start=1) if number not in answered]


def noted_for(meeting: Meeting, viewer: Viewer) -> Noted:
    """The record as this viewer may see it."""
    return _gathered(meeting, lambda model: model.objects.visible_to(viewer))


def noted_openly(meeting: Meeting) -> Noted:
    """The record of the open part: what the minutes say."""
    return _gathered(meeting, lambda model: model.objects.filter(_open_part(model)))


def noted_of(item: AgendaItem, viewer: Viewer) -> ItemNoted:
    """What was noted of one item that this viewer sees, as far as they may see it."""
    rows: Rows = lambda model: model.objects.visible_to(viewer)  # noqa: E731
    known = AgendaItem.objects.filter(pk=item.pk).annotate(**folded(rows)).get()
    short = (list(unfolded(known, model)) for model in (Movement, Interest, Challenge, BringBack))
    moves, interests, challenges, returns = short
    decisions = _with_votes(rows(Decision).filter(item=item).select_related("item__report").order_by("number"))
    return ItemNoted(item, moves, interests, list(decisions), challenges, returns)


def _open_part(model: Any) -> Q:
    public = Session.Privacy.PUBLIC
    if model is AgendaItem:
        return Q(session__privacy=public)
    if model is Attendance:
        return Q(only_in__isnull=True) | Q(only_in__privacy=public)
    return Q(item__session__privacy=public)


def _gathered(meeting: Meeting, rows: Rows) -> Noted:
    items = list(_items(meeting, rows))
    marks = rows(Attendance).filter(meeting=meeting).select_related("user", "substitute_for", "only_in").order_by("user__name", "pk")
    decisions = rows(Decision).filter(item__session__meeting=meeting).select_related("item__report", "mover", "seconder")
    return Noted(
        meeting,
        items,
        list(marks),
        [move for item in items for move in unfolded(item, Movement)],
        _came_along(items, Interest),
        _by_item(_with_votes(decisions.order_by("number"))),
        _came_along(items, Challenge),
        _came_along(items, BringBack),
        seats_on(meeting),
    )


def _items(meeting: Meeting, rows: Rows) -> QuerySet[Any]:
    """The items with `quorum`, of the constitution on that day, and what was noted of each in short rows."""
    constitution = Constitution.objects.current(on=meeting.day).filter(body=meeting.body_id)
    items = rows(AgendaItem).filter(session__meeting=meeting).in_order()
    known: QuerySet[Any] = items.annotate(quorum=Subquery(constitution.values("quorum")[:1]), **folded(rows))
    return known.select_related("session__meeting__body", "presenter", "report__author")


def _came_along(items: list[AgendaItem], model: Any) -> dict[int, list[Any]]:
    return {item.pk: found for item in items if (found := list(unfolded(item, model)))}


def seats_on(meeting: Meeting) -> dict[int, Membership]:
    """Who sat on the body on that day, by the key of the person; officers in attendance hold no seat that counts."""
    held = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id).exclude(seat__kind=Seat.Kind.OFFICER)
    return {each.user_id: each for each in held.select_related("seat", "user").order_by("pk")}


def _with_votes(decisions: QuerySet[Any]) -> QuerySet[Any]:
    """With `voted`: how single members voted, as lists of who and how."""
    votes = NamedVote.objects.filter(decision=OuterRef("pk")).order_by("pk")
    return decisions.annotate(voted=ArraySubquery(votes.values(said=JSONObject(user="user", name="user__name", how="how"))))


def _by_item(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return dict(found)
