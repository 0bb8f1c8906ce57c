"""What is proposed for agendas: a late action and reds that wait, left off with a reason, taken up; of a meeting that was held."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cpboard.board.models import Constitution
from meetings import operations
from meetings.models import Meeting, Proposal
from meetings.proposed import Proposed, proposals_for
from tests.factories.actions import make_action
from tests.factories.board import days
from tests.factories.meetings import make_item, make_meeting
from tests.nets.world import World, token


def build(world: World) -> None:
    """The states of a proposal, and an item under a clause of the terms."""
    cast, keep, deed = world.cast, world.keep, {"by": world.viewer("clerk"), "now": timezone.now()}
    keep("late_action", make_action(cast, due_on=days(-3)))
    left = keep("left_indicator", world["written_exception"].indicator)
    reasons = (("left_off", "meeting"), ("other_left_off", "other_meeting"))
    for name, meeting in reasons:
        said = {"proposed": _proposed(world, world[meeting], left.pk), "why": f"It comes in May. {token(name)}"}
        keep(name, operations.leave_off(meeting=world[meeting], **said, **deed))
    ahead = make_meeting(cast, days=75)
    keep("taken_item", operations.take_up(meeting=ahead, proposed=_proposed(world, ahead, left.pk), **deed))
    keep("taken_up", Proposal.objects.get(item=world["taken_item"]))
    past: dict[str, Any] = {"meeting": world["held"], "kind": "figure", "indicator": left, "title": "Homes", "why": "No time."}
    keep("held_left_off", Proposal.objects.create(**past, by=world.people["clerk"], at=timezone.now()))
    _pre_meets(world, deed)
    keep("section_of_report", operations.add_section_of_report(heading="Animals", hint="Pets that move along.", **deed))
    Constitution.objects.filter(body=cast.body).update(terms="1. Improve outcomes\n2. Hear children")
    keep("clause_item", make_item(cast, world["meeting"], "Hearing children", clause=2))


def _pre_meets(world: World, deed: dict[str, Any]) -> None:
    """A pre-meet with a question; a question of the other body."""
    before = {"starts_at": world["meeting"].starts_at - dt.timedelta(days=2), "place": "Room 2"}
    reds = f"Homes. {token('premeet')}"
    world.keep("pre_meet", operations.set_pre_meet(meeting=world["meeting"], **before, reds=reds, **deed))
    asked = {"question": f"Who rang? {token('premeetquestion')}", "asker": world.people["councillor"]}
    world.keep("pre_meet_question", operations.agree_question(item=world["item"], **asked, **deed))
    world.keep("other_pre_meet_question", operations.agree_question(item=world["other_item"], question="Why wait?", **deed))


def _proposed(world: World, meeting: Meeting, figure: int) -> Proposed:
    found = proposals_for(meeting, world.viewer("clerk")).find("figure", figure)
    assert found is not None
    return found
