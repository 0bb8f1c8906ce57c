"""The chair's brief: the running order with who speaks, what is asked, which questions come, reds and late actions (ux M8).

It is made for one viewer: of a private part it holds only what that viewer may see, and nothing of what lies in its room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cpboard.core.access import Viewer
from cpboard.core.models import User
from meetings.models import Meeting, PreMeet, PreMeetQuestion, Report, SessionReader
from meetings.proposed import Proposed, late_actions
from meetings.questions import Asked, asked
from meetings.sheet import Part, Row, agenda_of, report_of
from performance.figures import Figure, reds_at


@dataclass(frozen=True)
class Line:
    """One item of the running order."""

    row: Row
    asks: list[str] = field(default_factory=list)
    agreed: list[PreMeetQuestion] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Brief:
    """One page for whoever chairs."""

    parts: list[tuple[Part, list[Line]]]
    pre_meet: PreMeet | None
    young: list[User]
    reds: list[Figure]
    late: list[Proposed]


def brief_of(meeting: Meeting, viewer: Viewer) -> Brief:
    """The brief as this viewer may have it, in a fixed number of queries."""
    agreed, came = _by_item(agreed_questions(meeting, viewer)), defaultdict[int, list[Asked]](list)
    for each in asked(meeting, viewer):
        came[each.question.item_id].append(each)
    parts = [(part, [_line(row, agreed, came) for row in part.rows]) for part in agenda_of(meeting, viewer)]
    return Brief(
        parts,
        PreMeet.objects.visible_to(viewer).filter(meeting=meeting).first(),
        _taking_part(meeting, viewer),
        reds_at(viewer, viewer.on),
        list(late_actions(meeting, viewer)),
    )


def agreed_questions(meeting: Meeting, viewer: Viewer) -> list[PreMeetQuestion]:
    """The questions that were agreed for the items of a meeting, in the order of its agenda."""
    rows = PreMeetQuestion.objects.visible_to(viewer).filter(item__session__meeting=meeting)
    return list(rows.select_related("asker", "item"))


def _by_item(rows: Iterable[PreMeetQuestion]) -> dict[int, list[PreMeetQuestion]]:
    found: defaultdict[int, list[PreMeetQuestion]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _line(row: Row, agreed: dict[int, list[PreMeetQuestion]], came: dict[int, list[Asked]]) -> Line:
    report = report_of(row.item)
    asks = report.asks_lines if report is not None and report.state == Report.State.CLEARED and not row.item.session.is_private else []
    return Line(row, asks, agreed.get(row.item.pk, []), came.get(row.item.pk, []))


def _taking_part(meeting: Meeting, viewer: Viewer) -> list[User]:
    """The young people who are named to take part in the open part."""
    named = SessionReader.objects.visible_to(viewer).filter(session__meeting=meeting, session__privacy="public")
    return [row.user for row in named.select_related("user")]
