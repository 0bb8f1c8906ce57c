"""Steps of the deeds that change a notice: count the clear days and keep the files, keep the chair's opinion.

Each stands within a deed that is atomic and that asked its policy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from cpboard.board.models import Membership, Regime
from cpboard.core import calendar, files
from cpboard.core.access import Viewer
from cpboard.core.models import User
from meetings import notice, papers
from meetings.counting import Rules, rules_of_the_house
from meetings.faults import Refused
from meetings.following import presiding
from meetings.models import AgendaItem, Meeting, NoticeGiven, NoticePaper, Report, Session, Urgency

Cause = NoticeGiven.Cause
Source = Session | Report


class Said(NamedTuple):
    """What the chair said about a late agenda or item, as far as it is known."""

    why: str = ""
    chair: User | None = None
    at: dt.datetime | None = None


def give_notice(meeting: Meeting, cause: str, sources: Iterable[Source], *, out_at: dt.datetime, by: Viewer, now: dt.datetime) -> None:
    """Count the clear days as the rules are now, and keep the count with its files."""
    sources = list(sources)
    first = sources[0] if sources else None
    item = first.item if isinstance(first, Report) and cause == Cause.REPORT else None
    counted = _count(meeting, rules_of_the_house(), out_at)
    given = NoticeGiven.record(meeting=meeting, cause=cause, item=item, out_at=out_at, **counted, by=by.user, at=now)
    for position, source in enumerate(sources, start=1):
        _keep(given, position, source, by, now)


def _count(meeting: Meeting, rules: Rules, out_at: dt.datetime) -> dict[str, Any]:
    """The count and everything it rests on."""
    counts_from = rules.counts_from(out_at)
    return {
        "counts_from": counts_from,
        "meeting_on": meeting.day,
        "clear_days": rules.clear_days(out_at, meeting.day),
        "regime": meeting.regime,
        "strict": rules.strict,
        "closes_at": rules.closing,
        "days_off": [[f"{day:%Y-%m-%d}", name] for day, name in rules.days_off_between(counts_from, meeting.day)],
        "by_rule": bool(calendar.past_the_data(meeting.day)),
    }


def _keep(given: NoticeGiven, position: int, source: Source, by: Viewer, now: dt.datetime) -> None:
    """One file, as it was open to inspection."""
    link: dict[str, Any]
    if isinstance(source, Session):
        title, text, link = "Agenda", papers.agenda_text(source), {"session": source}
    else:
        title, text, link = source.item.title, papers.report_text(source), {"item": source.item}
    name = f"{title} {given.meeting_on:%Y-%m-%d}.md"
    file = files.store(text.encode(), name=name, content_type=papers.TYPE, by=by, now=now)
    NoticePaper.record(given=given, position=position, title=title, file=file, **link)


def agenda_out(meeting: Meeting, *, by: Viewer, now: dt.datetime) -> None:
    """The agenda and every cleared report went out. Part of `put_agenda_out`."""
    sources: list[Source] = [*papers.open_sessions(meeting), *papers.cleared_reports(meeting)]
    give_notice(meeting, Cause.AGENDA, sources, out_at=now, by=by, now=now)


def agenda_changed(session: Session, *, by: Viewer, now: dt.datetime) -> None:
    """An item came on or off an agenda that is out. Part of `add_item` and `remove_item`; before that nothing is kept."""
    meeting = session.meeting
    if meeting.agenda_out_at is not None and meeting.held_at is None and not session.is_private:
        give_notice(meeting, Cause.CHANGED, [session], out_at=now, by=by, now=now)


def report_added(report: Report, *, by: Viewer, now: dt.datetime) -> None:
    """A report was cleared when the agenda was out already. Part of `clear_report`."""
    session = report.item.session
    if session.meeting.agenda_out_at is not None and not session.is_private:
        give_notice(session.meeting, Cause.REPORT, [report], out_at=now, by=by, now=now)


def must_say_why(meeting: Meeting, rules: Rules, *, out_at: dt.datetime) -> bool:
    """Whether the law lets this go out, or the meeting be moved, only with the chair's special circumstances."""
    return meeting.regime == Regime.PART_VA and notice.is_short(meeting, rules, out_at=out_at)


def find_urgent(meeting: Meeting, item: AgendaItem | None, said: Said, *, by: Viewer, now: dt.datetime) -> Urgency:
    """Keep the chair's opinion. Raises Refused unless all of it is there: circumstances, chair, moment (s.100B(4)(b))."""
    chair, said_at = _checked(meeting, said, now)
    return Urgency.record(meeting=meeting, item=item, circumstances=said.why.strip(), chair=chair, said_at=said_at, by=by.user, at=now)


def _checked(meeting: Meeting, said: Said, now: dt.datetime) -> tuple[User, dt.datetime]:
    if not said.why.strip():
        raise Refused("Say why it goes out with fewer than five clear days. The minutes will say it too.", "late_why")
    if said.chair is None or said.at is None:
        raise Refused("Say which chair found it urgent, and when. The law asks for the chair’s opinion.", "chair")
    if said.at > now:
        raise Refused("That moment has not come yet. Enter when the chair said it.", "said_on")
    if not chairs(meeting, said.at).filter(user=said.chair).exists():
        raise Refused(f"{said.chair} did not chair the {meeting.body} on that day.", "chair")
    return said.chair, said.at


def chairs(meeting: Meeting, at: dt.datetime) -> models.QuerySet[Membership]:
    """Who may preside over this body at that moment: chair, vice-chair, young co-chair."""
    return presiding(meeting, timezone.localdate(at))
