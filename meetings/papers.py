"""The files of which notice is given, as bytes that anybody can hash again: open agendas and cleared reports.

Only open sessions are in them. When packs are built, the pack is one file more.
"""

from __future__ import annotations

from django.utils import timezone

from cpboard.core.fields import clock
from meetings.models import AgendaItem, Meeting, Report, Session
from meetings.numbering import numbers

TYPE = "text/markdown; charset=utf-8"


def agenda_text(session: Session) -> str:
    """The agenda of an open session as Markdown: whose meeting, when, where, and its items by number."""
    meeting = session.meeting
    starts = clock(timezone.localtime(session.starts_at).time())
    head = f"# {meeting.body.name}\n\n{meeting.day:%A %-d %B %Y}, {starts}, {meeting.place}."
    items = list(session.items.select_related("presenter").order_by("position"))
    lines = [f"{number}. {item.title}{_presented(item)}" for number, item in zip(numbers(items), items, strict=True)]
    return "\n\n".join([head, "\n".join(lines)]) + "\n"


def _presented(item: AgendaItem) -> str:
    return f" ({item.presenter.described})" if item.presenter else ""


def report_text(report: Report) -> str:
    """A cleared report as Markdown, as those who see the item read it."""
    parts = [f"# {report.item.title}", f"Report of {report.author.described}.", *_cover(report)]
    parts += [f"## {head}\n\n{text.strip()}" for head, text in _sections(report) if text.strip()]
    return "\n\n".join(parts) + "\n"


def _cover(report: Report) -> list[str]:
    """What else stands on its cover, a line each; nothing where nothing is said."""
    names = {"Cabinet member": report.cabinet_member, "Contact": report.contact, "Wards": report.wards, "Money": report.money}
    lines = [f"{name}: {text}" for name, text in names.items() if text]
    return ["\n".join(lines)] if lines else []


def _sections(report: Report) -> tuple[tuple[str, str], ...]:
    return ("What the board is asked to do", report.asks), ("In short", report.summary), ("The report", report.text)


def open_sessions(meeting: Meeting) -> list[Session]:
    """The sessions of which notice is given."""
    return list(meeting.sessions.filter(privacy=Session.Privacy.PUBLIC).select_related("meeting__body").order_by("position"))


def cleared_reports(meeting: Meeting) -> list[Report]:
    """The reports that go out with the agenda of the open sessions, in its order."""
    open_ones = Report.objects.filter(
        state=Report.State.CLEARED, item__session__meeting=meeting, item__session__privacy=Session.Privacy.PUBLIC
    )
    return list(open_ones.select_related("item", "author").order_by("item__session__position", "item__position"))
