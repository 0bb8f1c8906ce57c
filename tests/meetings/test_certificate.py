"""The certificate of notice: what it rests on, who may read what of it, and that nothing of it can be changed."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core import files
from cpboard.core.records import Sealed
from cpboard.publishing import door, statements
from meetings import operations, record
from meetings.certificate import certificate_of
from meetings.counting import rules_of_the_house
from meetings.models import DayOff, Minutes, NoticeGiven, NoticePaper, Urgency
from tests.board.pages import faults, heading, parts, words
from tests.factories.meetings import (
    PRIVATE,
    hold,
    make_day_off,
    make_item,
    make_meeting,
    make_out,
    make_report,
    make_urgency,
    session_of,
)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def day(days):
    return timezone.localdate() + dt.timedelta(days=days)


def shown(meeting, viewer):
    return certificate_of(meeting, viewer, rules_of_the_house())


def causes(meeting, viewer):
    return [entry.given.cause for entry in shown(meeting, viewer).entries]


def test_agenda_going_out_keeps_the_count_and_the_files(cast, clerk):
    meeting = make_meeting(cast, private_session=True)
    make_report(cast, make_item(cast, meeting), "cleared", text="89 of 131 stayed.")
    make_report(cast, make_item(cast, meeting, "Not ready"), "asked")
    make_item(cast, meeting, "Two letters", PRIVATE)
    make_out(cast, meeting)
    (entry,) = shown(meeting, clerk).entries
    assert [paper.title for paper in entry.papers] == ["Agenda", "Staying in one home"]
    agenda, report = (files.read(paper.file) for paper in entry.papers)
    assert hashlib.sha256(agenda).hexdigest() == entry.papers[0].file.sha256
    assert b"1. Staying in one home" in agenda
    assert b"Two letters" not in agenda
    assert b"89 of 131 stayed." in report
    assert (entry.given.meeting_on, entry.given.by, entry.in_time) == (meeting.day, cast.clerk, True)


def test_count_keeps_the_holidays_that_it_used_when_they_are_taken_off_later(cast, clerk, now):
    meeting = make_meeting(cast, standing=True)
    closed = next(day for n in range(2, 9) if (day := meeting.day - dt.timedelta(days=n)).weekday() == 2)
    off = make_day_off(cast, closed, name="Offices closed for the move")
    make_out(cast, meeting)
    operations.remove_day_off(day=off, why="Open after all.", by=clerk, now=now)
    holds = shown(meeting, clerk).now
    assert (closed, "Offices closed for the move") in holds.holidays


def test_moving_the_meeting_counts_again_from_when_the_agenda_went_out(cast, clerk, now):
    meeting = make_out(cast, make_meeting(cast, standing=True, regime=Regime.PART_VA))
    earlier = meeting.starts_at - dt.timedelta(days=18)
    moved = {"year": cast.year, "kind": "formal", "regime": meeting.regime, "theme": "", "place": "Moot Hall"}
    moved |= {"starts_at": earlier, "ends_at": earlier + dt.timedelta(hours=1)}
    with pytest.raises(ValidationError) as refusal:
        operations.change_meeting(meeting=meeting, **moved, by=clerk, now=now)
    assert list(refusal.value.message_dict) == ["late_why"]
    why = {"late_why": "The judge is ill.", "chair": cast.chair, "said_at": now}
    changed = operations.change_meeting(meeting=meeting, **moved, **why, by=clerk, now=now)
    holds = shown(meeting, clerk).now
    assert causes(meeting, clerk) == ["agenda", "moved"]
    assert (holds.given.meeting_on, holds.in_time, changed.agenda_late_why) == (changed.day, False, "The judge is ill.")
    back = {**moved, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    again = operations.change_meeting(meeting=changed, **back, by=clerk, now=now)
    assert (shown(meeting, clerk).now.in_time, again.agenda_late_why) == (True, "")


def test_moving_to_another_hour_of_the_day_counts_nothing_again(cast, clerk, now):
    meeting = make_out(cast, make_meeting(cast, standing=True))
    same = {"year": cast.year, "kind": "formal", "regime": meeting.regime, "theme": "", "place": "Moot Hall"}
    same |= {"starts_at": meeting.starts_at - dt.timedelta(hours=1), "ends_at": meeting.ends_at}
    operations.change_meeting(meeting=meeting, **same, by=clerk, now=now)
    assert causes(meeting, clerk) == ["agenda"]


def test_late_report_and_late_item_are_counted_from_their_own_day(cast, clerk, now):
    meeting = make_meeting(cast, days=6, standing=True)
    report = make_report(cast, make_item(cast, meeting), "submitted")
    make_out(cast, meeting)
    operations.clear_report(report=report, by=clerk, now=now)
    make_item(cast, meeting, "A fire in the home")
    entries = shown(meeting, clerk).entries
    assert [entry.given.cause for entry in entries] == ["agenda", "report", "changed"]
    assert [entry.in_time for entry in entries] == [True, False, False]
    assert [paper.title for paper in entries[1].papers] == ["Staying in one home"]
    assert b"A fire in the home" in files.read(entries[2].papers[0].file)


def test_private_item_leaves_no_trace_in_the_certificate(cast, clerk):
    meeting = make_meeting(cast, days=6, standing=True, private_session=True)
    make_out(cast, meeting)
    make_item(cast, meeting, "Two letters", PRIVATE)
    assert causes(meeting, clerk) == ["agenda"]


def test_officer_reads_their_own_report_and_learns_of_no_other(cast):
    meeting = make_meeting(cast)
    make_report(cast, make_item(cast, meeting, "Mine"), "cleared")
    make_report(cast, make_item(cast, meeting, "Another"), "cleared", author=cast.other_officer)
    make_out(cast, meeting)
    make_item(cast, meeting, "Late")
    titles = [paper.title for entry in shown(meeting, cast.viewer("officer")).entries for paper in entry.papers]
    assert titles == ["Mine"]
    assert causes(meeting, cast.viewer("officer")) == ["agenda"]
    assert len([paper for entry in shown(meeting, cast.viewer("councillor")).entries for paper in entry.papers]) == 4


def test_file_is_given_to_those_who_see_it_and_to_nobody_else(cast, sign_in):
    meeting = make_meeting(cast)
    make_report(cast, make_item(cast, meeting, "Mine"), "cleared")
    make_out(cast, meeting)
    agenda, report = NoticePaper.objects.order_by("position")
    asked = [(sign_in(user), user) for user in (cast.councillor, cast.officer, cast.other_member)]
    codes = [[client.get(url("notice_paper", paper.pk)).status_code for paper in (agenda, report)] for client, _ in asked]
    assert codes == [[200, 200], [404, 200], [404, 404]]


@pytest.mark.parametrize("table", ["noticegiven", "noticepaper", "urgency"])
def test_nothing_of_it_can_be_changed(cast, table):
    meeting = make_out(cast, make_meeting(cast, days=3, standing=True))
    make_urgency(cast, make_item(cast, meeting))
    rows = {"noticegiven": NoticeGiven, "noticepaper": NoticePaper, "urgency": Urgency}[table].objects
    with pytest.raises(Sealed):
        rows.first().save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"delete from meetings_{table}")


# Urgent items --------------------------------------------------------------------------------------------------------


def late_item(cast, days=3, regime=Regime.PART_VA):
    meeting = make_out(cast, make_meeting(cast, days=days, standing=True, regime=regime))
    return make_item(cast, meeting, "A fire in the home")


def test_committee_decides_nothing_on_a_late_item_before_the_chair_finds_it_urgent(cast, clerk, now):
    item = late_item(cast, days=-1)
    type(item).objects.filter(pk=item.pk).update(opened_at=item.session.meeting.starts_at - dt.timedelta(days=1))
    hold(cast, item.session.meeting)
    decided = {"item": item, "verb": "agree", "text": "Ring first.", "so_that": "nobody is alone", "by": clerk, "now": now}
    with pytest.raises(ValidationError, match="First record why the chair finds it urgent"):
        operations.record_decision(**decided)
    make_urgency(cast, item)
    assert operations.record_decision(**decided).number == 1


def test_late_item_may_be_deferred_and_a_voluntary_board_may_take_it(cast, clerk, now):
    for regime, verb in ((Regime.PART_VA, "defer"), (Regime.VOLUNTARY_PUBLIC, "agree")):
        item = late_item(cast, days=-1 if verb == "defer" else -2, regime=regime)
        type(item).objects.filter(pk=item.pk).update(opened_at=item.session.meeting.starts_at - dt.timedelta(days=1))
        hold(cast, item.session.meeting)
        assert operations.record_decision(item=item, verb=verb, text="Next time.", so_that="it is right", by=clerk, now=now)


def test_item_that_went_out_with_the_agenda_is_never_late(cast, clerk, now):
    meeting = make_meeting(cast, days=3, standing=True)
    item = make_item(cast, meeting)
    make_out(cast, meeting)
    item.refresh_from_db()
    assert item.opened_at is None


def test_minutes_say_why_a_late_item_was_urgent_and_name_no_private_one(cast):
    item = late_item(cast)
    make_urgency(cast, item)
    meeting = item.session.meeting
    operations.add_session(meeting=meeting, starts_at=meeting.starts_at, by=cast.viewer("clerk"), now=timezone.now())
    private = operations.add_item(
        session=session_of(meeting, PRIVATE), title="A letter", exempt_paragraph=1, privacy_reason="A child.",
        by=cast.viewer("clerk"), now=timezone.now(),
    )  # fmt: skip
    make_urgency(cast, private, "Nobody may know.")
    text = record.full_text(Minutes(meeting=meeting))
    assert "“A fire in the home” was added after the agenda went out: The court sits on Monday." in text
    assert ("A letter" in text, "Nobody may know." in text) == (False, False)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"late_why": " "}, "late_why"), ({"chair": None}, "chair"), ({"said_at": None}, "chair")],
)
def test_urgency_needs_circumstances_chair_and_moment(cast, clerk, now, change, field):
    said = {"late_why": "The court sits on Monday.", "chair": cast.chair, "said_at": now}
    with pytest.raises(ValidationError) as refusal:
        operations.record_urgency(item=late_item(cast), **{**said, **change}, by=clerk, now=now)
    assert list(refusal.value.message_dict) == [field]
    assert not Urgency.objects.exists()


def test_urgency_is_the_opinion_of_a_chair_and_lies_in_the_past(cast, clerk, now):
    item = late_item(cast)
    tomorrow = now + dt.timedelta(days=1)
    for said, field in (({"chair": cast.councillor, "said_at": now}, "chair"), ({"chair": cast.chair, "said_at": tomorrow}, "said_on")):
        with pytest.raises(ValidationError) as refusal:
            operations.record_urgency(item=item, late_why="It burns.", **said, by=clerk, now=now)
        assert list(refusal.value.message_dict) == [field]


# The pages -----------------------------------------------------------------------------------------------------------


def test_certificate_says_it_is_in_time_and_prints_each_hash(cast, sign_in):
    meeting = make_meeting(cast)
    make_report(cast, make_item(cast, meeting), "cleared")
    member = sign_in(cast.councillor)
    assert "The agenda is not out yet." in words(member.get(url("certificate", meeting.pk)))
    make_out(cast, meeting)
    text = words(member.get(url("certificate", meeting.pk)))
    assert "Notice of this meeting was given in time" in text
    assert [paper.file.sha256 in text for paper in NoticePaper.objects.all()] == [True, True]


def test_certificate_says_from_when_anybody_could_read_it_and_that_it_was_taken_down(cast, sign_in, now):
    meeting, member = make_out(cast, make_meeting(cast, standing=True)), sign_in(cast.councillor)
    assert "They are not public yet." in words(member.get(url("certificate", meeting.pk)))
    asked = door.ask_release(statements.meeting_agenda(meeting), by=cast.viewer("clerk"), now=now)
    copy = door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=now)
    text = words(member.get(url("certificate", meeting.pk)))
    assert (copy.sha256 in text, "They are not public yet." in text, "Taken down" in text) == (True, False, False)
    (public,) = shown(meeting, cast.viewer("councillor")).public
    assert public.clear_days == rules_of_the_house().clear_days(now, meeting.day)
    door.withdraw(copy, reason="A name was in it.", by=cast.viewer("clerk"), now=now)
    assert "Taken down" in words(member.get(url("certificate", meeting.pk)))


def test_certificate_of_a_private_meeting_speaks_of_no_law(cast, sign_in):
    meeting = make_out(cast, make_meeting(cast, standing=True, regime=Regime.PRIVATE))
    assert "This meeting is private, and no law asks for notice." in words(sign_in(cast.councillor).get(url("certificate", meeting.pk)))


def test_clerk_sees_on_every_meeting_how_its_notice_stands(cast, sign_in):
    make_meeting(cast, days=40)
    make_meeting(cast, days=3)
    text = words(sign_in(cast.clerk).get(url("list")))
    assert [text.count(each) for each in ("In time", "Too late")] == [1, 1]
    assert "Too late" not in words(sign_in(cast.councillor).get(url("list")))


def test_clerk_is_told_which_items_came_late_and_records_why(cast, sign_in):
    item, clerk = late_item(cast), sign_in(cast.clerk)
    assert "One item came late" in words(clerk.get(url("meeting", item.session.meeting_id)))
    assert heading(clerk.get(url("record_urgency", item.pk))) == "Why is “A fire in the home” urgent?"
    said = {"chair": cast.chair.pk, **parts("said_on", day(-1)), "said_time": "9.40am"}
    assert "Say why it goes out" in faults(clerk.post(url("record_urgency", item.pk), {**said, "late_why": ""}))[0]
    assert "the minutes will say it" in words(clerk.post(url("record_urgency", item.pk), {**said, "late_why": "It burns."}, follow=True))
    assert "The chair found it urgent." in words(clerk.get(url("meeting", item.session.meeting_id)))
    assert clerk.get(url("record_urgency", item.pk)).status_code == 404


def test_clerk_keeps_the_days_that_do_not_count(cast, sign_in):
    clerk = sign_in(cast.clerk)
    assert heading(clerk.get(url("office_calendar"))) == "Only weekends and bank holidays do not count"
    asked = {"kind": "closure", "name": "Closed at Christmas", **parts("starts_on", day(5)), **parts("ends_on", day(6))}
    wrong = {**asked, **parts("ends_on", day(4))}
    assert faults(clerk.post(url("add_day_off"), wrong)) == ["The last day must not be before the first."]
    assert "Closed at Christmas" in words(clerk.post(url("add_day_off"), asked, follow=True))
    day_off = DayOff.objects.get()
    assert faults(clerk.post(url("remove_day_off", day_off.pk), {"why": ""})) == ["Enter why it counts again"]
    text = words(clerk.post(url("remove_day_off", day_off.pk), {"why": "Open after all."}, follow=True))
    assert "Taken off by Ruth Adeyemi" in text
    assert clerk.get(url("remove_day_off", day_off.pk)).status_code == 404


def test_clerk_says_how_we_count(cast, sign_in):
    clerk = sign_in(cast.clerk)
    asked = {"strict": "no", "closes_at": "4.30pm", "agenda_days": "5", "drafts_days": "10", "finals_days": "2"}
    assert "Enter falling numbers." in faults(clerk.post(url("set_counting"), asked))[0]
    assert "Leniently." in words(clerk.post(url("set_counting"), {**asked, "agenda_days": "15"}, follow=True))
    assert sign_in(cast.councillor).get(url("office_calendar")).status_code == 404
