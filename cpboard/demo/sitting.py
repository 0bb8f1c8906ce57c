"""What was noted while Fenbridge's formal meetings went on: time, a question and what changed, an interest, what comes back."""

from __future__ import annotations

import datetime as dt

from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from meetings import operations as meetings
from meetings.models import AgendaItem


def note_sitting(fen: Fenbridge, item: AgendaItem, day: dt.date) -> None:
    """One of each thing on the main item of a meeting that was held; everybody named is marked as there."""
    clerk, now = fen.viewer("ruth", day), at(day, 19)
    meetings.record_time(item=item, minutes_talk=10, minutes_discussion=15, minutes_young=10, by=clerk, now=now)
    meetings.record_challenge(
        item=item,
        question="Who has asked the children what would help first?",
        asked_by=fen.people["joan"],
        answer="Their workers have, but nobody wrote it down in one place.",
        changed="Our Voice is asked before each report from now on.",
        by=clerk,
        now=now,
    )
    meetings.declare_interest(
        item=item,
        user=fen.people["amara"],
        kind="other",
        what="Her practice sees some of the children",
        left_room=False,
        stayed_why="it is known to all, and she decides nothing on it",
        by=clerk,
        now=now,
    )
    meetings.bring_back(item=item, after=day + dt.timedelta(days=60), why="to hear what became of it", by=clerk, now=now)
