"""One more row of every kind, with a mark in its text: what grows in a year, on the same things of the world."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from actions import operations as deeds
from cpboard.board.models import Body
from cpboard.core import files
from cpboard.core import operations as house
from cpboard.core.models import Appointment, Job, ReadKey, User
from cpboard.core.roles import Role
from cpboard.publishing import door, statements
from cpboard.publishing import operations as reports
from cpboard.publishing import papers as public
from cpboard.publishing.models import ReleaseRequest
from meetings import operations as meetings
from meetings.models import Attendance
from performance import operations as figures
from tests.cast import as_viewer, seat
from tests.factories import actions, board, champions, closed, performance, postbox, voice
from tests.factories import meetings as papers
from tests.factories.packs import keep_pack, make_upload
from tests.factories.reading import make_answer, make_note, make_question
from tests.nets.world import World

MARK = "zzgrownzz"


def grow(world: World, number: int) -> None:
    """Row `number` of every list."""
    for part in (
        _people,
        _board,
        _voice,
        _postbox,
        _champions,
        _figures,
        _meetings,
        _reading,
        _held,
        _minuted,
        _closed,
        _actions,
        _released,
        _public_papers,
    ):
        part(world, number)


def _clerk(world: World) -> dict[str, Any]:
    return {"by": world.viewer("clerk"), "now": timezone.now()}


def _person(number: int, name: str = "Wim") -> User:
    email = f"{name.lower()}{number}-{User.objects.count()}@fenbridge.example"
    return User.objects.create(email=email, name=f"{name} {MARK} {number}", job=MARK, password="!")


def _people(world: World, number: int) -> None:
    officer = _person(number, "Ola")
    Appointment.objects.create(user=officer, role=Role.OFFICER, starts_on=board.days(-9))
    by = {"by": world.viewer("administrator"), "now": timezone.now()}
    ended = {"role": Role.PARTNER, "starts_on": board.days(-20 * number), "ends_on": board.days(-20 * number + 5)}
    house.give_role(person=world.people["stranger"], **ended, **by)


def _board(world: World, number: int) -> None:
    cast = world.cast
    panel = Body.objects.create(name=f"Panel {MARK} {number}", slug=f"panel-{number}", kind=Body.Kind.PANEL)
    board.make_constitution(cast, body=panel)
    span = {"starts_on": board.days(-3000 - 100 * number), "ends_on": board.days(-2950 - 100 * number)}
    board.make_constitution(cast, approval=MARK, **span)
    board.make_seat(cast, title=MARK)
    board.make_membership(cast, user=_person(number), seat=board.make_seat(cast, title=MARK), political_group=MARK)
    board.make_promise(cast, title=MARK, number=90 + number)
    board.make_promise(cast, title=MARK, number=80 + number, retired_on=board.days(-1), retired_why=MARK)
    board.make_group(cast, about=MARK)
    board.make_activity(cast, group=world["group"], text=MARK)
    board.make_year(cast, back=10 + number)


def _voice(world: World, number: int) -> None:
    theme = voice.make_theme(world.cast, title=MARK, words=MARK, promise=world["promise"], group=world["group"])
    voice.make_reply(world.cast, theme, text=MARK)
    voice.make_reply(world.cast, world["theme"], text=MARK)
    voice.make_theme(world.cast, title=MARK, heard_ago=60, due_in=-5)
    voice.make_theme(world.cast, title=MARK, added_by=world.people["partner"])


def _postbox(world: World, number: int) -> None:
    cast, worker, lead = world.cast, world.people["participation"], world.people["safeguarding"]
    postbox.make_message(cast, words=MARK)
    postbox.open_message(postbox.make_message(cast, words=MARK), worker)
    postbox.make_answer(postbox.settle_message(postbox.make_message(cast, words=MARK), worker), worker)
    postbox.make_answer(world["answered"], worker, MARK)
    worry = postbox.make_message(cast, words=MARK, feels_unsafe=True)
    postbox.open_message(postbox.make_message(cast, words=MARK, feels_unsafe=True), lead)
    postbox.make_unseal_request(worry, worker, MARK)


def _champions(world: World, number: int) -> None:
    cast, area = world.cast, world["area"]
    term = {"champion": world.people["champion"], "officer_lead": world.people["officer"]}
    other = champions.make_area(cast, name=f"{MARK} {number}")
    begun = champions.make_appointment(cast, area=other, **term)
    past = {"starts_on": board.days(-800 - 50 * number), "ends_on": board.days(-790 - 50 * number)}
    champions.make_appointment(cast, area=area, champion=_person(number), officer_lead=term["officer_lead"], **past)
    champions.make_duty(cast, world["term"], world["cycle"], saw=MARK)
    champions.make_duty(cast, begun, world["cycle"], saw=MARK)
    before = champions.make_cycle(cast, starts_on=board.days(-100 - 20 * number), ends_on=board.days(-90 - 20 * number))
    champions.make_report(cast, world["term"], before, did=MARK, saw=MARK, should_change=MARK)
    champions.make_area(cast, name=f"Old {MARK} {number}", retired_on=board.days(-2))


def _figures(world: World, number: int) -> None:
    cast, one = world.cast, world["indicator"]
    another = performance.make_indicator(cast, plain_name=f"{MARK} {number}", promise=world["promise"], owner=world.people["officer"])
    performance.make_comparator(cast, another, release=MARK)
    performance.make_red(cast, plain_name=f"{MARK} {number}", owner=world.people["officer"])
    gone = performance.make_red(cast, plain_name=f"{MARK} gone {number}")
    figures.retire_indicator(indicator=gone.indicator, by=world.viewer("performance"), now=timezone.now())
    performance.make_snapshot(cast, f"{MARK} {number}")
    performance.make_peer_note(cast, world["peer_note"].council, praised=f"{MARK} {number}")
    house.make_key(by=world.viewer("performance"), kind=ReadKey.Kind.FIGURES, name=f"{MARK} {number}", now=timezone.now())
    few = performance.make_indicator(cast, plain_name=f"{MARK} few {number}")
    performance.make_value(cast, few, 3, 40)
    performance.make_value(cast, performance.make_indicator(cast, child_line=f"{MARK} {number}"))
    performance.make_target(cast, one, target=70 + number)
    performance.make_comment(cast, performance.make_value(cast, another, source=MARK), MARK)
    performance.make_value(cast, one, ends_on=board.days(-400 - 365 * number), source=MARK)
    performance.make_comparator(cast, one, release=f"{MARK} {number}", ends_on=board.days(-400 - 365 * number))
    performance.make_comment(cast, world["value"], MARK)
    performance.make_figures_file(cast, f"Measure,{MARK} {number}\n1,2\n".encode(), f"{MARK}.csv")
    performance.make_upload(cast, f"a,{number}\n1,2\n".encode(), f"{MARK}.csv", checked=False)


def _meetings(world: World, number: int) -> None:
    cast, officer = world.cast, world.people["officer"]
    papers.make_item(cast, papers.make_meeting(cast, days=100 + number, place=MARK), MARK, promise=world["promise"])
    late = papers.make_item(cast, papers.make_meeting(cast, days=110 + number, place=MARK), MARK)
    papers.make_report(cast, late, "asked", author=officer)
    item = papers.make_item(cast, world["meeting"], MARK, theme=voice.make_theme(cast, title=MARK), presenter=_person(number))
    papers.make_report(cast, item, "cleared", author=officer, summary=MARK)
    papers.make_report(cast, papers.make_item(cast, world["meeting"], MARK), "submitted", author=officer)
    make_upload(cast, world["item"], MARK)
    papers.make_item(cast, world["meeting"], MARK, clause=1)
    meetings.agree_question(item=world["item"], question=MARK, asker=world.people["chair"], **_clerk(world))
    meetings.add_section_of_report(heading=f"{MARK} {number}", hint=MARK, **_clerk(world))
    meetings.add_source(item=world["item"], theme=voice.make_theme(cast, title=MARK), **_clerk(world))
    reader = seat(_person(number), cast.body, "councillor")
    meetings.name_reader(session=world["private_session"], user=reader, **_clerk(world))
    _planned(world, number)
    papers.make_item(cast, world["out"], MARK)
    papers.make_urgency(cast, papers.make_item(cast, world["late_meeting"], MARK), MARK)
    papers.make_day_off(cast, board.days(420 + number), name=MARK)
    private = papers.make_item(cast, world["private_meeting"], MARK, papers.PRIVATE, presenter=officer)
    closed.make_paper(cast, private, MARK)


def _reading(world: World, number: int) -> None:
    item, people = world["item"], world.people
    make_note(item, people["councillor"], MARK)
    make_question(item, people["councillor"], MARK)
    make_answer(make_question(papers.make_item(world.cast, world["meeting"], MARK), people["chair"], MARK), people["clerk"], MARK)
    make_question(world["cleared_item"], people["councillor"], MARK)


def _planned(world: World, number: int) -> None:
    cast, ahead = world.cast, papers.make_meeting(world.cast, days=140 + number, place=MARK)
    topic = papers.make_topic(cast, f"{MARK} {number}")
    informal = papers.make_meeting(cast, days=137 - number, kind="informal", place=MARK)
    heard = papers.make_slot(cast, MARK, informal, theme=MARK)
    figure = {"came_from": "figure", "indicator": world["indicator"]}
    papers.make_slot(cast, MARK, ahead, theme=MARK, topic=topic, follows=heard, **figure)
    papers.make_slot(cast, MARK, came_from="voice", said_theme=world["theme"])
    missed = papers.make_slot(cast, MARK, world["held"])
    papers.make_slot(cast, MARK, world["held"])
    meetings.carry_over(slot=missed, meeting=ahead, **_clerk(world))


def _held(world: World, number: int) -> None:
    cast = world.cast
    gone = papers.make_meeting(cast, days=-9 - number, place=MARK)
    papers.make_item(cast, gone, MARK)
    papers.hold(cast, gone)
    papers.make_minutes(cast, gone, MARK, sent=True)
    papers.make_meeting(cast, days=-30 - number, place=MARK)
    papers.make_decision(cast, world["held_item"], MARK)
    papers.make_decision(cast, papers.make_item(cast, world["held"], MARK), MARK)
    papers.make_decision(cast, papers.make_item(cast, world["sent"], MARK), MARK)
    member = seat(_person(number), cast.body, "councillor")
    meetings.record_attendance(meeting=world["held"], marks={member: Attendance.How.PRESENT}, **_clerk(world))
    _recorded(world, member)
    meetings.call_off(meeting=papers.make_meeting(cast, days=120 + number), why=MARK, **_clerk(world))


def _recorded(world: World, member: User) -> None:
    """One more of each thing that is noted while a meeting goes on."""
    cast = world.cast
    for item in (world["held_item"], world["held_private_item"]):
        papers.make_challenge(cast, item, MARK, answer=MARK, changed=MARK, asked_by=member)
        papers.make_interest(cast, item, member, what=MARK)
        papers.make_movement(cast, item, member)
        papers.make_bring_back(cast, item, world["meeting"], MARK)


def _minuted(world: World, number: int) -> None:
    """One more note to approved minutes, a correction to a draft that is out, a draft that is out, a version of a draft."""
    deed = _clerk(world)
    meetings.add_minutes_note(approval=world["approval"], text=MARK, at_meeting=world["sent"], **deed)
    old = "We began" if number == 1 else "Still we began" if number == 2 else "Yet still we began"
    new = f"{'Yet s' if number == 2 else 'S'}till we began" if number < 3 else MARK
    meetings.correct_minutes(minutes=world["let_out_minutes"], old=old, new=f"{new} {MARK}", **deed)
    out = papers.make_meeting(world.cast, days=-70 - number, place=MARK)
    papers.make_item(world.cast, out, MARK)
    papers.make_out_minutes(world.cast, papers.hold(world.cast, out), MARK)
    meetings.save_minutes(meeting=world["held"], text=f"{MARK} {number}", version=number, **deed)


def _closed(world: World, number: int) -> None:
    closed.make_note(world.cast, world["private_item"], MARK)
    closed.make_note(world.cast, world["held_private_item"], MARK)


def _actions(world: World, number: int) -> None:
    cast, officer = world.cast, world.people["officer"]
    links = {"owner": officer, "promise": world["promise"], "decision": world["decision"], "item": world["held_item"]}
    one = actions.make_action(cast, title=MARK, themes=[world["theme"]], **links)
    for action in (one, world["action"], world["owned"]):
        deeds.update(action, status="on_track", text=MARK, by=as_viewer(action.owner), now=timezone.now())
    actions.make_action(cast, title=MARK, owner=officer, item=world["item"], due_on=board.days(-3))
    actions.make_action(cast, title=MARK, owner=world.people["partner"])
    done = actions.make_action(cast, title=MARK, owner=officer, themes=[world["theme"], voice.make_theme(cast, title=MARK)])
    actions.make_done(cast, done)
    actions.make_judged(cast, done, indicator=world["indicator"])
    actions.make_told(cast, done, world["theme"])
    _closed_action(world)
    actions.make_judged(cast, world["ready"])


def _closed_action(world: World) -> None:
    cast = world.cast
    over = actions.make_action(cast, title=MARK)
    actions.make_done(cast, over)
    actions.make_judged(cast, over)
    actions.make_told(cast, over, None)
    deeds.close(over, at_meeting=world["held"], good_enough=MARK, by=world.viewer("chair"), now=timezone.now())


def _released(world: World, number: int) -> None:
    _asked(world)
    _released_by_second(world, _asked(world))
    door.refuse(_asked(world), reason=MARK, **_clerk(world))
    out = papers.make_meeting(world.cast, days=130 + number, place=MARK)
    papers.make_item(world.cast, out, MARK)
    out = meetings.put_agenda_out(meeting=out, **_clerk(world))
    _released_by_second(world, door.ask_release(statements.meeting_agenda(out), **_clerk(world)))
    _built(world, number)


def _asked(world: World) -> ReleaseRequest:
    theme = voice.make_theme(world.cast, title=MARK, words=MARK)
    voice.make_reply(world.cast, theme)
    return door.ask_release(statements.you_said(theme), by=world.viewer("participation"), now=timezone.now())


def _released_by_second(world: World, asked: ReleaseRequest) -> None:
    door.release(asked, seen=asked.sha256, by=world.viewer("second_clerk"), now=timezone.now())


def _built(world: World, number: int) -> None:
    """A build of the report of this year, and a report of an older year."""
    clerk, now = world.viewer("clerk"), timezone.now()
    key = {"kind": "annual_report.build", "key": f"grown:{number}", "asked_by": world.people["clerk"]}
    job = Job.objects.create(state=Job.State.DONE, asked_at=now, finished_at=now, **key)
    file = files.store(f"{MARK} {number}".encode(), name="report.html", content_type="text/html", by=clerk, now=now)
    reports.record_build(report=world["report"], version=1 + number, job=job, html=file, pdf=file, manifest=file, now=now)
    year = board.make_year(world.cast, back=20 + number)
    reports.start_report(body=world.cast.body, year=year, title=f"{MARK} {number}", goes_to="Full Council", by=clerk, now=now)


def _public_papers(world: World, number: int) -> None:
    """One more supplement to papers that are public."""
    added = keep_pack(world.cast, world["open_meeting"], "public", adds_to=world["public_pack"], title=MARK)
    _released_by_second(world, door.ask_release(public.pack(added), **_clerk(world)))
