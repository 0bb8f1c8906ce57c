"""The words of the minutes, as one text that can be sealed: what was decided and who does it first, the rest after it.

It holds the open part of the meeting only, and of a private item the words that a person wrote for the public. Young
people are never named in it (meetings §2.6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.utils import timezone

from cpboard.core import calendar
from cpboard.core.fields import clock
from cpboard.core.models import User
from meetings import notice
from meetings.agreed import Agreed, agreed_in, arising_at
from meetings.counting import rules_of_the_house
from meetings.models import (
    AgendaItem,
    Attendance,
    Challenge,
    Decision,
    Interest,
    Meeting,
    Minutes,
    MinutesCorrection,
    PublicSummary,
    Urgency,
)
from meetings.noted import Noted, noted_openly
from meetings.presence import lost, through

How = Attendance.How


def full_text(minutes: Minutes, noted: Noted | None = None) -> str:
    """The minutes as Markdown, as the chair reads them: made from the record while they are drafted.

    `noted`: what is gathered already, by somebody who sees the whole open part.
    """
    noted = noted.open_part() if noted else noted_openly(minutes.meeting)
    parts = [
        _head(noted.meeting),
        _decisions(noted),
        _section("Questions put", _questions(noted)),
        _section("Interests declared", _interests(noted)),
        _section("Who was there", _there(noted)),
        _section("Notice", _notice(noted)),
        _section("Matters arising from the last meeting", _arising(noted)),
        _section("Taken in private", _summaries(noted.meeting)),
        _section("Coming back", _coming_back(noted)),
        _section("What was said", [minutes.text.strip()]),
    ]
    return "\n\n".join(part for part in parts if part)


def corrected(text: str, corrections: Iterable[MinutesCorrection]) -> str:
    """The words of a draft with what a later meeting corrected in them."""
    for each in corrections:
        text = text.replace(each.old, each.new, 1)
    return text


def standing_text(minutes: Minutes, corrections: Iterable[MinutesCorrection]) -> str:
    """The words that went out as a draft, corrected, with the corrections at their end: what is approved."""
    rows = list(corrections)
    said = [f"- “{each.old}” reads “{each.new}”" if each.new else f"- “{each.old}” is left out" for each in rows]
    text = corrected(minutes.out.text, rows)
    return "\n\n".join([text, "## Corrections at approval", "\n".join(said)]) if said else text


def fingerprint(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _section(title: str, lines: Iterable[str]) -> str:
    said = [line for line in lines if line]
    return "\n\n".join([f"## {title}", *said]) if said else ""


LED = {Meeting.Led.YOUNG: " Young people led it.", Meeting.Led.TAKEOVER: " Young people took it over."}


def _head(meeting: Meeting) -> str:
    starts = clock(timezone.localtime(meeting.starts_at).time())
    return f"{meeting.body.name}. {meeting.day:%A %-d %B %Y}, {starts}, {meeting.place}.{LED.get(Meeting.Led(meeting.led), '')}"


# Decided and to be done ----------------------------------------------------------------------------------------------


def _decisions(noted: Noted) -> str:
    """What was decided in the open part, by item, each with the actions that carry it out."""
    agreed = agreed_in(noted.meeting)
    blocks = [block for item in noted.items if (block := _item(noted, item, [each for each in agreed if each.item_id == item.pk]))]
    return "\n\n".join(["## What was decided", *blocks]) if blocks else ""


def _item(noted: Noted, item: AgendaItem, agreed: list[Agreed]) -> str:
    lines: list[str] = []
    for decision in noted.decisions.get(item.pk, []):
        lines += [sentence(decision), *_votes(noted, decision)]
        lines += [_action(noted, each) for each in agreed if each.decision_id == decision.pk]
    lines += [_action(noted, each) for each in agreed if each.decision_id is None]
    return "\n\n".join([f"### {item.title}", *lines]) if lines else ""


def sentence(decision: Decision) -> str:
    """A decision as the minutes say it, in Markdown."""
    so_that = f" So that {_so_that(decision.so_that)}" if decision.so_that else ""
    ask = f" It answers line {decision.ask} of the report." if decision.ask else ""
    return f"**{decision.get_verb_display().capitalize()}:** {_stopped(decision.text.strip())}{so_that}{ask}"


def _votes(noted: Noted, decision: Decision) -> Iterator[str]:
    who = [f"{verb} by {noted.name(person)}" for verb, person in (("Proposed", decision.mover), ("seconded", decision.seconder)) if person]
    if who:
        yield _stopped(", ".join(who))
    if decision.votes_for is not None:
        yield f"Votes: {decision.votes_for} for, {decision.votes_against} against, {decision.votes_abstained} abstained."
    voted = [f"{noted.name(User(pk=each['user'], name=each['name']))} {each['how']}" for each in getattr(decision, "voted", [])]
    if voted:
        yield f"Recorded at their wish: {', '.join(voted)}."


def _action(noted: Noted, each: Agreed) -> str:
    owner = noted.name(each.owner)
    return f"**Action {each.reference}:** {owner}, by {each.due_on:%-d %B %Y}: {_stopped(each.title)} So that {_so_that(each.so_that)}"


def _so_that(text: str) -> str:
    return _stopped(text.strip().removeprefix("so that "))


def _stopped(text: str) -> str:
    """With a full stop, unless it has an end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


