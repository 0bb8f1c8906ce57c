"""What was decided, and the minutes from draft to approval."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from meetings import notice, policies, record
from meetings.counting import rules_of_the_house
from meetings.faults import Refused, Stale
from meetings.following import held_after, presiding
from meetings.models import (
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    MinutesApproval,
    MinutesCorrection,
    MinutesNote,
    MinutesOut,
    MinutesSignature,
)
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
def put_minutes_out(*, minutes: Minutes, sha256: str, fair: bool, by: Viewer, now: dt.datetime) -> MinutesOut:
    """The chair lets out, as a draft, exactly the words they read, named by their hash (`record.fingerprint`); sealed.

    Raises Refused when something has changed since, or the chair does not find the public text fair and coherent
    without what was said in private (LGA 1972, s.100C(2)).
    """
    minutes = _locked_minutes(minutes)
    require(policies.may_put_minutes_out(by, minutes))
    if not fair:
        raise Refused("Ask the clerk for words that are fair and coherent, then let them out.", "fair")
    text = record.full_text(minutes)
    _check_read(text, sha256)
    out = MinutesOut.record(minutes=minutes, text=text, sha256=sha256, by=by.user, at=now)
    events.record("meetings.put_minutes_out", subject=minutes, by=by, at=now, sha256=sha256)
    return out


def _check_read(text: str, sha256: str) -> None:
    if record.fingerprint(text) != sha256:
        raise Refused("The minutes have changed since you opened them. Read them again, then go on.")


@transaction.atomic
def correct_minutes(*, minutes: Minutes, old: str, new: str, by: Viewer, now: dt.datetime) -> MinutesCorrection:
    """A later meeting found these words of the draft wrong. Raises Refused unless they stand in it exactly once."""
    minutes = _locked_minutes(minutes)
    require(policies.may_correct_minutes(by, minutes))
    text = record.corrected(minutes.out.text, minutes.corrections.all())
    if text.count(old) != 1:
        how = "do not stand in the draft" if old not in text else "stand in the draft more than once: take in some more beside them"
        raise Refused(f"These words {how}. Copy them from it letter by letter.", "old")
    if old == new:
        raise Refused("These are the words that stand there already.", "new")
    row = MinutesCorrection.record(minutes=minutes, old=old, new=new, by=by.user, at=now)
    events.record("meetings.correct_minutes", subject=minutes, by=by, at=now, correction=row.pk)
    return row


@transaction.atomic
def approve_minutes(*, minutes: Minutes, sha256: str, by: Viewer, now: dt.datetime, at_meeting: Meeting | None = None) -> MinutesApproval:
    """A later meeting approved exactly these words, named by their hash (`record.fingerprint`); the chair says so; sealed.

    Raises Refused when they have changed since, when the meeting named is no later one of the body that was held, and
    for a committee that names none (LGA 1972, schedule 12, paragraph 41).
    """
    minutes = _locked_minutes(minutes)
    require(policies.may_approve_minutes(by, minutes))
    _check_later(minutes.meeting, at_meeting)
    text = record.standing_text(minutes, minutes.corrections.all())
    _check_read(text, sha256)
    approval = MinutesApproval.record(minutes=minutes, text=text, sha256=sha256, at_meeting=at_meeting, by=by.user, at=now)
    events.record("meetings.approve_minutes", subject=minutes, by=by, at=now, sha256=sha256)
    return approval


def _check_later(meeting: Meeting, later: Meeting | None) -> None:
    if later is None and meeting.regime == Regime.PART_VA:
        raise Refused("A committee approves its minutes in a meeting. Choose which.", "at_meeting")
    if later is not None and not held_after(meeting).filter(pk=later.pk).exists():
        raise Refused("Choose a later meeting of the same body that was held.", "at_meeting")


@transaction.atomic
def sign_minutes(*, approval: MinutesApproval, signed_by: User, signed_on: dt.date, by: Viewer, now: dt.datetime) -> MinutesSignature:
    """Who presided signed the approved minutes on a day; sealed. Raises Refused for somebody who did not chair, or a day to come."""
    minutes = _locked_minutes(approval.minutes)
    approval = MinutesApproval.objects.select_related("minutes__meeting__body").get(pk=approval.pk)
    require(policies.may_sign_minutes(by, approval))
    if not minutes.meeting.day <= signed_on <= timezone.localdate(now):
        raise Refused("Enter a day between the meeting and today.", "signed_on")
    if not presiding(minutes.meeting, signed_on).filter(user=signed_by).exists():
        raise Refused(f"{signed_by} did not chair the {minutes.meeting.body} on that day.", "signed_by")
    signature = MinutesSignature.record(approval=approval, signed_by=signed_by, signed_on=signed_on, by=by.user, at=now)
    events.record("meetings.sign_minutes", subject=minutes, by=by, at=now, signed_by=signed_by.pk)
    return signature


@transaction.atomic
def add_minutes_note(*, approval: MinutesApproval, text: str, at_meeting: Meeting, by: Viewer, now: dt.datetime) -> MinutesNote:
    """What a later meeting resolved to add to approved minutes; sealed. Their own words stay as they are."""
    minutes = _locked_minutes(approval.minutes)
    require(policies.may_add_minutes_note(by, approval))
    _check_later(minutes.meeting, at_meeting)
    note = MinutesNote.record(approval=approval, text=text, at_meeting=at_meeting, by=by.user, at=now)
    events.record("meetings.add_minutes_note", subject=minutes, by=by, at=now, note=note.pk)
    return note


def _locked_minutes(minutes: Minutes) -> Minutes:
    """The minutes, after their meeting: nothing is added to the record while they are let out or approved."""
    locked_meeting(minutes.meeting)
    return locked(minutes, "meeting__body")
