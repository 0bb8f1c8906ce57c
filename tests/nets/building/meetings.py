"""Meetings ahead, out, held, approved, called off; public and private sessions; reports; minutes; the closed room."""

from __future__ import annotations

from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core.models import User
from meetings import operations
from meetings.closed.operations import write_summary
from meetings.models import AgendaItem, Attendance, Meeting, NoticePaper
from meetings.operations.packs import keep_words
from tests.factories import board
from tests.factories.closed import make_note, make_paper
from tests.factories.meetings import (
    PRIVATE,
    hold,
    make_approved_minutes,
    make_bring_back,
    make_challenge,
    make_day_off,
    make_decision,
    make_interest,
    make_item,
    make_meeting,
    make_minutes,
    make_movement,
    make_out_minutes,
    make_report,
    make_slot,
    make_topic,
    make_urgency,
    mark,
    session_of,
)
from tests.factories.packs import keep_pack, make_upload
from tests.nets.world import World, token


def build(world: World) -> None:
    """The states that a meeting, its sessions and its papers may be in."""
    _ahead(world)
    _late(world)
    _private(world)
    _held(world)
    _approved(world)
    _elsewhere(world)
    _programme(world)
    _packs(world)
    deed = {"by": world.viewer("clerk"), "now": timezone.now()}
    operations.set_programme(
        body=world.cast.body, year=world.cast.year, formal_target=4, informal_target=2, shortfall_reason=token("shortfall"), **deed
    )


def _ahead(world: World) -> None:
    """A public meeting to come, with a report in each of its states."""
    cast, keep = world.cast, world.keep
    meeting = keep("meeting", make_meeting(cast, place=f"The Moot Hall {token('place')}"))
    keep("session", session_of(meeting))
    keep("item", make_item(cast, meeting, f"Staying in one home {token('item')}", theme=world["theme"], promise=world["promise"]))
    keep("source", world["item"].sources.get())
    for state in ("asked", "submitted", "returned", "cleared"):
        item = keep(f"{state}_item", make_item(cast, meeting, f"A report that is {state}"))
        keep(f"{state}_report", make_report(cast, item, state, text=f"89 of 131 stayed. {token(state + '_report')}"))
    draft = {"asks": "", "summary": "", "text": f"89 of. {token('asked_report')}", "version": 0}
    operations.save_report(report=world["asked_report"], **draft, by=world.viewer("officer"), now=timezone.now())
    keep("called_off", operations.call_off(meeting=make_meeting(cast, days=60), why=token("calledoff"), **_deed(world)))
    keep("called_off_session", session_of(world["called_off"]))
    out = keep("out", make_meeting(cast, days=90))
    keep("out_report", make_report(cast, make_item(cast, out), "cleared"))
    operations.put_agenda_out(meeting=out, **_deed(world))
    keep("out_agenda_paper", NoticePaper.objects.get(given__meeting=out, session__isnull=False))
    keep("out_report_paper", NoticePaper.objects.get(given__meeting=out, item__isnull=False))


def _programme(world: World) -> None:
    """Slots that are planned, on an agenda, missed and carried over; topics; the plan of the other body."""
    cast, keep = world.cast, world.keep
    topic = keep("topic", make_topic(cast, reason=f"Doctors sit here. {token('topic')}"))
    keep("slot", make_slot(cast, f"Teeth {token('slot')}", world["meeting"], topic=topic, came_from="voice", said_theme=world["theme"]))
    on_agenda = keep("slot_on_agenda", make_slot(cast, "Homes", world["meeting"]))
    operations.put_on_agenda(slot=on_agenda, **_deed(world))
    keep("missed_slot", make_slot(cast, "No time", world["held"]))
    carried = keep("carried_slot", make_slot(cast, "No time for that", world["held"]))
    operations.carry_over(slot=carried, meeting=world["meeting"], **_deed(world))
    other = {"body": cast.other_body, "year": cast.year}
    planned = operations.Planned(title=f"Waiting rooms {token('other_slot')}", kind="issue")
    operations.add_slot(**other, planned=planned, **_deed(world))
    keep("other_topic", make_topic(cast, "Waiting", body=cast.other_body))


def _packs(world: World) -> None:
    """Uploaded papers; packs before and after the agenda is out, for everybody they are for, and one that was taken back."""
    cast, keep = world.cast, world.keep
    keep("letter", make_upload(cast, world["item"]))
    keep("other_letter", make_upload(cast, world["other_item"]))
    for name in ("letter", "other_letter"):
        keep(f"{name}_words", keep_words(paper=world[name], words="The letter. It says what it says."))
    keep("draft_pack", keep_pack(cast, world["meeting"]))
    keep("out_pack", keep_pack(cast, world["out"]))
    keep("out_supplement", keep_pack(cast, world["out"], adds_to=world["out_pack"]))
    keep("out_public_pack", keep_pack(cast, world["out"], "public"))
    keep("other_pack", keep_pack(cast, operations.put_agenda_out(meeting=_other_out(world), **_deed(world))))
    young = make_meeting(cast, days=95, place="The Young Room")
    make_item(cast, young)
    operations.name_reader(session=session_of(young), user=world.people["young_member"], **_deed(world))
    keep("young_pack", keep_pack(cast, operations.put_agenda_out(meeting=young, **_deed(world)), "young"))
    keep("gone_pack", keep_pack(cast, young))
    operations.withdraw_pack(pack=world["gone_pack"], reason="It had the wrong letter.", **_deed(world))


