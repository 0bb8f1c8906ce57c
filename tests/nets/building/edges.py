"""Rows on the edge: each of them is decided by one condition of one rule and by no other. For the tables of rights.

Somebody whose term is over still stands on a paper; a name stands on the list of a body that is not theirs; a term ends
next month; a right is asked of somebody who has all but that.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from actions import operations as actions
from actions.models import Action, Outcome
from cpboard.board.models import Membership, Seat
from cpboard.core import events
from cpboard.core.roles import Role
from meetings import operations
from meetings.models import Report, SessionReader
from tests.cast import appoint, as_viewer
from tests.factories.actions import make_action, make_done, make_judged, make_told
from tests.factories.board import days, make_membership, make_seat
from tests.factories.champions import make_appointment, make_area
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, hold, make_item, make_meeting, make_report, session_of
from tests.factories.postbox import make_message
from tests.factories.voice import make_theme
from tests.nets.world import World

OWNERS = ("former", "young_member", "councillor", "champion", "participation", "scrutiny")
NAMED = ("chair", "partner", "performance", "participation", "safeguarding", "custodian", "scrutiny", "administrator", "other_member")


def build(world: World) -> None:
    """All of them."""
    for part in (_people, _champions, _papers, _sessions, _sources, _owned, _unclosed, _outcomes, _messages):
        part(world)


def _deed(world: World) -> dict[str, Any]:
    return {"by": world.viewer("clerk"), "now": timezone.now()}


def _people(world: World) -> None:
    """A second administrator, an administrator's earlier role, a membership that ends next month."""
    appoint(world["new_person"], Role.ADMINISTRATOR)
    earlier = appoint(world.people["administrator"], Role.SCRUTINY, since=days(-300), until=days(-100))
    world.keep("earlier_role", earlier.appointments.get(role=Role.SCRUTINY))
    user = Seat.objects.get(memberships=world["membership"]).memberships.get().user
    place = make_seat(world.cast, body=world.cast.body, title="A second chair")
    world.keep("ending_membership", make_membership(world.cast, user=user, seat=place, starts_on=days(-20), ends_on=days(30)))
    assert Membership.objects.filter(user=user).count() == 2


def _champions(world: World) -> None:
    """Terms of somebody else, of one who had it before, of one who is switched off, and one that ends next month."""
    cast, people = world.cast, world.people
    area = world.keep("shared_area", make_area(cast, name="Play"))
    world.keep("before_term", make_appointment(cast, area=area, champion=people["champion"], starts_on=days(-500), ends_on=days(-250)))
    ending = {"champion": world["new_person"], "operational_champion": people["other_officer"], "ends_on": days(30)}
    world.keep("ending_term", make_appointment(cast, area=area, **ending))
    world.keep("locked_term", make_appointment(cast, area=make_area(cast, name="Music"), champion=people["switched_off"]))


def _papers(world: World) -> None:
    """What somebody wrote while their term ran; a report that came in after the agenda went out."""
    cast, former = world.cast, world.people["former"]
    world.keep("formers_theme", make_theme(cast, title="A bus pass", added_by=former))
    meeting = world.keep("formers_meeting", make_meeting(cast, days=45))
    item = world.keep("formers_item", make_item(cast, meeting, "Bus passes"))
    world.keep("formers_report", make_report(cast, item, "asked", author=former))
    late = world.keep("late_item", make_item(cast, world["out"], "Late"))
    report = make_report(cast, late, "asked", due_on=days(1))
    Report.objects.filter(pk=report.pk).update(state=Report.State.SUBMITTED, summary="Late.", text="Late.")
    world.keep("late_report", report)


def _sessions(world: World) -> None:
    """Names on the list of another body's session, names without the right, a list on a public session."""
    cast, people = world.cast, world.people
    readers = [people["young_other"], people["councillor"]]
    there = make_meeting(cast, days=33, body=cast.other_body, private_session=True, readers=readers)
    world.keep("other_private_meeting", there)
    item = world.keep("other_private_item", make_item(cast, there, "Theirs", PRIVATE))
    make_paper(cast, item)
    many = make_meeting(cast, days=52, private_session=True, readers=[people[name] for name in NAMED])
    world.keep("many_meeting", many)
    make_paper(cast, world.keep("many_item", make_item(cast, many, "Many names", PRIVATE)))
    SessionReader.objects.create(session=world["session"], user=people["named"])
    past = make_meeting(cast, days=-22, private_session=True, readers=[people["named"]])
    world.keep("paperless_item", make_item(cast, past, "No paper yet", PRIVATE))
    hold(cast, past)
    assert session_of(past, PRIVATE).readers.count() == 1


def _sources(world: World) -> None:
    """Items that came from a report, from a figure, and from words that the board's members may not read."""
    item = make_item(world.cast, make_meeting(world.cast, days=47), "Where it came from")
    came = {"report_back": world["report_back"], "indicator": world["indicator"], "theme": world["other_theme"]}
    for name, thing in came.items():
        world.keep(f"source_{name}", operations.add_source(item=item, **{name: thing}, **_deed(world)))


def _owned(world: World) -> None:
    """Actions of people who may not say how theirs goes."""
    for name in OWNERS:
        world.keep(f"owned_by_{name}", make_action(world.cast, owner=world.people[name]))


def _unclosed(world: World) -> None:
    """Actions that lack one thing each before the board may close them."""
    cast, keep = world.cast, world.keep
    for name in ("told_only", "unjudged", "stopped", "too_early"):
        make_told(cast, keep(name, make_action(cast)), None)
    stopped = {"status": Action.Status.STOPPED, "text": "There is no money."}
    actions.update(world["stopped"], **stopped, by=as_viewer(world["stopped"].owner), now=timezone.now())
    make_done(cast, world["unjudged"])
    make_done(cast, world["too_early"])
    make_judged(cast, world["too_early"], difference=Outcome.Difference.TOO_EARLY, look_again_on=days(60))


def _outcomes(world: World) -> None:
    """Outcomes of both bodies that hang on no action, and one of a private session's action."""
    said = {"year": world.cast.year, "kind": Outcome.Kind.SERVICE, "text": "Bikes.", "difference": Outcome.Difference.YES}
    for body in ("body", "other_body"):
        world.keep(f"outcome_of_{body}", actions.record_outcome(body=world[body], **said, **_deed(world)))
    make_done(world.cast, world["private_action"])
    world.keep("private_outcome", make_judged(world.cast, world["private_action"]))


def _messages(world: World) -> None:
    """One that worries us though its writer felt safe; one that somebody read who may no longer."""
    world.keep("concern", make_message(world.cast, words="It is fine.", concern=True, told_whom="The duty team"))
    world.keep("read_before", make_message(world.cast, words="The bus."))
    for message in ("read_before", "concern"):
        events.record("postbox.read", subject=world[message], by=world.viewer("former"), at=timezone.now())
