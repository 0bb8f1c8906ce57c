"""What was decided, and the minutes from draft to approval."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from meetings import notice, policies, record
from meetings.counting import rules_of_the_house
from meetings.faults import Refused, Stale
from meetings.models import AgendaItem, Decision, Meeting, Minutes, MinutesApproval
from meetings.operations.locking import locked, locked_item, locked_meeting
from meetings.quorum import check_quorum


@transaction.atomic
def record_decision(
    *,
    item: AgendaItem,
    verb: str,
    text: str,
    by: Viewer,
    now: dt.datetime,
    so_that: str = "",
    ask: int | None = None,
    mover: User | None = None,
    seconder: User | None = None,
    votes_for: int | None = None,
    votes_against: int | None = None,
    votes_abstained: int | None = None,
) -> Decision:
    """What the board decided on an item, numbered, in words for the street; sealed. `ask`: the line of the report that it answers.

    Raises Refused for a verb that decides and says not what will be different (requirement 000-R10), for a committee
    that was not quorate at this item, and for more votes than there were members to vote.
    """
    item = locked_item(item)
    require(policies.may_record_decision(by, item))
    if verb in Decision.DECIDING and not so_that.strip():
        raise Refused("Say what will be different for children: so that …", "so_that")
    if verb != Decision.Verb.DEFER and notice.waits_for_urgency(item, rules_of_the_house()):
        raise Refused("This item was added too late. First record why the chair finds it urgent, or defer it.")
    votes = _votes(votes_for, votes_against, votes_abstained)
    check_quorum(item, verb, votes, by)
    number = (item.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    said = {"verb": verb, "text": text, "so_that": so_that, "ask": ask, "mover": mover, "seconder": seconder}
    decision = Decision.record(item=item, number=number, **said, **votes, by=by.user, at=now)
    events.record("meetings.record_decision", subject=decision, by=by, at=now, decided=verb, number=number)
    return decision


def _votes(*counted: int | None) -> dict[str, int | None]:
    """All three, or none: what was left empty beside another is nobody."""
    names = ("votes_for", "votes_against", "votes_abstained")
    none = all(count is None for count in counted)
    return {name: None if none else count or 0 for name, count in zip(names, counted, strict=True)}


@transaction.atomic
def save_minutes(*, meeting: Meeting, text: str, version: int, by: Viewer, now: dt.datetime) -> Minutes:
    """Keep the draft. Raises Stale unless `version` is the one that the writer began from (0 for none yet)."""
    meeting = locked_meeting(meeting)
    require(policies.may_save_minutes(by, meeting))
    minutes = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)
    if version != minutes.version:
        raise Stale
    minutes.text, minutes.version = text, version + 1
    minutes.save()
    events.record("meetings.save_minutes", subject=minutes, by=by, at=now, version=minutes.version)
    return minutes


@transaction.atomic
def send_minutes_to_chair(*, minutes: Minutes, by: Viewer, now: dt.datetime) -> Minutes:
    """The draft goes to the chair. Raises Refused while it is empty."""
    minutes = _locked_minutes(minutes)
    require(policies.may_send_minutes_to_chair(by, minutes))
    if not minutes.text.strip():
        raise Refused("Write the minutes first.")
    minutes.sent_to_chair_at, minutes.sent_to_chair_by = now, by.user
    minutes.save()
    events.record("meetings.send_minutes_to_chair", subject=minutes, by=by, at=now, version=minutes.version)
    return minutes


@transaction.atomic
def approve_minutes(*, minutes: Minutes, sha256: str, by: Viewer, now: dt.datetime) -> MinutesApproval:
    """The chair approves exactly the words they read, named by their hash (`record.fingerprint`); sealed.

    Raises Refused when the text or a decision has changed since.
    """
    minutes = _locked_minutes(minutes)
    require(policies.may_approve_minutes(by, minutes))
    text = record.full_text(minutes)
    if record.fingerprint(text) != sha256:
        raise Refused("The minutes have changed since you opened them. Read them again, then approve them.")
    approval = MinutesApproval.record(minutes=minutes, text=text, sha256=sha256, by=by.user, at=now)
    events.record("meetings.approve_minutes", subject=minutes, by=by, at=now, sha256=sha256)
    return approval


def _locked_minutes(minutes: Minutes) -> Minutes:
    """The minutes, after their meeting: no decision is added while they are being approved."""
    locked_meeting(minutes.meeting)
    return locked(minutes, "meeting__body")
