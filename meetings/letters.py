"""Letters when papers can be read, and before a day that is due: each person at most once for each cause (security R8).

A letter names no paper and no subject: it says the day and leads to a page behind the sign-in. Who may have one is asked
when it is written, and again when it leaves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Membership
from cpboard.core import jobs, mail
from cpboard.core.access import Viewer
from cpboard.core.jobs import Hold
from cpboard.core.models import Job, Mail, User
from cpboard.core.records import current_q
from meetings import policies, supplements
from meetings.models import Meeting, Pack, Session, SessionReader

WRITE = "meetings.papers_letters"
OUT, ADDED = "papers_out", "papers_added"
Audience = Pack.Audience


def ask_for_letters(pack: Pack, *, now: dt.datetime) -> Job | None:
    """Have the letters for a pack written by a worker, once members may read it. None while they may not."""
    if pack.audience == Audience.PUBLIC or pack.meeting.agenda_out_at is None:
        return None
    return jobs.ask(WRITE, key=f"letters:{pack.pk}", payload={"pack": pack.pk}, by=None, now=now)


def ask_for_letters_of(meeting: Meeting, *, now: dt.datetime) -> None:
    """The same for every pack that stands when the agenda goes out."""
    for audience in (Audience.MEMBERS, Audience.YOUNG):
        for pack in supplements.standing(meeting, audience):
            pack.meeting = meeting
            ask_for_letters(pack, now=now)


@jobs.work(WRITE, title="the letters about papers")
def write_letters(hold: Hold) -> dict[str, Any]:
    """A letter to everybody whose pack it is. Broken off and begun again, it writes to those who have none yet."""
    pack = Pack.objects.filter(pk=hold.payload["pack"], withdrawal=None).select_related("meeting").first()
    if pack is None:
        return {}
    link = reverse("meetings:read", args=[pack.meeting_id])
    kind = ADDED if pack.supplement else OUT
    for person in entitled(pack, timezone.localdate()):
        mail.write(to=person, kind=kind, cause=f"pack:{pack.pk}", link=link, day=pack.meeting.day, now=timezone.now())
        hold.renew()
    return {}


def entitled(pack: Pack, on: dt.date) -> Iterator[User]:
    """Whose pack it is on this day: members of the body, or the young members whom an open session names."""
    for person in _candidates(pack, on):
        if _is_theirs(Viewer(person, on), pack):
            yield person


def _candidates(pack: Pack, on: dt.date) -> QuerySet[User]:
    """Everybody who could be one of them: few enough to ask each in turn what they may read."""
    if pack.audience == Audience.YOUNG:
        rows = SessionReader.objects.filter(session__meeting=pack.meeting_id, session__privacy=Session.Privacy.PUBLIC)
    else:
        rows = Membership.objects.filter(current_q(on), seat__body=pack.meeting.body_id)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk")


def _is_theirs(viewer: Viewer, pack: Pack) -> bool:
    """Whether they may read it, and have no fuller one: members, who may read the young people's too, get one letter."""
    whole = policies.may_read_whole_meeting(viewer, pack.meeting)
    return whole == (pack.audience == Audience.MEMBERS) and Pack.objects.visible_to(viewer).filter(pk=pack.pk).exists()


@mail.rechecked(OUT)
def may_have_papers(letter: Mail, viewer: Viewer) -> bool:
    """Whoever may still read the pack: not after it was taken back, nor after a term has ended."""
    pack = Pack.objects.visible_to(viewer).filter(pk=letter.cause.rpartition(":")[2]).select_related("meeting").first()
    return pack is not None and _is_theirs(viewer, pack)


@mail.rechecked(ADDED)
def may_have_added_papers(letter: Mail, viewer: Viewer) -> bool:
    """As with the papers that they add to."""
    return may_have_papers(letter, viewer)
