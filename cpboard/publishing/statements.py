"""Private row → public statement: what may leave the house, field by field (lock 4).

A statement is plain data: text, lists, ISO dates. Whatever is not named here does not leave.
Text that people typed as Markdown leaves as text and is rendered, sanitised, where it is shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from cpboard.board.models import Body, Membership, Promise, Regime
from cpboard.core import files
from cpboard.core.models import StoredFile
from cpboard.publishing.models import PublicationKind, ReportBuild
from meetings.models import AgendaItem, Attendance, Decision, Meeting, MinutesApproval, Report, Session
from meetings.numbering import mains, numbers
from voice.models import Reply, Theme


class NotForPublication(Exception):
    """This cannot become public as it stands. The message says why and what to do."""


@dataclass(frozen=True)
class Statement:
    """A frozen copy, ready to be asked for: what the public would read, and where it came from."""

    kind: PublicationKind
    source: str
    body_id: int | None
    slug: str
    title: str
    sorts_on: dt.date
    content: dict[str, Any]
    file: StoredFile | None = None

    @property
    def sha256(self) -> str:
        """The hash of everything the public would read; a release is bound to it."""
        frozen = {
            "kind": self.kind.value,
            "slug": self.slug,
            "title": self.title,
            "content": self.content,
            "file": self.file.sha256 if self.file else None,
        }
        return hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()


def slug_of(*parts: object) -> str:
    """A short address in plain letters."""
    return slugify(" ".join(str(part) for part in parts))[:80]


def meeting_key(meeting: Meeting) -> str:
    """How publications name the meeting that they belong to."""
    return f"meetings.meeting:{meeting.pk}"


def you_said(theme: Theme) -> Statement:
    """What children said and what we answered. Only once they have their answer themselves."""
    replies = list(theme.replies.all())
    if not replies:
        raise NotForPublication("They have not had an answer yet. Answer the children first.")
    return Statement(
        kind=PublicationKind.YOU_SAID,
        source=f"voice.theme:{theme.pk}",
        body_id=theme.body_id,
        slug=slug_of("you said", theme.title, theme.pk),
        title=theme.title,
        sorts_on=replies[0].at.date(),
        content={
            "title": theme.title,
            "said": theme.words,
            "said_by": theme.said_by,
            "permission": theme.permission,
            "heard": f"{theme.heard_on:%B %Y}",
            "replies": [_reply(reply) for reply in replies],
        },
    )


def _reply(reply: Reply) -> dict[str, str]:
    return {
        "kind": reply.kind,
        "label": reply.get_kind_display(),
        "text": reply.text,
        "when": f"{reply.at:%B %Y}",
        "will_by": reply.will_by.isoformat() if reply.will_by else "",
    }


def meeting_agenda(meeting: Meeting) -> Statement:
    """The agenda of a meeting that is open to the public, with the cleared reports of its public part.

    A private item leaves its number, its public title, its paragraph and its reason: no more.
    """
    if meeting.regime == Regime.PRIVATE:
        raise NotForPublication("This meeting is private. Nothing of it is published.")
    if meeting.agenda_out_at is None:
        raise NotForPublication("The agenda is not out yet. Put it out first.")
    return Statement(
        kind=PublicationKind.MEETING,
        source=meeting_key(meeting),
        body_id=meeting.body_id,
        slug=slug_of("meeting", meeting.starts_at.date(), meeting.pk),
        title=f"{meeting.body.name}, {day_of(meeting.starts_at.date())}",
        sorts_on=meeting.starts_at.date(),
        content={
            "body": meeting.body.name,
            "starts_at": meeting.starts_at.isoformat(),
            "ends_at": meeting.ends_at.isoformat(),
            "place": meeting.place,
            "sessions": _sessions(meeting),
        },
    )


def _sessions(meeting: Meeting) -> list[dict[str, Any]]:
    """The parts of a meeting with their items, numbered straight through as in the packs: 5, 5a, 6."""
    told, before = [], 0
    for session in meeting.sessions.order_by("position"):
        items = list(session.items.order_by("position").select_related("report"))
        show = _private_item if session.is_private else _public_item
        shown = [{"number": number, **show(item)} for number, item in zip(numbers(items, before), items, strict=True)]
        told.append({"private": session.is_private, "agenda": shown})
        before += mains(items)
    return told


def _public_item(item: AgendaItem) -> dict[str, Any]:
    report = getattr(item, "report", None)
    if report is not None and report.state != Report.State.CLEARED:
        report = None
    return {
        "title": item.title,
        "purpose": item.get_purpose_display(),
        "asks": report.asks if report else "",
        "summary": report.summary if report else "",
        "text": report.text if report else "",
    }


def _private_item(item: AgendaItem) -> dict[str, Any]:
    if not item.exempt_paragraph:
        raise NotForPublication(f"“{item.title}” is private and names no paragraph. Give its paragraph first.")
    return {
        "title": item.title,
        "paragraph": item.exempt_paragraph,
        "wording": item.get_exempt_paragraph_display(),
        "reason": item.privacy_reason,
    }


def minutes(approval: MinutesApproval) -> Statement:
    """Approved minutes of a public meeting: who was there, what was decided, the approved words."""
    meeting = approval.minutes.meeting
    if meeting.regime == Regime.PRIVATE:
        raise NotForPublication("This meeting is private. Nothing of it is published.")
    decisions = Decision.objects.filter(item__session__meeting=meeting, item__session__privacy=Session.Privacy.PUBLIC).select_related(
        "item"
    )
    return Statement(
        kind=PublicationKind.MINUTES,
        source=f"meetings.minutes:{approval.minutes_id}",
        body_id=meeting.body_id,
        slug=slug_of("minutes", meeting.starts_at.date(), meeting.pk),
        title=f"Minutes, {meeting.body.name}, {day_of(meeting.starts_at.date())}",
        sorts_on=meeting.starts_at.date(),
        content={
            "body": meeting.body.name,
            "meeting": meeting_key(meeting),
            "day": meeting.starts_at.date().isoformat(),
            "approved_on": approval.at.date().isoformat(),
            "present": _present(meeting),
            "decisions": [
                {"item": d.item.title, "verb": d.get_verb_display(), "text": d.text, "so_that": d.so_that}
                for d in decisions.order_by("item__session__position", "item__position", "number")
            ],
            "text": approval.text,
        },
    )


def _present(meeting: Meeting) -> list[str]:
    """Members by name; young people are never named in public text (meetings §2.6)."""
    came = Attendance.objects.filter(meeting=meeting, how__in=Attendance.THERE).exclude(only_in__privacy=Session.Privacy.PRIVATE)
    there = came.select_related("user")
    young = set(Membership.objects.filter(seat__body=meeting.body, seat__kind="young").values_list("user_id", flat=True))
    names = [a.user.name for a in there if a.user_id not in young]
    return names + (["Young members of the board"] if any(a.user_id in young for a in there) else [])


def annual_report(build: ReportBuild) -> Statement:
    """The agreed annual report: the web page that the worker built, sanitised there, and its PDF."""
    report = build.report
    if not build.agreements.exists():
        raise NotForPublication("The board has not agreed this version yet.")
    return Statement(
        kind=PublicationKind.ANNUAL_REPORT,
        source=f"publishing.annualreport:{report.pk}",
        body_id=report.body_id,
        slug=slug_of("annual report", report.year.label.replace("/", " "), report.body.slug),
        title=report.title,
        sorts_on=report.year.ends_on,
        content={
            "year": report.year.label,
            "body": report.body.name,
            "version": build.version,
            "html": files.read(build.html).decode(),
        },
        file=build.pdf,
    )


def about(body: Body, on: dt.date) -> Statement:
    """Who the board is, what it promised, how to be heard. Young members are counted, not named."""
    members = Membership.objects.current(on=on).filter(seat__body=body).select_related("user", "seat")
    named = [m for m in members if m.seat.kind not in ("young", "officer")]
    return Statement(
        kind=PublicationKind.ABOUT,
        source=f"board.body:{body.pk}",
        body_id=body.pk,
        slug=slug_of("about", body.slug),
        title=f"About the {body.name}",
        sorts_on=on,
        content={
            "body": body.name,
            "purpose": body.purpose,
            "vision": body.vision,
            "members": [{"name": m.user.name, "as": m.get_post_display(), "seat": m.seat.get_kind_display()} for m in named],
            "young_members": any(m.seat.kind == "young" for m in members),
            "promises": [
                {"number": p.number, "title": p.title, "we_will": p.we_will} for p in Promise.objects.filter(body=body).kept_up(on=on)
            ],
        },
    )


def day_of(day: dt.date) -> str:
    """14 January 2027."""
    return f"{day.day} {day:%B %Y}"
