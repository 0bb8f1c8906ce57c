"""What reports on reds wait for: reasons, a signature, a name, the day of a promise."""

from __future__ import annotations

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import Role
from cpboard.core.templatetags.cpb import count_words
from performance import policies
from performance.models import ExceptionReport

SHOWN = 5


@needs_from
def needs_of_exceptions(viewer: Viewer) -> list[Need]:
    """A line for each report that waits for this viewer, up to five, and one for those that nobody answers for. One query."""
    if not viewer.has(Role.OFFICER, Role.PERFORMANCE):
        return []
    open_ones = list(ExceptionReport.objects.visible_to(viewer).standing().with_people())
    return [*_nameless(viewer, open_ones), *[need for report in open_ones for need in _needs(viewer, report)][:SHOWN]]


def _nameless(viewer: Viewer, reports: list[ExceptionReport]) -> list[Need]:
    found = [report for report in reports if report.indicator.owner is None and not report.is_written]
    if not found or not viewer.has(Role.PERFORMANCE):
        return []
    what = f"Name who answers for {count_words(len(found), 'figure')} off track"
    return [Need(min(report.due_on for report in found), what, "Nobody was told to say why.", reverse("performance:exceptions"))]


def _needs(viewer: Viewer, report: ExceptionReport) -> list[Need]:
    name, url = report.indicator.plain_name, reverse("performance:exception", args=[report.pk])
    mine = viewer.is_self(report.indicator.owner) if report.indicator.owner else False
    if policies.may_sign_exception(viewer, report):
        return [Need(report.due_on, f"Check and sign: why “{name}” is off track", "Its report is written and waits for you.", url)]
    if mine and not report.is_written:
        return [Need(report.due_on, f"Say why “{name}” is off track", "You answer for it. The board needs your reasons.", url)]
    return _promises(viewer, report, name) if viewer.has(Role.PERFORMANCE) else []


def _promises(viewer: Viewer, report: ExceptionReport, name: str) -> list[Need]:
    due = report.expected_on and report.expected_on <= viewer.on and not hasattr(report, "effect")
    if not report.is_signed or not due:
        return []
    load = reverse("performance:load_value", args=[report.indicator_id])
    return [Need(report.expected_on, f"Load the figure that shows the effect on “{name}”", "Its promised day has come.", load)]
