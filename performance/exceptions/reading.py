"""Questions about reports on reds: which red has none, and how one reads."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from cpboard.core.access import Viewer
from cpboard.core.templatetags.cpb import day
from performance import pages, telling, words
from performance.figures import Figure, figures_at
from performance.models import ExceptionReport, Rating


def reds_without_report(viewer: Viewer, *, on: dt.date) -> list[Figure]:
    """The figures of the scorecard that are off track on a day without a signed report (requirement 001-32).

    A pack with one of them is held back, unless a reason is given that prints. Empty for those who may read neither.
    """
    signed = ExceptionReport.objects.visible_to(viewer).standing().filter(signed_at__isnull=False)
    explained = set(signed.values_list("indicator_id", flat=True))
    return [each for each in figures_at(viewer, on) if each.result == Rating.Result.RED and each.indicator.pk not in explained]


def without_any(viewer: Viewer, *, on: dt.date) -> list[Figure]:
    """The figures that are off track and have no report at all, not even an empty one."""
    there = set(ExceptionReport.objects.visible_to(viewer).standing().values_list("indicator_id", flat=True))
    return [each for each in figures_at(viewer, on) if each.result == Rating.Result.RED and each.indicator.pk not in there]


def state(report: ExceptionReport, on: dt.date) -> dict[str, str]:
    """How a report stands, for a chip: text, and ok, due or late."""
    if report.ending:
        return {"text": "Ended", "kind": "ok"}
    if report.is_signed:
        return {"text": "Signed", "kind": "ok"}
    if report.is_written:
        return {"text": "Waits for a signature", "kind": "due"}
    return {"text": "Late", "kind": "late"} if report.is_late(on) else {"text": "Not written yet", "kind": "due"}


def questions(report: ExceptionReport) -> list[dict[str, str]]:
    """The fixed questions with their answers, in their order; the short form has three."""
    children = {"question": "What is it like for children?", "answer": report.children}
    why = {"question": "Why?", "answer": report.why}
    if report.is_short:
        return [children, why, {"question": "Do we act, or watch it?", "answer": report.get_course_display()}]
    by_when = f"\n\n{report.who}, by {day(report.done_by)}." if report.done_by else ""
    return [
        {"question": "What happened?", "answer": report.happened},
        why,
        children,
        {"question": "What are we doing, who, by when?", "answer": f"{report.doing}{by_when}"},
        {"question": "What help do we need from the board?", "answer": report.help_needed or "None."},
    ]


def promise(report: ExceptionReport) -> str:
    """What effect is promised by when, and whether it came; empty where none is."""
    if report.expected is None or report.expected_on is None:
        return ""
    told = telling.plain(report.indicator, report.value)
    said = f"{words.figure(Fraction(report.expected), told)} by {day(report.expected_on)}."
    check = getattr(report, "effect", None)
    if check is None:
        return f"{said} Whether it comes is looked at with the first figure from that day on."
    then = pages.about(report.indicator, check.value)
    return f"{said} {'It came' if check.kept else 'It did not come'}: {then}."


def facts(report: ExceptionReport) -> list[dict[str, str]]:
    """Which figure, since when, who, until when."""
    opened = f"{day(report.opened_at)}, by {report.opened_by.name if report.opened_by else 'the colour itself'}"
    rows = {
        "Figure": pages.about(report.indicator, report.value),
        "Opened": opened,
        "Form": "Short, since the colour could be chance" if report.is_short else "",
        "Answers for it": report.indicator.owner.described if report.indicator.owner else "Nobody is named yet",
        "Due": day(report.due_on),
        "Written": _by(report.written_by, report.written_at),
        "Signed": _by(report.signed_by, report.signed_at),
        "Promised effect": promise(report),
        "Ended": f"{day(report.ended_at)}: {report.get_ending_display()}" if report.ending else "",
    }
    return [{"name": name, "text": text} for name, text in rows.items() if text]


def _by(who: Any, at: dt.datetime | None) -> str:
    return f"{day(at)}, by {who.name}" if at and who else ""
