"""Decisions and minutes: numbered, so that …, approved once, immutable afterwards."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from cpboard.core.access import Denied
from cpboard.core.records import Sealed
from meetings import operations, record
from meetings.faults import Stale
from meetings.models import Decision, Minutes, MinutesApproval, MinutesOut
from tests.factories.meetings import (
    PRIVATE,
    make_approved_minutes,
    make_decision,
    make_held_meeting,
    make_item,
    make_minutes,
    make_out_minutes,
)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def held(cast):
    return make_held_meeting(cast)


@pytest.mark.parametrize("verb", ["agree", "recommend", "refer", "defer"])
def test_deciding_verb_needs_so_that(cast, held, verb):
    item = make_item(cast, held)
    with pytest.raises(ValidationError) as refusal:
        make_decision(cast, item, verb=verb, so_that=" ")
    assert list(refusal.value.message_dict) == ["so_that"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.record(item=item, number=1, verb=verb, text="x", so_that="", by=cast.clerk, at=held.starts_at)
    assert make_decision(cast, item, verb=verb).so_that == "no child hears it at breakfast"


@pytest.mark.parametrize("verb", ["note", "receive", "comment", "endorse"])
def test_verb_that_decides_nothing_needs_no_so_that(cast, held, verb):
    assert make_decision(cast, make_item(cast, held), verb=verb, so_that="").number == 1


def test_decisions_are_numbered_by_item(cast, held):
    first, second = make_item(cast, held), make_item(cast, held, "Dentists")
    numbers = [make_decision(cast, item).number for item in (first, first, second)]
    assert numbers == [1, 2, 1]


def test_decision_is_sealed_by_code_and_by_the_database(cast, held):
    decision = make_decision(cast, make_item(cast, held))
    decision.text = "Something else"
    for deed in (decision.save, decision.delete, lambda: Decision.objects.update(text="x"), lambda: Decision.objects.all().delete()):
        with pytest.raises(Sealed):
            deed()
    for statement in ("update meetings_decision set text = 'x'", "delete from meetings_decision"):
        refuses(statement)


def refuses(statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_stale_draft_changes_nothing(cast, held, clerk, now):
    make_minutes(cast, held, "Mine.")
    with pytest.raises(Stale):
        operations.save_minutes(meeting=held, text="Theirs.", version=0, by=clerk, now=now)
    assert Minutes.objects.get().text == "Mine."


def test_empty_draft_does_not_go_to_the_chair(cast, held, clerk, now):
    minutes = make_minutes(cast, held, "  ")
    with pytest.raises(ValidationError, match="Write the minutes first"):
        operations.send_minutes_to_chair(minutes=minutes, by=clerk, now=now)


def test_approval_seals_the_whole_record_with_its_hash(cast, held):
    make_decision(cast, make_item(cast, held), "Ring before a move.")
    approval = make_approved_minutes(cast, held, "Kayleigh spoke first.")
    assert "Ring before a move." in approval.text
    assert "Kayleigh spoke first." in approval.text
    assert approval.sha256 == record.fingerprint(approval.text)
    assert (approval.by, approval.minutes.is_approved) == (cast.chair, True)


def test_chair_cannot_let_out_what_changed_since_they_read_it(cast, held, now):
    minutes = make_minutes(cast, held, sent=True)
    read = record.fingerprint(record.full_text(minutes))
    make_decision(cast, make_item(cast, held))
    with pytest.raises(ValidationError, match="have changed since you opened them"):
        operations.put_minutes_out(minutes=minutes, sha256=read, fair=True, by=cast.viewer("chair"), now=now)
    assert not MinutesOut.objects.exists()


def test_chair_cannot_approve_what_was_corrected_since_they_read_it(cast, held, clerk, now):
    minutes = make_out_minutes(cast, held)
    operations.correct_minutes(minutes=minutes, old="Kayleigh", new="A member", by=clerk, now=now)
    with pytest.raises(ValidationError, match="have changed since you opened them"):
        operations.approve_minutes(minutes=minutes, sha256=minutes.out.sha256, by=cast.viewer("chair"), now=now)
    assert not MinutesApproval.objects.exists()


def test_approved_minutes_change_for_nobody(cast, held, clerk, now):
    approval = make_approved_minutes(cast, held)
    with pytest.raises(Denied):
        operations.save_minutes(meeting=held, text="x", version=1, by=clerk, now=now)
    approval.text = "x"
    with pytest.raises(Sealed):
        approval.save()
    for statement in (
        "update meetings_minutes set text = 'x'",
        "delete from meetings_minutes",
        "update meetings_minutesapproval set text = 'x'",
        "delete from meetings_minutesapproval",
    ):
        refuses(statement)
    approval.refresh_from_db()
    assert approval.sha256 == record.fingerprint(approval.text)


def test_draft_minutes_may_still_change_in_the_database(cast, held, clerk, now):
    make_minutes(cast, held, "One.", sent=True)
    assert operations.save_minutes(meeting=held, text="Two.", version=1, by=clerk, now=now).text == "Two."


def test_what_was_decided_in_private_is_not_in_the_sealed_minutes(cast):
    held = make_held_meeting(cast, private_session=True)
    make_decision(cast, make_item(cast, held, "Canary title", PRIVATE), "Canary answer.")
    make_decision(cast, make_item(cast, held), "Ring before a move.")
    text = make_approved_minutes(cast, held).text
    assert ("Canary" in text, "Ring before a move." in text) == (False, True)
