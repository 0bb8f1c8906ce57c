"""The minutes after the draft: out, corrected, approved at a later meeting, signed, added to; what they say and never say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core.access import Denied
from cpboard.core.records import Sealed
from meetings import operations, record
from meetings.closed.operations import write_summary
from meetings.difference import difference
from meetings.faults import Stale
from meetings.models import Minutes, MinutesCorrection, MinutesNote, MinutesOut, MinutesSignature, PublicSummary
from tests.board.pages import faults, page, words
from tests.cast import as_viewer, person, seat
from tests.factories.actions import make_action, make_done, make_told
from tests.factories.meetings import (
    PRIVATE,
    hold,
    make_approved_minutes,
    make_bring_back,
    make_challenge,
    make_decision,
    make_held_meeting,
    make_interest,
    make_item,
    make_meeting,
    make_minutes,
    make_movement,
    make_out_minutes,
    mark,
)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def held(cast):
    return make_held_meeting(cast)


def said(refusal):
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else refusal.value.messages


def text_of(meeting, words=""):
    return record.full_text(Minutes(meeting=meeting, text=words))


# What they say -------------------------------------------------------------------------------------------------------


def test_decision_comes_first_with_its_votes_and_who_does_it(cast, held, clerk, now):
    item = make_item(cast, held, "Homes")
    mark(cast, held, cast.councillor, cast.chair)
    decision = make_decision(cast, item, "Ring first", votes_for=2, mover=cast.chair, seconder=cast.councillor)
    operations.record_vote(decision=decision, user=cast.councillor, how="for", by=clerk, now=now)
    action = make_action(cast, title="Write the rota", so_that="somebody rings", item=item, decision=decision, owner=cast.officer)
    loose = make_action(cast, title="Ask the school", so_that="it knows", item=item, owner=cast.officer)
    text = text_of(held, "We met.")
    assert text.split("\n\n")[1:9] == [
        "## What was decided",
        "### Homes",
        "**Agreed:** Ring first. So that no child hears it at breakfast.",
        "Proposed by Cllr Margaret Holloway, seconded by Cllr David Thorne.",
        "Votes: 2 for, 0 against, 0 abstained.",
        "Recorded at their wish: Cllr David Thorne for.",
        f"**Action {action.reference}:** Tom Whitfield, by {action.due_on:%-d %B %Y}: Write the rota. So that somebody rings.",
        f"**Action {loose.reference}:** Tom Whitfield, by {loose.due_on:%-d %B %Y}: Ask the school. So that it knows.",
    ]
    assert text.endswith("## What was said\n\nWe met.")


def test_questions_interests_movements_and_what_comes_back_stand_in_them(cast, held):
    item = make_item(cast, held, "Homes")
    members = [seat(person(f"m{n}", f"Member {n}"), cast.body, "councillor") for n in range(3)]
    mark(cast, held, *members)
    make_challenge(cast, item, "Who rang?", answer="Nobody", changed="A rota", asked_by=members[0])
    make_interest(cast, item, members[1], kind="other", what="A friend works there", left_room=False)
    make_movement(cast, item, members[2], "left", dt.time(18, 20))
    make_bring_back(cast, item, after=dt.date(2030, 1, 31), why="To hear of it")
    text = text_of(held)
    for each in (
        "On “Homes”, Member 0 asked: Who rang? Answer: Nobody. What changed: A rota.",
        "In “Homes”, Member 1 had another interest: A friend works there. They stayed.",
        "Before “Homes”, Member 2 left, at 6.20pm.",
        "From “Homes” on, 6.20pm, fewer than 3 members who count were there.",
        "“Homes” comes back after 31 January 2030: To hear of it.",
    ):
        assert each in text


def test_young_people_are_named_nowhere_in_them(cast, held, clerk, now):
    item = make_item(cast, held, "Homes")
    mark(cast, held, cast.young_member, cast.chair)
    make_challenge(cast, item, "Who rang?", asked_by=cast.young_member)
    make_interest(cast, item, cast.young_member, left_room=False)
    make_movement(cast, item, cast.young_member, "came")
    decision = make_decision(cast, item, mover=cast.young_member, votes_for=1)
    operations.record_vote(decision=decision, user=cast.young_member, how="for", by=clerk, now=now)
    make_action(cast, item=item, owner=cast.young_member)
    text = text_of(held)
    assert ("Kayleigh" in text, text.count("young member")) == (False, 7)


def test_matters_arising_say_how_the_actions_of_the_last_meeting_stand(cast, now):
    before, meeting = make_held_meeting(cast, days=-60), make_held_meeting(cast, days=-10)
    item = make_item(cast, before)
    late = make_action(cast, title="Late one", item=item, due_on=meeting.day - dt.timedelta(days=3))
    still = make_action(cast, title="Open one", item=item, due_on=meeting.day + dt.timedelta(days=3))
    done = make_action(cast, title="Done one", item=item)
    make_done(cast, done)
    make_told(cast, done, None)
    text = text_of(meeting).split("## Matters arising from the last meeting\n\n")[1].split("\n\n")
    owner = late.owner.name
    assert text == [
        f"{late.reference}, {owner}: Late one. Late: it was due on {late.due_on:%-d %B %Y}.",
        f"{still.reference}, {owner}: Open one. Still to do, due on {still.due_on:%-d %B %Y}.",
        f"{done.reference}, {owner}: Done one. Done, and those who raised it were told.",
    ]


def test_nothing_of_a_private_part_is_in_them(cast, clerk, now):
    before = make_held_meeting(cast, days=-60, private_session=True, readers=[cast.councillor])
    make_action(cast, title="Canary arising", item=make_item(cast, before, "Canary before", PRIVATE))
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    private = make_item(cast, meeting, "Canary item", PRIVATE)
    mark(cast, meeting, cast.councillor)
    make_decision(cast, private, "Canary decision.", votes_for=1)
    make_challenge(cast, private, "Canary question?")
    make_interest(cast, private, cast.councillor, what="Canary interest")
    make_movement(cast, private, cast.councillor)
    make_bring_back(cast, private, after=dt.date(2030, 1, 1), why="Canary back")
    make_action(cast, title="Canary action", item=private)
    operations.record_time(item=private, minutes_talk=9, minutes_discussion=9, minutes_young=9, by=clerk, now=now)
    assert "Canary" not in text_of(meeting)
    assert text_of(meeting) == record.full_text(Minutes(meeting=meeting), noted_of(meeting, "clerk", cast))
    write_summary(item=private, text="An offer was taken.", version=0, by=clerk, now=now)
    assert text_of(meeting).endswith("## Taken in private\n\nAn offer was taken.")


def noted_of(meeting, name, cast):
    from meetings.noted import noted_for  # noqa: PLC0415 - beside its only use

    return noted_for(meeting, cast.viewer(name))


def test_chair_who_is_not_named_reads_the_same_words_as_the_clerk(cast):
    meeting = make_held_meeting(cast, private_session=True, readers=[])
    make_decision(cast, make_item(cast, meeting, "Closed", PRIVATE))
    make_decision(cast, make_item(cast, meeting, "Open"))
    texts = {record.full_text(Minutes(meeting=meeting), noted_of(meeting, name, cast)) for name in ("clerk", "chair")}
    assert texts == {text_of(meeting)}


# From draft to note --------------------------------------------------------------------------------------------------


def test_members_read_the_draft_once_it_is_out_and_nobody_writes_in_it_any_more(cast, held, clerk, now):
    item = make_item(cast, held)
    minutes = make_minutes(cast, held, sent=True)
    assert not Minutes.objects.visible_to(cast.viewer("councillor")).exists()
    make_out = {"minutes": minutes, "sha256": record.fingerprint(record.full_text(minutes)), "by": cast.viewer("chair"), "now": now}
    with pytest.raises(ValidationError) as refusal:
        operations.put_minutes_out(fair=False, **make_out)
    assert list(said(refusal)) == ["fair"]
    operations.put_minutes_out(fair=True, **make_out)
    assert Minutes.objects.visible_to(cast.viewer("councillor")).get().state == "out"
    for deed in (
        lambda: operations.save_minutes(meeting=held, text="x", version=1, by=clerk, now=now),
        lambda: make_decision(cast, item),
        lambda: make_challenge(cast, item),
        lambda: mark(cast, held, cast.chair),
        lambda: operations.put_minutes_out(fair=True, **make_out),
    ):
        with pytest.raises(Denied):
            deed()


def test_correction_names_words_that_stand_there_once_and_is_listed(cast, held, clerk, now):
    minutes = make_out_minutes(cast, held, "We began at five. The five came.")
    deed = {"minutes": minutes, "by": clerk, "now": now}
    for old, new, field in (("six", "x", "old"), ("five", "x", "old"), ("at five", "at five", "new")):
        with pytest.raises(ValidationError) as refusal:
            operations.correct_minutes(old=old, new=new, **deed)
        assert list(said(refusal)) == [field]
    operations.correct_minutes(old="at five", new="at six", **deed)
    operations.correct_minutes(old=" The five came.", new="", **deed)
    read = record.standing_text(minutes, minutes.corrections.all())
    assert "We began at six.\n\n## Corrections at approval\n\n- “at five” reads “at six”\n- “ The five came.” is left out" in read
    approval = operations.approve_minutes(minutes=minutes, sha256=record.fingerprint(read), by=cast.viewer("chair"), now=now)
    assert (approval.text, minutes.out.text == approval.text) == (read, False)
    with pytest.raises(Denied):
        operations.correct_minutes(old="six", new="seven", **deed)


def test_minutes_are_approved_at_a_later_meeting_of_the_same_body(cast, clerk, now):
    held = make_held_meeting(cast, regime=Regime.PART_VA)
    with pytest.raises(ValidationError) as refusal:
        make_approved_minutes(cast, held)
    assert list(said(refusal)) == ["at_meeting"]
    minutes = Minutes.objects.get()
    deed = {"minutes": minutes, "sha256": minutes.out.sha256, "by": cast.viewer("chair"), "now": now}
    for wrong in (make_held_meeting(cast, days=-90), make_meeting(cast), make_held_meeting(cast, days=-3, body=cast.other_body)):
        with pytest.raises(ValidationError) as refusal:
            operations.approve_minutes(at_meeting=wrong, **deed)
        assert list(said(refusal)) == ["at_meeting"]
    later = make_held_meeting(cast, days=-2)
    assert operations.approve_minutes(at_meeting=later, **deed).at_meeting == later


def test_who_presides_signs_once_on_a_day_that_was(cast, held, clerk, now):
    approval = make_approved_minutes(cast, held)
    today = timezone.localdate()
    deed = {"approval": approval, "by": clerk, "now": now}
    for who, on, field in ((cast.councillor, today, "signed_by"), (cast.chair, today + dt.timedelta(days=1), "signed_on")):
        with pytest.raises(ValidationError) as refusal:
            operations.sign_minutes(signed_by=who, signed_on=on, **deed)
        assert list(said(refusal)) == [field]
    operations.sign_minutes(signed_by=cast.chair, signed_on=today, **deed)
    assert Minutes.objects.get().state == "signed"
    with pytest.raises(Denied):
        operations.sign_minutes(signed_by=cast.chair, signed_on=today, **deed)


def test_notes_of_a_private_board_are_not_signed(cast, clerk, now):
    approval = make_approved_minutes(cast, make_held_meeting(cast, regime=Regime.PRIVATE))
    with pytest.raises(Denied):
        operations.sign_minutes(approval=approval, signed_by=cast.chair, signed_on=timezone.localdate(), by=clerk, now=now)


def test_each_step_is_sealed_by_code_and_by_the_database(cast, held, clerk, now):
    minutes = make_out_minutes(cast, held)
    operations.correct_minutes(minutes=minutes, old="Kayleigh", new="A member", by=clerk, now=now)
    read = record.fingerprint(record.standing_text(minutes, minutes.corrections.all()))
    approval = operations.approve_minutes(minutes=minutes, sha256=read, by=cast.viewer("chair"), now=now)
    operations.sign_minutes(approval=approval, signed_by=cast.chair, signed_on=timezone.localdate(), by=clerk, now=now)
    operations.add_minutes_note(approval=approval, text="At 6pm.", at_meeting=make_held_meeting(cast, days=-2), by=clerk, now=now)
    for model in (MinutesOut, MinutesCorrection, MinutesSignature, MinutesNote):
        with pytest.raises(Sealed):
            model.objects.get().delete()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"delete from {model._meta.db_table}")
    assert approval.text == approval.minutes.approval.text


# The public words of a private item ----------------------------------------------------------------------------------


def test_public_words_are_written_in_the_room_and_lose_nothing(cast, clerk, now):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    item, public = make_item(cast, meeting, "Closed", PRIVATE), make_item(cast, meeting)
    deed = {"item": item, "text": "An offer was taken.", "now": now}
    for name in ("councillor", "chair"):
        with pytest.raises(Denied):
            write_summary(version=0, by=cast.viewer(name), **deed)
    with pytest.raises(Denied):
        write_summary(item=public, text="x", version=0, by=clerk, now=now)
    write_summary(version=0, by=clerk, **deed)
    with pytest.raises(Stale):
        write_summary(version=0, by=clerk, **deed)
    seen = [name for name in ("clerk", "councillor", "chair") if PublicSummary.objects.visible_to(cast.viewer(name)).exists()]
    assert seen == ["clerk", "councillor"]


def test_clerk_writes_them_with_the_private_record_in_view(cast, sign_in, now):
    from tests.factories.closed import make_note  # noqa: PLC0415 - the room's own factory

    meeting = make_meeting(cast, days=-1, private_session=True, readers=[cast.councillor])
    item = make_item(cast, meeting, "Closed", PRIVATE)
    hold(cast, meeting)
    make_note(cast, item, "Canary note.")
    browser = sign_in(cast.clerk)
    address = reverse("closed:write_summary", args=[item.pk])
    assert "Canary note." in words(browser.get(address))
    browser.post(address, {"text": "An offer was taken.", "version": "0"})
    stale = browser.post(address, {"text": "Mine.", "version": "0"})
    assert ("An offer was taken." in words(stale), len(faults(stale))) == (True, 1)
    minutes = words(browser.get(url("save_minutes", meeting.pk)))
    assert ("An offer was taken." in minutes, "Canary note." in minutes) == (True, False)


# The pages -----------------------------------------------------------------------------------------------------------


def test_minutes_go_on_from_the_draft_to_the_note_on_their_pages(cast, held, sign_in):
    clerk, chair, member = sign_in(cast.clerk), sign_in(cast.chair), sign_in(cast.councillor)
    make_out_minutes(cast, held, "We began at five.")
    later = make_held_meeting(cast, days=-2)
    assert faults(clerk.post(url("correct_minutes", held.pk), {"old": "nowhere", "new": "x"}))[0].startswith("These words do not stand")
    clerk.post(url("correct_minutes", held.pk), {"old": "at five", "new": "at six"})
    assert "“at five” reads “at six”" in words(member.get(url("minutes", held.pk)))
    read = page(chair.get(url("approve_minutes", held.pk))).select_one("[name=sha256]")["value"]
    chair.post(url("approve_minutes", held.pk), {"sha256": read, "at_meeting": later.pk})
    day = timezone.localdate()
    signed = {"signed_by": cast.chair.pk, "signed_on-day": day.day, "signed_on-month": day.month, "signed_on-year": day.year}
    clerk.post(url("sign_minutes", held.pk), signed)
    clerk.post(url("add_minutes_note", held.pk), {"text": "It was the Moot Hall.", "at_meeting": later.pk})
    text = words(member.get(url("minutes", held.pk)))
    for each in ("We began at six.", "It was the Moot Hall.", f"By the meeting of {later.day:%-d %B %Y}", f"Signed by {cast.chair.name}"):
        assert each in text


def test_second_save_is_shown_how_it_differs_and_versions_say_how_the_draft_grew(cast, held, sign_in, clerk, now):
    make_minutes(cast, held, "One line.\nThe same.")
    operations.save_minutes(meeting=held, text="Another line.\nThe same.", version=1, by=clerk, now=now)
    browser = sign_in(cast.clerk)
    answer = browser.post(url("save_minutes", held.pk), {"text": "My line.\nThe same.", "version": "1"})
    differ = page(answer).select_one(".cpb-difference")
    assert [("Another" in each.get_text(), each.name) for each in differ.select("del, ins")] == [(True, "del"), (False, "ins")]
    shown = page(browser.get(url("minutes_versions", held.pk)))
    assert [each.get_text() for each in shown.select("h2.cpb-h2") if "Version" in each.get_text()] == ["Version 2", "Version 1"]
    assert sign_in(cast.chair).get(url("minutes_versions", held.pk)).status_code == 404


def test_difference_loses_no_word_of_either_text():
    before, after = "We met at five.\nAll came.\n", "We met at six.\nAll came.\nWe ended."
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert [piece for piece in pieces if piece.kind == "gone"] == [("gone", "five.")]
    assert difference("", "") == []
    long = " ".join(map(str, range(4000)))
    assert [piece.kind for piece in difference(long, f"{long} more")] == ["gone", "new"]


def test_switched_off_chair_lets_nothing_out(cast, held, now):
    minutes = make_minutes(cast, held, sent=True)
    cast.chair.is_active = False
    cast.chair.save()
    with pytest.raises(Denied):
        operations.put_minutes_out(minutes=minutes, sha256="", fair=True, by=as_viewer(cast.chair), now=now)
