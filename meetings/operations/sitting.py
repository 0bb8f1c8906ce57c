"""The meeting as it goes: who else came, came late or left, interests, time, questions put, votes, what comes back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.board.models import Regime
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Attendance, BringBack, Challenge, Decision, Interest, Meeting, Movement, NamedVote, Session
from meetings.noted import noted_for
from meetings.operations.agenda import add_item
from meetings.operations.locking import locked, locked_item, locked_meeting
from meetings.presence import at_item

COPIED = ("title", "kind", "purpose", "presenter", "minutes_planned", "promise", "exempt_paragraph", "privacy_reason")
SUBSTITUTE_TWICE = {"meetings_substitute_once": ("substitute_for", "Somebody stands in for this member already.")}
VOTED_TWICE = {"meetings_vote_once": ("user", "How this member voted is recorded already.")}


@transaction.atomic
def add_attendance(
    *,
    meeting: Meeting,
    user: User,
    how: str,
    by: Viewer,
    now: dt.datetime,
    substitute_for: User | None = None,
    only_in: Session | None = None,
) -> Attendance:
    """Somebody who is no member came: a substitute for this meeting only, or a guest; to one part only, if they did.

    Raises Refused when the member they stand in for is there too, or has a substitute already.
    """
    meeting = locked_meeting(meeting)
    require(policies.may_add_attendance(by, meeting))
    if substitute_for and Attendance.objects.filter(meeting=meeting, user=substitute_for, how__in=Attendance.THERE).exists():
        raise Refused(f"{substitute_for} is marked as there. One seat has one person in it.", "substitute_for")
    kept = {"how": how, "substitute_for": substitute_for, "only_in": only_in}
    with in_words(SUBSTITUTE_TWICE):
        mark, _ = Attendance.objects.update_or_create(meeting=meeting, user=user, defaults=kept)
    events.record("meetings.add_attendance", subject=meeting, by=by, at=now, user=user.pk)
    return mark


@transaction.atomic
def record_movement(*, item: AgendaItem, user: User, kind: str, by: Viewer, now: dt.datetime, at: dt.time | None = None) -> Movement:
    """Somebody came in, or left, before this item was taken; the time if it is known. Said again, it is changed."""
    item = locked_item(item)
    require(policies.may_record_movement(by, item))
    if not Attendance.objects.filter(meeting=item.session.meeting, user=user, how__in=Attendance.THERE).exists():
        raise Refused(f"{user} is not marked as there. Mark that first.", "user")
    move, _ = Movement.objects.update_or_create(item=item, user=user, defaults={"kind": kind, "at": at})
    events.record("meetings.record_movement", subject=item, by=by, at=now, user=user.pk, kind=kind)
    return move


@transaction.atomic
def remove_movement(*, movement: Movement, by: Viewer, now: dt.datetime) -> None:
    """They did not come or go then after all."""
    item = locked_item(movement.item)
    require(policies.may_remove_movement(by, item))
    Movement.objects.filter(pk=movement.pk).delete()
    events.record("meetings.remove_movement", subject=item, by=by, at=now, user=movement.user_id)


@transaction.atomic
def declare_interest(
    *, item: AgendaItem, user: User, kind: str, left_room: bool, by: Viewer, now: dt.datetime, what: str = "", stayed_why: str = ""
) -> Interest:
    """Somebody declared an interest in an item, and left the room or stayed. Said again, it is changed.

    Raises Refused when an interest of the statutory kind stays without a reason: it needs a dispensation (s.33).
    """
    item = locked_item(item)
    require(policies.may_declare_interest(by, item))
    if kind == Interest.Kind.PECUNIARY and not left_room and not stayed_why.strip():
        raise Refused("Say which dispensation lets them stay, or that they left the room.", "stayed_why")
    said = {"kind": kind, "what": what, "left_room": left_room, "stayed_why": "" if left_room else stayed_why}
    interest, _ = Interest.objects.update_or_create(
        item=item, user=user, defaults=said, create_defaults={**said, "declared_at": min(now, item.session.meeting.ends_at)}
    )
    events.record("meetings.declare_interest", subject=item, by=by, at=now, user=user.pk, kind=kind, left=left_room)
    return interest


@transaction.atomic
def remove_interest(*, interest: Interest, by: Viewer, now: dt.datetime) -> None:
    """It was noted by mistake."""
    item = locked_item(interest.item)
    require(policies.may_remove_interest(by, item))
    Interest.objects.filter(pk=interest.pk).delete()
    events.record("meetings.remove_interest", subject=item, by=by, at=now, user=interest.user_id)


@transaction.atomic
def record_time(
    *,
    item: AgendaItem,
    minutes_talk: int | None,
    minutes_discussion: int | None,
    minutes_young: int | None,
    by: Viewer,
    now: dt.datetime,
) -> AgendaItem:
    """How many minutes an item took: what officers said, discussion, what young people said."""
    item = locked_item(item)
    require(policies.may_record_time(by, item))
    item.minutes_talk, item.minutes_discussion, item.minutes_young = minutes_talk, minutes_discussion, minutes_young
    item.save()
    events.record("meetings.record_time", subject=item, by=by, at=now, minutes=item.minutes_spent)
    return item


@transaction.atomic
def record_challenge(
    *, item: AgendaItem, question: str, by: Viewer, now: dt.datetime, asked_by: User | None = None, answer: str = "", changed: str = ""
) -> Challenge:
    """A question was put, with its answer and what changed by it, as far as there was any."""
    item = locked_item(item)
    require(policies.may_record_challenge(by, item))
    said = {"question": question, "asked_by": asked_by, "answer": answer, "changed": changed}
    challenge = Challenge.objects.create(item=item, **said, at=now)
    events.record("meetings.record_challenge", subject=item, by=by, at=now, challenge=challenge.pk)
    return challenge


@transaction.atomic
def change_challenge(
    *, challenge: Challenge, question: str, asked_by: User | None, answer: str, changed: str, by: Viewer, now: dt.datetime
) -> Challenge:
    """Other words: an answer that came later, or what changed by it."""
    item = locked_item(challenge.item)
    require(policies.may_change_challenge(by, item))
    challenge.question, challenge.asked_by, challenge.answer, challenge.changed = question, asked_by, answer, changed
    challenge.save()
    events.record("meetings.change_challenge", subject=item, by=by, at=now, challenge=challenge.pk)
    return challenge


@transaction.atomic
def record_vote(*, decision: Decision, user: User, how: str, by: Viewer, now: dt.datetime) -> NamedVote:
    """How one member voted, because they ask for it (SI 1993/202, schedule 2, paragraph 1); sealed.

    Raises Refused for somebody who could not vote on it: no voting seat, not there, or online in a committee.
    """
    item = locked_item(decision.item)
    require(policies.may_record_vote(by, decision))
    there = at_item(noted_for(item.session.meeting, by), item)
    if there is None or user.pk not in {each.mark.user_id for each in there.there if each.votes}:
        online = " Online nobody votes in a committee." if item.session.meeting.regime == Regime.PART_VA else ""
        raise Refused(f"{user} could not vote on this: they were not there then, or hold no seat that votes.{online}", "user")
    with in_words(VOTED_TWICE):
        vote = NamedVote.record(decision=decision, user=user, how=how, at=now)
    events.record("meetings.record_vote", subject=decision, by=by, at=now, user=user.pk)
    return vote


@transaction.atomic
def bring_back(
    *, item: AgendaItem, why: str, by: Viewer, now: dt.datetime, meeting: Meeting | None = None, after: dt.date | None = None
) -> BringBack:
    """The board wants this item again: at a meeting that is planned, or at the first one after a day.

    Raises Refused unless exactly one of the two is said, and it lies ahead.
    """
    item = locked_item(item)
    require(policies.may_bring_back(by, item))
    if (meeting is None) == (after is None):
        raise Refused("Choose the meeting, or a day after which it comes back.", "meeting")
    if meeting is not None and (meeting.body_id != item.session.meeting.body_id or meeting.held_at or meeting.called_off_at):
        raise Refused("Choose a meeting of the same body that is to come.", "meeting")
    row = BringBack.objects.create(item=item, meeting=meeting, after=after, why=why)
    events.record("meetings.bring_back", subject=item, by=by, at=now, meeting=meeting.pk if meeting else None)
    return row


@transaction.atomic
def put_back(*, row: BringBack, meeting: Meeting, by: Viewer, now: dt.datetime) -> AgendaItem:
    """The item stands on the agenda again: an open one in the open part, a private one in the private part.

    Raises Refused when a private item has no private session to go to.
    """
    meeting = locked_meeting(meeting)
    row = locked(row, "item__session__meeting")
    require(policies.may_put_back(by, row))
    before = row.item
    session = meeting.sessions.filter(privacy=before.session.privacy).order_by("position").first()
    if session is None:
        raise Refused("This item is private, and the meeting has no private session. Add one first.")
    row.put_on = add_item(session=session, **{name: getattr(before, name) for name in COPIED}, by=by, now=now)
    row.save()
    events.record("meetings.put_back", subject=row, by=by, at=now, item=row.put_on.pk)
    return row.put_on


@transaction.atomic
def remove_bring_back(*, row: BringBack, by: Viewer, now: dt.datetime) -> None:
    """It need not come back after all."""
    item = locked_item(row.item)
    require(policies.may_remove_bring_back(by, row))
    BringBack.objects.filter(pk=row.pk).delete()
    events.record("meetings.remove_bring_back", subject=item, by=by, at=now)
