"""Questions before the meeting with their answers, as one viewer reads them: who asked, who answered, what is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from cpboard.board.models import Membership, Seat
from cpboard.core.access import Viewer
from cpboard.core.models import User
from cpboard.core.roles import May
from meetings import policies
from meetings.models import AgendaItem, Answer, Meeting, Question

YOUNG = "A young member"


@dataclass(frozen=True)
class Asked:
    """One question as this viewer reads it."""

    question: Question
    who: str
    own: bool
    answer: Answer | None
    answered_by: str
    may_answer: bool


def asked(meeting: Meeting, viewer: Viewer, item: AgendaItem | None = None) -> list[Asked]:
    """The questions of a meeting, or of one item, that this viewer may read, in the order in which they were asked."""
    rows = Question.objects.visible_to(viewer).filter(item__session__meeting=meeting)
    rows = rows.filter(item=item) if item else rows
    shown = rows.select_related("by", "answer__by", "item__session__meeting", "item__report")
    names = Names(meeting, viewer)
    return [_asked(question, viewer, names) for question in shown.order_by("item__session__position", "item__position", "at", "pk")]


class Names:
    """Who is named to this viewer: a young member only to the clerk, the chair and themselves (meetings §2.6)."""

    def __init__(self, meeting: Meeting, viewer: Viewer) -> None:
        """For one meeting and one viewer; one query."""
        self.viewer = viewer
        told = viewer.can(May.RUN_MEETINGS, meeting.body_id) or viewer.can(May.APPROVE_MINUTES, meeting.body_id)
        seats = Membership.objects.filter(seat__body=meeting.body_id, seat__kind=Seat.Kind.YOUNG)
        # Whoever ever sat there as a young person: a seat that ended last week must not bring out a name.
        self.young = frozenset() if told else frozenset(seats.values_list("user_id", flat=True))

    def of(self, user: User) -> str:
        """The name, or what stands for it."""
        if self.viewer.is_self(user):
            return "You"
        return YOUNG if user.pk in self.young else user.name


def _asked(question: Question, viewer: Viewer, names: Names) -> Asked:
    answer = getattr(question, "answer", None)
    answered_by = names.of(answer.by) if answer else ""
    return Asked(question, names.of(question.by), viewer.is_self(question.by), answer, answered_by, policies.is_asked(viewer, question))


@dataclass(frozen=True)
class Tally:
    """How many questions were asked on a meeting, and how many of them are answered (requirement 002-04)."""

    asked: int
    answered: int


def tally_of(meeting: Meeting, viewer: Viewer) -> Tally:
    """The count of the questions that this viewer may read."""
    rows = Question.objects.visible_to(viewer).filter(item__session__meeting=meeting)
    counted = rows.order_by().aggregate(asked=Count("pk"), answered=Count("answer"))
    return Tally(counted["asked"], counted["answered"])
