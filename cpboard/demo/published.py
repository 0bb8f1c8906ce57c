"""What Fenbridge has made public, each asked for by one person and released by another; and its last report."""

from __future__ import annotations

from cpboard.core import jobs
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.told import Told
from cpboard.publishing import door, operations, statements
from cpboard.publishing.models import ReportBuild
from cpboard.publishing.statements import Statement
from meetings.models import Meeting

CHAPTERS = {
    "background": "The board grew up this year. It meets in public in turn with informal evenings that young people run, and it began to answer within a month.",
    "education": "The virtual school saw every plan. Schools outside Fenbridge still send theirs late.",
    "homes": "We are short of foster families, above all for brothers and sisters who want to stay together.",
    "consultation": "Our Voice read this report in a draft and asked for shorter sentences. They got them.",
    "implications": "None for money or law beyond what was agreed in the budget.",
}


def fill_published(fen: Fenbridge, told: Told) -> None:
    """Four answers to children, the last public meetings, who the board is, and one request that waits."""
    day = fen.days.ago(30)
    _out(fen, statements.about(fen.board, day), "ruth", day)
    for key in ("bags", "brother", "worker", "wifi"):
        _out(fen, statements.you_said(told.themes[key]), "nadia", day)
    held = [m for m in told.meetings if m.held_at and m.kind == Meeting.Kind.FORMAL]
    for meeting in sorted(held, key=lambda m: m.starts_at)[-3:]:
        meeting.refresh_from_db()
        _out(fen, statements.meeting_agenda(meeting), "ruth", day)
        minutes = getattr(meeting, "minutes", None)
        if minutes is not None and hasattr(minutes, "approval"):
            _out(fen, statements.minutes(minutes.approval), "ruth", day)
    door.ask_release(statements.you_said(told.themes["key"]), by=fen.viewer("nadia"), now=at(fen.days.ago(2), 16))


def _out(fen: Fenbridge, statement: Statement, who: str, day: object) -> None:
    asked = door.ask_release(statement, by=fen.viewer(who, day), now=at(day, 10))  # type: ignore[arg-type]
    door.release(asked, seen=asked.sha256, by=fen.viewer("oliver", day), now=at(day, 12))  # type: ignore[arg-type]


def fill_report(fen: Fenbridge) -> None:
    """Last year's report: written, built, agreed, public. This year's: begun."""
    year = fen.years[1]
    day = fen.days.in_year(0, 40)
    by = fen.viewer("ruth", day)
    report = operations.start_report(
        body=fen.board,
        year=year,
        title=f"What we heard, what we did, what changed: {year.label}",
        goes_to="Full Council",
        by=by,
        now=at(day),
    )
    for section in report.sections.filter(key__in=CHAPTERS):
        operations.write_chapter(section, officer_text=CHAPTERS[section.key], version=0, by=by, now=at(day, 11))
    job = jobs.run(operations.ask_build(report, by=fen.viewer("ruth"), now=at(day, 12)).pk)
    build = ReportBuild.objects.filter(job=job).first()
    if build is not None:
        operations.agree_report(build, comment="Read aloud in the meeting.", by=fen.viewer("margaret", day), now=at(day, 18))
        _out(fen, statements.annual_report(build), "ruth", day)
    now = fen.days.ago(3)
    operations.start_report(
        body=fen.board,
        year=fen.years[0],
        title=f"What we heard, what we did, what changed: {fen.years[0].label}",
        goes_to="Full Council",
        by=fen.viewer("ruth", now),
        now=at(now),
    )