def _other_out(world: World) -> Meeting:
    meeting = make_meeting(world.cast, days=65, body=world.cast.other_body)
    make_item(world.cast, meeting)
    return meeting


def _late(world: World) -> None:
    """An agenda that is out, with two items that came too late; the days that do not count."""
    cast, keep = world.cast, world.keep
    meeting = keep("late_meeting", make_meeting(cast, days=4, standing=True, place="The Long Room"))
    operations.put_agenda_out(meeting=meeting, **_deed(world))
    keep("added_late_item", make_item(cast, meeting, "A fire in the home"))
    keep("urgent_item", make_item(cast, meeting, "A flood in the home"))
    make_urgency(cast, world["urgent_item"], f"The river rose. {token('urgency')}")
    keep("day_off", make_day_off(cast, board.days(400)))
    keep("removed_day_off", operations.remove_day_off(day=make_day_off(cast, board.days(410)), why="Open after all.", **_deed(world)))


def _deed(world: World) -> dict[str, object]:
    return {"by": world.viewer("clerk"), "now": timezone.now()}


def _private(world: World) -> None:
    """Two private sessions: one names readers, one names nobody. Both have a paper and a note."""
    cast, keep, people = world.cast, world.keep, world.people
    readers = [people[name] for name in ("named", "young_member", "former", "switched_off", "ended_clerk", "stranger", "officer")]
    meeting = keep("private_meeting", make_meeting(cast, days=50, private_session=True, readers=readers))
    session = keep("private_session", session_of(meeting, PRIVATE))
    keep("reader", session.readers.get(user=people["named"]))
    why = f"A home could be known. {token('privatereason')}"
    item = keep("private_item", _private_item(world, meeting, "Two letters", "privatetitle", presenter=people["named"], privacy_reason=why))
    make_paper(cast, item, f"What the letter says. {token('paper')}", f"The two letters {token('papertitle')}")
    make_note(cast, item, f"What was said. {token('note')}")
    presented = keep("presented_item", _private_item(world, meeting, "A complaint", "presented", presenter=people["other_officer"]))
    make_paper(cast, presented, f"What they say. {token('presentedpaper')}")
    for_nobody = keep("nobody_meeting", make_meeting(cast, days=55, private_session=True, readers=[]))
    keep("nobody_session", session_of(for_nobody, PRIVATE))
    keep("nobody_item", _private_item(world, for_nobody, "A tender", "nobodytitle", presenter=people["councillor"]))
    make_paper(cast, world["nobody_item"], f"The price. {token('nobodypaper')}")


def _private_item(world: World, meeting: Meeting, title: str, name: str, **more: object) -> AgendaItem:
    return make_item(world.cast, meeting, f"{title} {token(name)}", PRIVATE, **more)


def _held(world: World) -> None:
    """A meeting that was held, with a private part; its minutes are a draft that nobody has sent."""
    cast, keep, people = world.cast, world.keep, world.people
    meeting = make_meeting(
        cast,
        days=-20,
        led="young",
        called_in=f"a doctor {token('calledin')}",
        private_session=True,
        readers=[people["named"], people["young_member"], people["former"]],
    )
    keep("due", make_meeting(cast, days=-2))
    keep("held", meeting)
    keep("held_item", make_item(cast, meeting, "What children told us"))
    keep("held_private_item", _private_item(world, meeting, "One home", "heldprivate", presenter=people["named"]))
    make_paper(cast, world["held_private_item"], f"The offer. {token('heldpaper')}")
    hold(cast, meeting)
    keep("decision", make_decision(cast, world["held_item"], f"Ring before a move. {token('decision')}"))
    keep("private_decision", make_decision(cast, world["held_private_item"], f"Take the offer. {token('privatedecision')}"))
    keep("draft", make_minutes(cast, meeting, f"Kayleigh spoke first. {token('draftminutes')}"))
    marks = {people["councillor"]: Attendance.How.PRESENT, people["young_member"]: Attendance.How.PRESENT}
    operations.record_attendance(meeting=meeting, marks=marks, **_deed(world))
    _noted(world, "", world["held_item"], people["councillor"])
    mark(cast, meeting, people["named"])
    _noted(world, "private_", world["held_private_item"], people["named"])
    vote = {"how": "for", **_deed(world)}
    operations.record_vote(decision=world["decision"], user=people["councillor"], **vote)
    operations.record_vote(decision=world["private_decision"], user=people["named"], **vote)
    again = keep("put_bring_back", make_bring_back(cast, world["held_item"], world["meeting"]))
    keep("item_again", operations.put_back(row=again, meeting=world["meeting"], **_deed(world)))
    again.refresh_from_db()
    adviser = {"user": people["other_officer"], "how": "present", "only_in": world["held_private_item"].session}
    keep("private_attendance", operations.add_attendance(meeting=meeting, **adviser, **_deed(world)))


