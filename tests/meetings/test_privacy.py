"""What somebody may not see they cannot read, count, number, or find in any page; what they may see is there (control)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Membership
from meetings import operations
from meetings.models import (
    AgendaItem,
    Attendance,
    BringBack,
    Challenge,
    Decision,
    Interest,
    Meeting,
    Minutes,
    Movement,
    NamedVote,
    PublicSummary,
    Report,
    Session,
)
from meetings.sheet import agenda_of, number_of
from tests.board.pages import words
from tests.factories.closed import make_note, make_paper
from tests.factories.meetings import (
    PRIVATE,
    hold,
    make_approved_minutes,
    make_challenge,
    make_decision,
    make_held_meeting,
    make_interest,
    make_item,
    make_meeting,
    make_minutes,
    make_movement,
    make_private_item,
    make_report,
    mark,
    session_of,
)
from tests.factories.voice import make_theme

NAMES = ["chair", "councillor", "other_member", "young_member", "former", "officer", "partner", "participation", "scrutiny", "stranger"]
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
CANARY = "canary"


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def pages_of(meeting):
    names = ("meeting", "papers", "attendance", "minutes")
    return [url("list"), f"{url('list')}?year=", reverse("home"), reverse("more"), *[url(name, meeting.pk) for name in names]]


def masked(response):
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return response.status_code, text


# The private session -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["councillor", "young_member", "officer"])
def test_pages_are_the_same_with_and_without_a_private_session(cast, sign_in, name, now):
    meeting = make_meeting(cast, days=-3, standing=True)
    item = make_item(cast, meeting, "Dentists", presenter=cast.officer)
    operations.name_reader(session=session_of(meeting), user=cast.young_member, by=cast.viewer("clerk"), now=now)
    make_report(cast, item)
    hold(cast, meeting)
    mark(cast, meeting, cast.councillor)
    make_decision(cast, item)
    make_challenge(cast, item)
    make_interest(cast, item, cast.councillor)
    make_movement(cast, item, cast.councillor, "came")
    operations.record_time(item=item, minutes_talk=5, minutes_discussion=5, minutes_young=5, by=cast.viewer("clerk"), now=now)
    make_approved_minutes(cast, meeting)
    browser = sign_in(getattr(cast, name))
    year = [cast.body.pk, cast.year.pk]
    urls = [*pages_of(meeting), url("item", item.pk), url("report", item.report.pk), url("turnout", *year), url("turnout_csv", *year)]
    before = [masked(browser.get(each)) for each in urls]
    add_private_part(cast, meeting)
    assert [masked(browser.get(each)) for each in urls] == before


def add_private_part(cast, meeting):
    """Rows that the deeds would no longer add to minutes that are approved."""
    session = Session.objects.create(meeting=meeting, position=2, privacy=PRIVATE, starts_at=meeting.starts_at)
    session.readers.create(user=cast.chair)
    item = AgendaItem.objects.create(session=session, position=1, title=f"{CANARY} title", exempt_paragraph=2, privacy_reason=CANARY)
    Decision.record(item=item, number=1, verb="note", text=CANARY, by=cast.clerk, at=meeting.starts_at)
    AgendaItem.objects.filter(pk=item.pk).update(minutes_talk=50, minutes_discussion=50, minutes_young=50)
    decision = Decision.objects.get(item=item)
    NamedVote.record(decision=decision, user=cast.councillor, how="for", at=meeting.starts_at)
    Challenge.objects.create(item=item, question=CANARY, answer=CANARY, changed=CANARY, asked_by=cast.chair, at=meeting.starts_at)
    Interest.objects.create(item=item, user=cast.chair, kind="other", what=CANARY, left_room=True, declared_at=meeting.starts_at)
    Movement.objects.create(item=item, user=cast.councillor, kind="left")
    BringBack.objects.create(item=item, after=timezone.localdate(), why=CANARY)
    PublicSummary.objects.create(item=item, text=CANARY, written_by=cast.clerk, written_at=meeting.starts_at)
    Attendance.objects.create(meeting=meeting, user=cast.partner, how="present", only_in=session)
    make_paper(cast, item, CANARY)
    make_note(cast, item, CANARY)


@pytest.mark.parametrize("name", ["chair", "clerk"])
def test_named_reader_and_clerk_see_the_private_session(cast, sign_in, name):
    meeting = make_meeting(cast, days=-3, standing=True)
    add_private_part(cast, meeting)
    text = words(sign_in(getattr(cast, name)).get(url("meeting", meeting.pk)))
    assert ("Private session" in text, f"{CANARY} title" in text, "one named reader" in text) == (True, True, True)


def test_private_item_and_its_session_are_not_there_by_any_method(cast, sign_in):
    item = make_private_item(cast, CANARY, readers=[cast.chair, cast.former])
    reader = item.session.readers.first()
    urls = [
        url(deed, item.pk) for deed in ("item", "change_item", "remove_item", "move_item", "restrict_item", "ask_report", "record_decision")
    ]
    urls += [url("readers", item.session_id), url("add_item", item.session_id), url("unname_reader", reader.pk)]
    for name in ("councillor", "young_member", "former", "other_member", "officer", "stranger"):
        browser = sign_in(getattr(cast, name))
        assert {(name, getattr(browser, method)(each).status_code) for each in urls for method in METHODS} == {(name, 404)}
    allowed = sign_in(cast.clerk)
    assert allowed.get(urls[0]).status_code == 200


def test_removing_a_reader_works_on_the_next_request(cast, sign_in, now):
    item = make_private_item(cast, readers=[cast.councillor])
    browser = sign_in(cast.councillor)
    assert browser.get(url("item", item.pk)).status_code == 200
    operations.unname_reader(reader=item.session.readers.get(), by=cast.viewer("clerk"), now=now)
    assert browser.get(url("item", item.pk)).status_code == 404


def test_ending_the_term_works_on_the_next_request(cast, sign_in):
    item = make_private_item(cast, readers=[cast.councillor])
    browser = sign_in(cast.councillor)
    assert browser.get(url("item", item.pk)).status_code == 200
    Membership.objects.filter(user=cast.councillor).update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    assert browser.get(url("item", item.pk)).status_code == 404
    assert browser.get(url("meeting", item.session.meeting_id)).status_code == 404


# Numbers and times ---------------------------------------------------------------------------------------------------


def test_numbers_run_on_for_those_who_see_both_sessions(cast):
    meeting = make_meeting(cast, private_session=True, readers=[cast.chair])
    public = [make_item(cast, meeting, title) for title in ("One", "Two")]
    private = make_item(cast, meeting, "Three", PRIVATE)
    assert [number_of(item, cast.viewer("chair")) for item in (*public, private)] == ["1", "2", "3"]
    assert [number_of(item, cast.viewer("councillor")) for item in (*public, private)] == ["1", "2", ""]


def test_clock_times_follow_the_minutes_planned(cast):
    meeting = make_meeting(cast)
    for minutes in (5, 20, 30):
        make_item(cast, meeting, minutes_planned=minutes)
    (part,) = agenda_of(meeting, cast.viewer("councillor"))
    assert [row.at for row in part.rows] == ["5.30pm", "5.35pm", "5.55pm"]


def test_officer_sees_their_single_items_without_number_or_time(cast, sign_in):
    meeting = make_meeting(cast, private_session=True, readers=[])
    make_item(cast, meeting, "Not theirs")
    make_item(cast, meeting, "Theirs", presenter=cast.officer)
    make_item(cast, meeting, "Theirs in private", PRIVATE, presenter=cast.officer)
    make_item(cast, meeting, "Canary of others", PRIVATE)
    parts = agenda_of(meeting, cast.viewer("officer"))
    rows = [(row.item.title, row.number, row.at) for part in parts for row in part.rows]
    assert rows == [("Theirs", "", ""), ("Theirs in private", "", "")]
    assert [(part.session, part.closed) for part in parts] == [(None, False), (None, True)]
    text = words(sign_in(cast.officer).get(url("meeting", meeting.pk)))
    assert ("Theirs in private" in text, "Not theirs" in text, "Canary" in text, "meeting of" in text) == (True, False, False, False)


def test_presenter_of_a_private_item_is_not_offered_its_paper(cast, sign_in):
    item = make_private_item(cast, presenter=cast.officer)
    text = words(sign_in(cast.officer).get(url("item", item.pk)))
    assert ("Its papers are for named readers." in text, "Open the private paper" in text) == (True, False)
    assert "Open the private paper" in words(sign_in(cast.clerk).get(url("item", item.pk)))


# Young members, other bodies -----------------------------------------------------------------------------------------


def test_young_member_sees_only_the_session_that_names_them(cast, sign_in, now):
    named = make_meeting(cast, private_session=True, readers=[cast.chair])
    make_item(cast, named, "For all of us")
    make_item(cast, named, CANARY, PRIVATE)
    other = make_meeting(cast, days=41)
    operations.name_reader(session=session_of(named), user=cast.young_member, by=cast.viewer("clerk"), now=now)
    browser = sign_in(cast.young_member)
    text = words(browser.get(url("meeting", named.pk)))
    assert ("For all of us" in text, CANARY in text) == (True, False)
    assert browser.get(url("meeting", other.pk)).status_code == 404
    assert browser.get(url("attendance", named.pk)).status_code == 404
    assert words(browser.get(url("list"))).count(", Council Chamber") == 2  # the lead and one row


def test_young_member_named_in_a_private_session_reads_that_and_not_the_public_one(cast, sign_in):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.young_member])
    make_item(cast, meeting, "Public matter")
    make_item(cast, meeting, "Our matter", PRIVATE)
    make_approved_minutes(cast, meeting, "Spoken in public")
    browser = sign_in(cast.young_member)
    text = words(browser.get(url("meeting", meeting.pk)))
    assert ("Our matter" in text, "Public matter" in text) == (True, False)
    assert browser.get(url("minutes", meeting.pk)).status_code == 404
    assert browser.get(url("papers", meeting.pk)).status_code == 200


def test_young_member_of_one_body_named_long_ago_in_another_sees_nothing_of_it(cast, now):
    meeting = make_meeting(cast)
    operations.name_reader(session=session_of(meeting), user=cast.young_member, by=cast.viewer("clerk"), now=now)
    assert Meeting.objects.visible_to(cast.viewer("young_member")).exists()
    Membership.objects.filter(user=cast.young_member).update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    place = cast.other_body.seats.create(kind="young")
    Membership.objects.create(seat=place, user=cast.young_member, starts_on=timezone.localdate())
    assert not Meeting.objects.visible_to(cast.viewer("young_member")).exists()


def test_member_of_another_body_sees_nothing(cast, sign_in):
    meeting = make_meeting(cast, standing=True)
    browser = sign_in(cast.other_member)
    assert browser.get(url("meeting", meeting.pk)).status_code == 404
    assert words(browser.get(url("list"))).count("Council Chamber") == 0


def test_who_has_no_meetings_has_no_list(cast, sign_in):
    make_meeting(cast)
    names = ("partner", "participation", "performance", "scrutiny", "custodian", "administrator", "stranger")
    assert {sign_in(getattr(cast, name)).get(url("list")).status_code for name in names} == {404}


def test_nobody_signed_in_is_sent_to_sign_in(cast, client):
    meeting = make_meeting(cast)
    answer = client.get(url("meeting", meeting.pk))
    assert (answer.status_code, answer["Location"].startswith("/account/sign-in/")) == (302, True)


# Reports and minutes before their time -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["asked", "submitted", "returned"])
def test_unfinished_report_is_for_its_author_and_the_clerk(cast, sign_in, state):
    report = make_report(cast, make_item(cast, make_meeting(cast)), state, text=CANARY)
    seen = {
        name: sign_in(getattr(cast, name)).get(url("report", report.pk)).status_code
        for name in ("officer", "clerk", "councillor", "other_officer")
    }
    assert seen == {"officer": 200, "clerk": 200, "councillor": 404, "other_officer": 404}
    text = words(sign_in(cast.councillor).get(url("meeting", report.item.session.meeting_id)))
    assert ("Report to come" in text, "Returned" in text, "check" in text) == (True, False, False)
    assert not Report.objects.visible_to(cast.viewer("chair")).exists()


def test_draft_minutes_are_for_the_clerk_then_for_the_chair_too(cast, now):

    minutes = make_minutes(cast, make_held_meeting(cast), CANARY)
    who = lambda: [name for name in ("clerk", "chair", "councillor", "officer") if Minutes.objects.visible_to(cast.viewer(name)).exists()]  # noqa: E731
    assert who() == ["clerk"]
    operations.send_minutes_to_chair(minutes=minutes, by=cast.viewer("clerk"), now=now)
    assert who() == ["clerk", "chair"]


def test_decisions_in_private_stand_beside_the_minutes_for_named_readers_only(cast, sign_in):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.chair])
    make_decision(cast, make_item(cast, meeting, "A letter", PRIVATE), "Answer the letter.")
    make_approved_minutes(cast, meeting)
    texts = {name: words(sign_in(getattr(cast, name)).get(url("minutes", meeting.pk))) for name in ("chair", "clerk", "councillor")}
    assert {name: "Answer the letter." in text for name, text in texts.items()} == {"chair": True, "clerk": True, "councillor": False}


def test_source_that_somebody_may_not_read_is_not_named_to_them(cast, sign_in):

    item = make_item(cast, make_meeting(cast), presenter=cast.officer, theme=make_theme(cast, title=CANARY))
    texts = {name: words(sign_in(getattr(cast, name)).get(url("item", item.pk))) for name in ("officer", "councillor")}
    assert {name: CANARY in text for name, text in texts.items()} == {"officer": False, "councillor": True}