# What was noted ------------------------------------------------------------------------------------------------------


def _questions(noted: Noted) -> Iterator[str]:
    for item in noted.items:
        yield from (_question(noted, item, each) for each in noted.challenges.get(item.pk, []))


def _question(noted: Noted, item: AgendaItem, each: Challenge) -> str:
    said = [f"On “{item}”, {noted.name(each.asked_by) or 'the board'} asked: {_stopped(each.question)}"]
    said += [f"Answer: {_stopped(each.answer)}"] if each.answer else ["It was not answered yet."]
    said += [f"What changed: {_stopped(each.changed)}"] if each.changed else []
    return " ".join(said)


def _interests(noted: Noted) -> Iterator[str]:
    for item in noted.items:
        yield from (_interest(noted, item, each) for each in noted.interests.get(item.pk, []))


def _interest(noted: Noted, item: AgendaItem, each: Interest) -> str:
    kind = f"a {each.get_kind_display()}" if each.kind == Interest.Kind.PECUNIARY else "another interest"
    what = f": {_stopped(each.what)}" if each.what else "."
    stayed = f"They stayed: {_stopped(each.stayed_why)}" if each.stayed_why else "They stayed."
    return f"In “{item}”, {noted.name(each.user)} had {kind}{what} {'They left the room.' if each.left_room else stayed}"


def _there(noted: Noted) -> Iterator[str]:
    """Members by name, young people by number; who came and went; whether enough were there."""
    for how, label in ((How.PRESENT, "Present"), (How.ONLINE, "Online"), (How.APOLOGIES, "Apologies")):
        yield _those(f"{label}: ", [mark for mark in noted.marks if mark.how == how], noted)
    for item in noted.items:
        for move in (move for move in noted.movements if move.item_id == item.pk):
            at = f", at {clock(move.at)}" if move.at else ""
            yield f"Before “{item}”, {noted.name(move.user)} {move.get_kind_display()}{at}."
    yield _quorum(noted)


def _those(label: str, marks: list[Attendance], noted: Noted) -> str:
    names = [f"{mark.user.described}{_instead(mark, noted)}" for mark in marks if mark.user_id not in noted.young]
    count = sum(mark.user_id in noted.young for mark in marks)
    if count:
        names.append("one young member" if count == 1 else f"{count} young members")
    return f"{label}{'; '.join(names)}." if names else ""


def _instead(mark: Attendance, noted: Noted) -> str:
    return f" (in the place of {noted.name(mark.substitute_for)})" if mark.substitute_for else ""


def _quorum(noted: Noted) -> str:
    gone = lost(noted, through(noted))
    if gone is None:
        return ""
    at = f", {clock(gone.at)}" if gone.at else ""
    few = f"From “{gone.item}” on{at}, fewer than {noted.quorum} members who count were there."
    return f"{few} What was said from then on is an informal note."


def _notice(noted: Noted) -> Iterator[str]:
    """Short notice is said in the minutes, with the chair's special circumstances (s.100B(4)(b), meetings §2.2)."""
    meeting = noted.meeting
    if not meeting.agenda_late_why and not any(item.opened_at for item in noted.items):
        return
    said = list(Urgency.objects.filter(meeting=meeting).select_related("chair", "item__session").order_by("at", "pk"))
    yield _late_agenda(meeting, next((urgency for urgency in reversed(said) if urgency.item is None), None))
    yield from (_urgent_item(each) for each in said if each.item and not each.item.session.is_private)


def _late_agenda(meeting: Meeting, urgency: Urgency | None) -> str:
    if meeting.agenda_out_at is None or not meeting.agenda_late_why:
        return ""
    clear = notice.clear_days(meeting, rules_of_the_house(), out_at=meeting.agenda_out_at)
    found = f" {_found_urgent(urgency)}" if urgency else ""
    return f"The agenda went out with {clear} clear days, not {calendar.CLEAR_DAYS}: {_stopped(meeting.agenda_late_why)}{found}"


def _urgent_item(urgency: Urgency) -> str:
    return f"“{urgency.item}” was added after the agenda went out: {_stopped(urgency.circumstances)} {_found_urgent(urgency)}"


def _found_urgent(urgency: Urgency) -> str:
    at = timezone.localtime(urgency.said_at)
    return f"{urgency.chair} found it urgent by reason of these special circumstances on {at:%-d %B %Y} at {clock(at.time())}."


def _arising(noted: Noted) -> Iterator[str]:
    """What became of the actions of the meeting before, as it is known now."""
    for each in arising_at(noted.meeting):
        yield f"{each.reference}, {noted.name(each.owner)}: {each.title}. {each.state[:1].upper()}{each.state[1:]}."


def _summaries(meeting: Meeting) -> Iterator[str]:
    """The words that a person wrote for the public, on private items."""
    rows = PublicSummary.objects.filter(item__session__meeting=meeting)
    yield from rows.order_by("item__session__position", "item__position").values_list("text", flat=True)


def _coming_back(noted: Noted) -> Iterator[str]:
    for item in noted.items:
        for row in noted.returns.get(item.pk, []):
            when = f"on {row.meeting.day:%-d %B %Y}" if row.meeting else f"after {row.after:%-d %B %Y}"
            yield f"“{item}” comes back {when}: {_stopped(row.why)}"