def _noted(world: World, name: str, item: AgendaItem, who: User) -> None:
    """One of each thing that is noted of an item."""
    cast, keep = world.cast, world.keep
    said = token(f"{name}challenge")
    keep(f"{name}challenge", make_challenge(cast, item, f"Why? {said}", answer=f"So. {said}", changed=f"This. {said}", asked_by=who))
    keep(f"{name}interest", make_interest(cast, item, who, what=f"A friend. {token(f'{name}interest')}", left_room=False))
    keep(f"{name}movement", make_movement(cast, item, who, "came"))
    keep(f"{name}bring_back", make_bring_back(cast, item, world["meeting"], f"To hear more. {token(f'{name}bringback')}"))


def _approved(world: World) -> None:
    """Minutes that are with the chair; minutes that the chair approved."""
    cast, keep = world.cast, world.keep
    sent = keep("sent", make_meeting(cast, days=-50))
    make_item(cast, sent)
    hold(cast, sent)
    make_minutes(cast, sent, f"We began late. {token('sentminutes')}", sent=True)
    approved = keep("approved", make_meeting(cast, days=-80))
    keep("approved_session", session_of(approved))
    keep("approved_item", make_item(cast, approved, theme=world["theme"]))
    keep("approved_source", world["approved_item"].sources.get())
    hold(cast, approved)
    keep("approved_decision", make_decision(cast, world["approved_item"], f"Ask six dentists. {token('approveddecision')}"))
    mark(cast, approved, world.people["councillor"])
    keep("approved_challenge", make_challenge(cast, world["approved_item"]))
    keep("approved_movement", make_movement(cast, world["approved_item"], world.people["councillor"]))
    keep("approved_interest", make_interest(cast, world["approved_item"], world.people["councillor"]))
    keep("approval", make_approved_minutes(cast, approved, f"All were there. {token('approvedminutes')}"))
    deed = {"at_meeting": sent, **_deed(world)}
    keep("minutes_note", operations.add_minutes_note(approval=world["approval"], text=f"At 6pm. {token('minutesnote')}", **deed))
    _let_out(world)


def _let_out(world: World) -> None:
    """Minutes that are out as a draft, with a correction and with words on a private item; minutes that were signed."""
    cast, keep, people = world.cast, world.keep, world.people
    out = keep("let_out", make_meeting(cast, days=-45, private_session=True, readers=[people["named"]]))
    make_item(cast, out)
    keep("let_out_private_item", _private_item(world, out, "A lease", "letoutprivate"))
    hold(cast, out)
    write_summary(item=world["let_out_private_item"], text=f"A lease was agreed. {token('summary')}", version=0, **_deed(world))
    minutes = keep("let_out_minutes", make_out_minutes(cast, out, f"We began at five. {token('outminutes')}"))
    words = {"old": "We began at five.", "new": f"We began at six. {token('correction')}"}
    operations.correct_minutes(minutes=minutes, **words, **_deed(world))
    signed = keep("signed", make_meeting(cast, days=-110))
    make_item(cast, signed)
    hold(cast, signed)
    approval = keep("signed_approval", make_approved_minutes(cast, signed, "Signed words."))
    operations.sign_minutes(approval=approval, signed_by=people["chair"], signed_on=timezone.localdate(), **_deed(world))
    write_summary(item=world["held_private_item"], text=f"An offer. {token('heldsummary')}", version=0, **_deed(world))


def _elsewhere(world: World) -> None:
    """Meetings of the other body, and one to which the public does not come."""
    cast, keep = world.cast, world.keep
    there = keep("other_meeting", make_meeting(cast, days=30, body=cast.other_body, place=f"Room 2 {token('otherplace')}"))
    keep("other_item", make_item(cast, there, f"Waiting rooms {token('otheritem')}"))
    keep("other_session", session_of(there))
    past = keep("other_sent", make_meeting(cast, days=-40, body=cast.other_body))
    make_item(cast, past)
    hold(cast, past)
    make_minutes(cast, past, "We were four.", sent=True)
    keep("quiet", make_meeting(cast, days=35, regime=Regime.PRIVATE, place=f"Room 4 {token('quiet')}"))
