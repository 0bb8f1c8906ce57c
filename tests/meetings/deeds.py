"""Every deed of meetings, ready to be done: what must stand there first, and the call. For tests of who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from cpboard.core.access import Viewer
from meetings import operations, record
from meetings.models import AgendaItem, Decision, Meeting, MinutesApproval
from meetings.proposed import Proposed, proposals_for
from tests.cast import Cast
from tests.factories.board import make_year
from tests.factories.meetings import (
    half_past_five,
    make_approved_minutes,
    make_bring_back,
    make_challenge,
    make_day_off,
    make_decision,
    make_held_meeting,
    make_interest,
    make_item,
    make_meeting,
    make_minutes,
    make_movement,
    make_out,
    make_out_minutes,
    make_private_item,
    make_report,
    make_slot,
    make_topic,
    mark,
    session_of,
)
from tests.factories.performance import make_red, make_snapshot
from tests.factories.voice import make_theme

Deed = Callable[[Viewer], Any]


def _when(days: int = 30) -> dict[str, Any]:
    starts_at = half_past_five(days)
    return {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2), "place": "Moot Hall"}


def create_meeting(cast: Cast) -> Deed:
    return lambda by: operations.create_meeting(body=cast.body, year=cast.year, kind="formal", **_when(), by=by, now=timezone.now())


def change_meeting(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    same = {"year": cast.year, "kind": "formal", "regime": "private", "theme": ""}
    return lambda by: operations.change_meeting(meeting=meeting, **same, **_when(31), by=by, now=timezone.now())


def call_off(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    return lambda by: operations.call_off(meeting=meeting, why="Snow.", by=by, now=timezone.now())


def set_programme(cast: Cast) -> Deed:
    aims = {"formal_target": 4, "informal_target": 2}
    return lambda by: operations.set_programme(body=cast.body, year=cast.year, **aims, by=by, now=timezone.now())


def add_session(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    starts_at = meeting.starts_at + dt.timedelta(hours=1)
    return lambda by: operations.add_session(meeting=meeting, starts_at=starts_at, by=by, now=timezone.now())


def name_reader(cast: Cast) -> Deed:
    session = make_private_item(cast).session
    return lambda by: operations.name_reader(session=session, user=cast.councillor, by=by, now=timezone.now())


def unname_reader(cast: Cast) -> Deed:
    reader = make_private_item(cast, readers=[cast.councillor]).session.readers.get()
    return lambda by: operations.unname_reader(reader=reader, by=by, now=timezone.now())


def add_item(cast: Cast) -> Deed:
    session = session_of(make_meeting(cast))
    return lambda by: operations.add_item(session=session, title="Dentists", by=by, now=timezone.now())


def add_items(cast: Cast) -> Deed:
    session = session_of(make_meeting(cast))
    return lambda by: operations.add_items(session=session, titles=["Dentists", "Homes"], by=by, now=timezone.now())


def change_item(cast: Cast) -> Deed:
    item = make_item(cast, make_meeting(cast))
    said = {"title": "Homes", "kind": "issue", "purpose": "solve", "presenter": None, "minutes_planned": 5, "promise": None}
    return lambda by: operations.change_item(item=item, **said, by=by, now=timezone.now())


def restrict_item(cast: Cast) -> Deed:
    item = make_private_item(cast)
    return lambda by: operations.restrict_item(item=item, exempt_paragraph=1, privacy_reason="A child.", by=by, now=timezone.now())


def remove_item(cast: Cast) -> Deed:
    item = make_item(cast, make_meeting(cast))
    return lambda by: operations.remove_item(item=item, by=by, now=timezone.now())


def move_item(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    item = make_item(cast, meeting)
    return lambda by: operations.move_item(item=item, up=True, by=by, now=timezone.now())


def add_source(cast: Cast) -> Deed:
    item = make_item(cast, make_meeting(cast))
    return lambda by: operations.add_source(item=item, theme=make_theme(cast), by=by, now=timezone.now())


def remove_source(cast: Cast) -> Deed:
    source = make_item(cast, make_meeting(cast), theme=make_theme(cast)).sources.get()
    return lambda by: operations.remove_source(source=source, by=by, now=timezone.now())


def ask_report(cast: Cast) -> Deed:
    item = make_item(cast, make_meeting(cast))
    return lambda by: operations.ask_report(item=item, author=cast.officer, due_on=timezone.localdate(), by=by, now=timezone.now())


def save_report(cast: Cast) -> Deed:
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    words = {"asks": "agree", "summary": "short", "text": "long"}
    return lambda by: operations.save_report(report=report, **words, version=0, by=by, now=timezone.now())


def submit_report(cast: Cast) -> Deed:
    report = make_report(cast, make_item(cast, make_meeting(cast)), "returned")
    return lambda by: operations.submit_report(report=report, by=by, now=timezone.now())


def return_report(cast: Cast) -> Deed:
    report = make_report(cast, make_item(cast, make_meeting(cast)), "submitted")
    return lambda by: operations.return_report(report=report, why="Too long.", by=by, now=timezone.now())


def clear_report(cast: Cast) -> Deed:
    report = make_report(cast, make_item(cast, make_meeting(cast)), "submitted")
    return lambda by: operations.clear_report(report=report, by=by, now=timezone.now())


def add_slot(cast: Cast) -> Deed:
    planned = operations.Planned(title="Dentists", kind="issue")
    return lambda by: operations.add_slot(body=cast.body, year=cast.year, planned=planned, by=by, now=timezone.now())


def change_slot(cast: Cast) -> Deed:
    slot = make_slot(cast)
    return lambda by: operations.change_slot(slot=slot, planned=operations.Planned("Teeth", "report"), by=by, now=timezone.now())


def remove_slot(cast: Cast) -> Deed:
    slot = make_slot(cast)
    return lambda by: operations.remove_slot(slot=slot, by=by, now=timezone.now())


def put_on_agenda(cast: Cast) -> Deed:
    slot = make_slot(cast, meeting=make_meeting(cast))
    return lambda by: operations.put_on_agenda(slot=slot, by=by, now=timezone.now())


def carry_over(cast: Cast) -> Deed:
    slot = make_slot(cast, meeting=make_held_meeting(cast))
    meeting = make_meeting(cast)
    return lambda by: operations.carry_over(slot=slot, meeting=meeting, by=by, now=timezone.now())


def copy_programme(cast: Cast) -> Deed:
    years = {"year": cast.year, "from_year": make_year(cast, back=1)}
    return lambda by: operations.copy_programme(body=cast.body, **years, by=by, now=timezone.now())


def add_topic(cast: Cast) -> Deed:
    topic = {"name": "Health", "home": "board", "reason": "Doctors sit here."}
    return lambda by: operations.add_topic(body=cast.body, year=cast.year, **topic, by=by, now=timezone.now())


def change_topic(cast: Cast) -> Deed:
    topic = make_topic(cast)
    return lambda by: operations.change_topic(topic=topic, name="Teeth", home="both", reason="Both.", by=by, now=timezone.now())


def add_day_off(cast: Cast) -> Deed:
    day = {"kind": "closure", "name": "Offices closed", "starts_on": timezone.localdate()}
    return lambda by: operations.add_day_off(**day, by=by, now=timezone.now())


def remove_day_off(cast: Cast) -> Deed:
    day = make_day_off(cast, timezone.localdate())
    return lambda by: operations.remove_day_off(day=day, why="Open after all.", by=by, now=timezone.now())


def set_counting(cast: Cast) -> Deed:
    numbers = {"agenda_days": 15, "drafts_days": 10, "finals_days": 2}
    return lambda by: operations.set_counting(strict=False, closes_at=dt.time(16, 30), **numbers, by=by, now=timezone.now())


def record_urgency(cast: Cast) -> Deed:
    meeting = make_out(cast, make_meeting(cast, days=3, standing=True))
    item, now = make_item(cast, meeting), timezone.now()
    said = {"late_why": "The court sits on Monday.", "chair": cast.chair, "said_at": now}
    return lambda by: operations.record_urgency(item=item, **said, by=by, now=now)


def put_agenda_out(cast: Cast) -> Deed:
    meeting = make_meeting(cast, standing=True)
    return lambda by: operations.put_agenda_out(meeting=meeting, by=by, now=timezone.now())


def record_attendance(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    marks = {cast.councillor: "present"}
    return lambda by: operations.record_attendance(meeting=meeting, marks=marks, by=by, now=timezone.now())


def hold_meeting(cast: Cast) -> Deed:
    meeting = make_meeting(cast, days=-1)
    return lambda by: operations.hold_meeting(meeting=meeting, by=by, now=timezone.now())


def record_decision(cast: Cast) -> Deed:
    item = make_item(cast, make_held_meeting(cast))
    return lambda by: operations.record_decision(item=item, verb=Decision.Verb.NOTE, text="Heard.", by=by, now=timezone.now())


def add_attendance(cast: Cast) -> Deed:
    meeting = make_held_meeting(cast)
    who = {"user": cast.partner, "how": "present", "substitute_for": cast.councillor}
    return lambda by: operations.add_attendance(meeting=meeting, **who, by=by, now=timezone.now())


def _taken(cast: Cast) -> AgendaItem:
    """An item of a meeting that was held, at which the councillor was."""
    meeting = make_held_meeting(cast)
    mark(cast, meeting, cast.councillor)
    return make_item(cast, meeting)


def record_movement(cast: Cast) -> Deed:
    item = _taken(cast)
    return lambda by: operations.record_movement(item=item, user=cast.councillor, kind="left", by=by, now=timezone.now())


def remove_movement(cast: Cast) -> Deed:
    row = make_movement(cast, _taken(cast), cast.councillor)
    return lambda by: operations.remove_movement(movement=row, by=by, now=timezone.now())


def declare_interest(cast: Cast) -> Deed:
    said = {"item": _taken(cast), "user": cast.councillor, "kind": "pecuniary", "left_room": True}
    return lambda by: operations.declare_interest(**said, by=by, now=timezone.now())


def remove_interest(cast: Cast) -> Deed:
    row = make_interest(cast, _taken(cast), cast.councillor)
    return lambda by: operations.remove_interest(interest=row, by=by, now=timezone.now())


def record_time(cast: Cast) -> Deed:
    spent = {"item": _taken(cast), "minutes_talk": 5, "minutes_discussion": 10, "minutes_young": None}
    return lambda by: operations.record_time(**spent, by=by, now=timezone.now())


def record_challenge(cast: Cast) -> Deed:
    item = _taken(cast)
    return lambda by: operations.record_challenge(item=item, question="Who rang?", by=by, now=timezone.now())


def change_challenge(cast: Cast) -> Deed:
    row = make_challenge(cast, _taken(cast))
    said = {"question": "Who rang?", "asked_by": None, "answer": "Nobody.", "changed": "Now somebody does."}
    return lambda by: operations.change_challenge(challenge=row, **said, by=by, now=timezone.now())


def record_vote(cast: Cast) -> Deed:
    decision = make_decision(cast, _taken(cast))
    return lambda by: operations.record_vote(decision=decision, user=cast.councillor, how="against", by=by, now=timezone.now())


def bring_back(cast: Cast) -> Deed:
    item, meeting = _taken(cast), make_meeting(cast)
    return lambda by: operations.bring_back(item=item, meeting=meeting, why="To hear more.", by=by, now=timezone.now())


def put_back(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    row = make_bring_back(cast, _taken(cast), meeting)
    return lambda by: operations.put_back(row=row, meeting=meeting, by=by, now=timezone.now())


def remove_bring_back(cast: Cast) -> Deed:
    row = make_bring_back(cast, _taken(cast), make_meeting(cast))
    return lambda by: operations.remove_bring_back(row=row, by=by, now=timezone.now())


def save_minutes(cast: Cast) -> Deed:
    meeting = make_held_meeting(cast)
    return lambda by: operations.save_minutes(meeting=meeting, text="We met.", version=0, by=by, now=timezone.now())


def send_minutes_to_chair(cast: Cast) -> Deed:
    minutes = make_minutes(cast, make_held_meeting(cast))
    return lambda by: operations.send_minutes_to_chair(minutes=minutes, by=by, now=timezone.now())


def put_minutes_out(cast: Cast) -> Deed:
    minutes = make_minutes(cast, make_held_meeting(cast), sent=True)
    read = {"sha256": record.fingerprint(record.full_text(minutes)), "fair": True}
    return lambda by: operations.put_minutes_out(minutes=minutes, **read, by=by, now=timezone.now())


def correct_minutes(cast: Cast) -> Deed:
    minutes = make_out_minutes(cast, make_held_meeting(cast))
    return lambda by: operations.correct_minutes(minutes=minutes, old="Kayleigh", new="A member", by=by, now=timezone.now())


def approve_minutes(cast: Cast) -> Deed:
    minutes = make_out_minutes(cast, make_held_meeting(cast))
    sha256 = minutes.out.sha256
    return lambda by: operations.approve_minutes(minutes=minutes, sha256=sha256, by=by, now=timezone.now())


def sign_minutes(cast: Cast) -> Deed:
    approval = make_approved_minutes(cast, make_held_meeting(cast))
    signed = {"signed_by": cast.chair, "signed_on": timezone.localdate()}
    return lambda by: operations.sign_minutes(approval=approval, **signed, by=by, now=timezone.now())


def add_minutes_note(cast: Cast) -> Deed:
    approval, later = make_approved_minutes(cast, make_held_meeting(cast)), make_held_meeting(cast, days=-3)
    return lambda by: operations.add_minutes_note(approval=approval, text="It was 6pm.", at_meeting=later, by=by, now=timezone.now())


def _red(cast: Cast, meeting: Meeting) -> Proposed:
    figure = make_red(cast).indicator.pk
    found = proposals_for(meeting, cast.viewer("clerk")).find("figure", figure)
    assert found is not None
    return found


def take_up(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    red = _red(cast, meeting)
    return lambda by: operations.take_up(meeting=meeting, proposed=red, by=by, now=timezone.now())


def leave_off(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    red = _red(cast, meeting)
    return lambda by: operations.leave_off(meeting=meeting, proposed=red, why="It comes in May.", by=by, now=timezone.now())


def take_up_after_all(cast: Cast) -> Deed:
    left = leave_off(cast)(cast.viewer("clerk"))
    return lambda by: operations.take_up_after_all(proposal=left, by=by, now=timezone.now())


def nest_item(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    item = make_item(cast, meeting)
    return lambda by: operations.nest_item(item=item, under=True, by=by, now=timezone.now())


def choose_scorecard(cast: Cast) -> Deed:
    make_red(cast)
    item, frozen = make_item(cast, make_meeting(cast)), make_snapshot(cast)
    return lambda by: operations.choose_scorecard(item=item, snapshot=frozen, by=by, now=timezone.now())


def ask_reports(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    authors = {make_item(cast, meeting): cast.officer}
    return lambda by: operations.ask_reports(meeting=meeting, authors=authors, due_on=timezone.localdate(), by=by, now=timezone.now())


def begin_sections(cast: Cast) -> Deed:
    return lambda by: operations.begin_sections(by=by, now=timezone.now())


def add_section_of_report(cast: Cast) -> Deed:
    return lambda by: operations.add_section_of_report(heading="Animals", hint="", by=by, now=timezone.now())


def change_section_of_report(cast: Cast) -> Deed:
    section = add_section_of_report(cast)(cast.viewer("clerk"))
    return lambda by: operations.change_section_of_report(section=section, heading="Pets", hint="", by=by, now=timezone.now())


def remove_section_of_report(cast: Cast) -> Deed:
    section = add_section_of_report(cast)(cast.viewer("clerk"))
    return lambda by: operations.remove_section_of_report(section=section, by=by, now=timezone.now())


def set_pre_meet(cast: Cast) -> Deed:
    meeting = make_meeting(cast)
    said = {"starts_at": meeting.starts_at - dt.timedelta(days=2), "place": "Room 2"}
    return lambda by: operations.set_pre_meet(meeting=meeting, **said, by=by, now=timezone.now())


def agree_question(cast: Cast) -> Deed:
    item = make_item(cast, make_meeting(cast))
    return lambda by: operations.agree_question(item=item, question="Who rang?", by=by, now=timezone.now())


def let_go_question(cast: Cast) -> Deed:
    row = agree_question(cast)(cast.viewer("clerk"))
    return lambda by: operations.let_go_question(question=row, by=by, now=timezone.now())


BY_THE_CLERK = (
    create_meeting, change_meeting, call_off, set_programme, add_session, name_reader, unname_reader, add_item, change_item,
    restrict_item, remove_item, move_item, add_source, remove_source, ask_report, save_report, submit_report, return_report,
    add_slot, change_slot, remove_slot, put_on_agenda, carry_over, copy_programme, add_topic, change_topic,
    clear_report, add_day_off, remove_day_off, set_counting, record_urgency,
    put_agenda_out, record_attendance, hold_meeting, record_decision, save_minutes, send_minutes_to_chair,
    add_attendance, record_movement, remove_movement, declare_interest, remove_interest, record_time, record_challenge,
    change_challenge, correct_minutes, sign_minutes, add_minutes_note, record_vote, bring_back, put_back, remove_bring_back,
    take_up, leave_off, take_up_after_all, nest_item, choose_scorecard, add_items,
    ask_reports, begin_sections, add_section_of_report, change_section_of_report, remove_section_of_report,
)  # fmt: skip
BY_CLERK_OR_CHAIR = (set_pre_meet, agree_question, let_go_question)
BY_THE_AUTHOR = (save_report, submit_report)
BY_THE_CHAIR = (put_minutes_out, approve_minutes)
ALL = BY_THE_CLERK + BY_THE_CHAIR + BY_CLERK_OR_CHAIR


def everything(cast: Cast) -> tuple[Meeting, AgendaItem, MinutesApproval]:
    """A meeting whose minutes are approved, with an item: nothing of it changes any more."""
    meeting = make_held_meeting(cast)
    item = make_item(cast, meeting)
    make_decision(cast, item)
    return meeting, item, make_approved_minutes(cast, meeting)
