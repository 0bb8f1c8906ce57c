"""The words of the minutes: who was there, what was decided, what was said, as one text that can be sealed.

It holds the open part of the meeting only. What was decided in private stays with its item; a public
summary of it is written by a person, into the text.
"""

from __future__ import annotations

import hashlib

from django.db.models import Q
from django.utils import timezone

from cpboard.board.models import Membership, Seat
from cpboard.core import calendar
from cpboard.core.fields import clock
from cpboard.core.records import current_q
from meetings import notice
from meetings.counting import rules_of_the_house
from meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes, Session, Urgency

How = Attendance.How


def full_text(minutes: Minutes) -> str:
    """The minutes as Markdown, as the chair reads and approves them."""
    meeting = minutes.meeting
    parts = [_head(meeting), _present(meeting), _notice(meeting), _decisions(meeting), _said(minutes.text)]
    return "\n\n".join(part for part in parts if part)


def fingerprint(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def young_members(meeting: Meeting) -> set[int]:
    """The keys of those who sat on the body as young people on that day: written minutes never name them."""
    held = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id, seat__kind=Seat.Kind.YOUNG)
    return set(held.values_list("user_id", flat=True))


def _head(meeting: Meeting) -> str:
    starts = clock(timezone.localtime(meeting.starts_at).time())
    return f"{meeting.body.name}. {meeting.day:%A %-d %B %Y}, {starts}, {meeting.place}."


def _present(meeting: Meeting) -> str:
    """Members by name, young people by number (meetings §2.6)."""
    open_part = Q(only_in__isnull=True) | Q(only_in__privacy=Session.Privacy.PUBLIC)
    marks = list(Attendance.objects.filter(open_part, meeting=meeting).select_related("user").order_by("user__name"))
    young = young_members(meeting)
    lines = [_those(f"{label}: ", marks, how, young) for how, label in ((How.PRESENT, "Present"), (How.APOLOGIES, "Apologies"))]
    said = "\n\n".join(line for line in lines if line)
    return f"## Who was there\n\n{said}" if said else ""


def _those(label: str, marks: list[Attendance], how: str, young: set[int]) -> str:
    names = [mark.user.described for mark in marks if mark.how == how and mark.user_id not in young]
    count = sum(mark.how == how and mark.user_id in young for mark in marks)
    if count:
        names.append("one young member" if count == 1 else f"{count} young members")
    return f"{label}{'; '.join(names)}." if names else ""


def _notice(meeting: Meeting) -> str:
    """Short notice is said in the minutes, with the chair's special circumstances (s.100B(4)(b), meetings §2.2)."""
    said = Urgency.objects.filter(meeting=meeting).select_related("chair", "item__session").order_by("at", "pk")
    agenda = next((urgency for urgency in reversed(said) if urgency.item is None), None)
    late = [_urgent_item(each) for each in said if each.item and not each.item.session.is_private]
    lines = [line for line in (_late_agenda(meeting, agenda), *late) if line]
    return "\n\n".join(["## Notice", *lines]) if lines else ""


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


def _decisions(meeting: Meeting) -> str:
    """What was decided in the open part, by item, in the order of the agenda."""
    made = Decision.objects.filter(item__session__meeting=meeting, item__session__privacy=Session.Privacy.PUBLIC)
    ordered = made.select_related("item__session").order_by("item__session__position", "item__position", "number")
    by_item: dict[AgendaItem, list[str]] = {}
    for decision in ordered:
        by_item.setdefault(decision.item, []).append(sentence(decision))
    blocks = [f"### {item.title}\n\n" + "\n\n".join(lines) for item, lines in by_item.items()]
    return "\n\n".join(["## What was decided", *blocks]) if blocks else ""


def sentence(decision: Decision) -> str:
    """A decision as the minutes say it, in Markdown."""
    so_that = f" So that {_stopped(decision.so_that.strip().removeprefix('so that '))}" if decision.so_that else ""
    return f"**{decision.get_verb_display().capitalize()}:** {_stopped(decision.text.strip())}{so_that}"


def _stopped(text: str) -> str:
    """With a full stop, unless it has an end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _said(text: str) -> str:
    return f"## What was said\n\n{text.strip()}" if text.strip() else ""
