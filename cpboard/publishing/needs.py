"""What waits for a person about publishing, for their home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.publishing import policies
from cpboard.publishing.models import AnnualReport, ReleaseRequest


@needs_from
def second_person(viewer: Viewer) -> Iterator[Need]:
    """Releases that somebody else asked for."""
    if not viewer.can(May.RELEASE):
        return
    waiting = ReleaseRequest.objects.visible_to(viewer).undecided().select_related("asked_by")
    for request in waiting.order_by("asked_at")[:10]:
        if policies.may_release(viewer, request):
            why = f"{request.asked_by.name} asked for it. Nothing is public before a second person agrees."
            yield Need(None, f"Agree or refuse to publish: {request.title}", why, reverse("release", args=[request.pk]))


@needs_from
def report_to_agree(viewer: Viewer) -> Iterator[Need]:
    """A built annual report that the chair has not agreed."""
    if not viewer.can(May.AGREE_ANNUAL_REPORT):
        return
    reports = AnnualReport.objects.visible_to(viewer).prefetch_related("builds__agreements")
    for report in reports:
        newest = next(iter(report.builds.all()), None)
        if newest is not None and not newest.agreements.all() and policies.may_agree_annual_report(viewer, report):
            url = reverse("annual_report", args=[report.pk])
            yield Need(None, f"Read and agree: {report.title}", f"Version {newest.version} is built.", url)
