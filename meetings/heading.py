"""The head of every page inside one meeting: what it is, when and where, who chairs it, the links within it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Membership
from cpboard.core.access import Viewer
from cpboard.core.fields import clock
from cpboard.core.records import current_q
from cpboard.core.roles import May
from meetings import policies
from meetings.models import Meeting, Minutes

Post = Membership.Post
CHAIRING = (Post.CHAIR, Post.CO_CHAIR)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


@dataclass(frozen=True)
class Tab:
    """One link inside the meeting."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Head:
    """What stands above every page of a meeting."""

    eyebrow: str
    lead: str
    tabs: list[Tab] = field(default_factory=list)


def head_of(meeting: Meeting, viewer: Viewer, current: str, seats: Mapping[int, Membership] | None = None) -> Head:
    """The head for this viewer; `current` is the label of the tab that is open. `seats`: who sits there, if it is known already."""
    return Head(_eyebrow(meeting, viewer), _lead(meeting, seats), _tabs(meeting, viewer, current))


def _eyebrow(meeting: Meeting, viewer: Viewer) -> str:
    parts = [meeting.body.name]
    if policies.may_read_whole_meeting(viewer, meeting):
        earlier = Meeting.objects.filter(body=meeting.body_id, year=meeting.year_id, called_off_at=None, starts_at__lt=meeting.starts_at)
        parts.append(f"{_ordinal(earlier.count())} meeting of {meeting.year}")
    parts.append(meeting.get_kind_display())
    return " · ".join([*parts, meeting.theme] if meeting.theme else parts)


def _ordinal(before: int) -> str:
    return ORDINALS[before] if before < len(ORDINALS) else f"{before + 1}th"


def _lead(meeting: Meeting, seats: Mapping[int, Membership] | None) -> str:
    starts, ends = (clock(timezone.localtime(at).time()) for at in (meeting.starts_at, meeting.ends_at))
    return " ".join(filter(None, [f"{starts} to {ends}, {meeting.place}.", _chaired(meeting, seats), _led(meeting)]))


def _led(meeting: Meeting) -> str:
    """Who leads it, where that is not the chair; whom young people call in (requirements 001-25, 002-24)."""
    if meeting.led == Meeting.Led.ADULTS:
        return ""
    says = "Young people take over this meeting." if meeting.led == Meeting.Led.TAKEOVER else "Young people lead it."
    return f"{says} They call in: {meeting.called_in}." if meeting.called_in else says


def _chaired(meeting: Meeting, seats: Mapping[int, Membership] | None) -> str:
    there = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id, post__in=CHAIRING).select_related("user")
    names = {each.post: each.user.name for each in (there if seats is None else seats.values())}
    chair, young = names.get(Post.CHAIR), names.get(Post.CO_CHAIR)
    if chair and young:
        return f"Chaired by {chair} with {young}, young co-chair."
    return f"Chaired by {chair or young}." if chair or young else ""


def _tabs(meeting: Meeting, viewer: Viewer, current: str) -> list[Tab]:
    key = [meeting.pk]
    tabs = [("Agenda", reverse("meetings:meeting", args=key)), ("Papers", reverse("meetings:papers", args=key))]
    tabs.append(("Packs", reverse("meetings:packs", args=key)))
    whole = policies.may_read_whole_meeting(viewer, meeting)
    if whole:
        tabs.append(("Attendance", reverse("meetings:attendance", args=key)))
    if whole or Minutes.objects.visible_to(viewer).filter(meeting=meeting).exists():
        tabs.append(("Minutes", reverse("meetings:minutes", args=key)))
    if meeting.has_notice_rules or meeting.agenda_out_at is not None:
        tabs.append(("Notice", reverse("meetings:certificate", args=key)))
    if viewer.can(May.READ_ACTIONS):
        tabs.append(("Actions", f"{reverse('actions:list')}?meeting={meeting.pk}"))
    return [Tab(label, url, label == current) for label, url in tabs]
