"""The deeds around the annual report: start, write a chapter, ask for a build, agree. Release is in door.py."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.board.models import Body, MunicipalYear
from cpboard.core import events, jobs
from cpboard.core.access import Viewer, require
from cpboard.core.models import Job, StoredFile
from cpboard.publishing import policies
from cpboard.publishing.chapters import CHAPTERS
from cpboard.publishing.models import AnnualReport, ReportAgreement, ReportBuild, ReportSection

BUILD = "annual_report.build"


class Stale(Exception):
    """Somebody else saved this chapter since it was opened. `current` is what they wrote."""

    def __init__(self, current: ReportSection) -> None:
        super().__init__("Somebody else changed this chapter while you wrote.")
        self.current = current


class NotReady(Exception):
    """The report cannot be agreed yet. The message says why."""


@transaction.atomic
def start_report(*, body: Body, year: MunicipalYear, title: str, goes_to: str, by: Viewer, now: dt.datetime) -> AnnualReport:
    """Begin the report of a year, with every chapter."""
    require(policies.may_write_annual_report(by, body.pk))
    report = AnnualReport.objects.create(body=body, year=year, title=title, goes_to=goes_to)
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=chapter.key, position=place, heading=chapter.heading)
        for place, chapter in enumerate(CHAPTERS, start=1)
    )
    events.record("publishing.start_report", subject=report, by=by, at=now)
    return report


@transaction.atomic
def write_chapter(section: ReportSection, *, officer_text: str, version: int, by: Viewer, now: dt.datetime) -> ReportSection:
    """Save an officer's words. Raises `Stale` if somebody saved since `version` was read: nothing is lost."""
    section = ReportSection.objects.select_for_update(of=("self",)).select_related("report").get(pk=section.pk)
    require(policies.may_write_annual_report(by, section.report.body_id))
    if section.version != version:
        raise Stale(section)
    section.officer_text = officer_text
    section.version += 1
    section.save(update_fields=["officer_text", "version"])
    events.record("publishing.write_chapter", subject=section, by=by, at=now, key=section.key)
    return section


@transaction.atomic
def ask_build(report: AnnualReport, *, by: Viewer, now: dt.datetime) -> Job:
    """Ask the worker for web page, PDF and manifest. The same build asked twice is one job."""
    require(policies.may_write_annual_report(by, report.body_id))
    job = jobs.ask(BUILD, key=f"report:{report.pk}", payload={"report": report.pk}, by=by, now=now)
    events.record("publishing.ask_build", subject=report, by=by, at=now, job=job.pk)
    return job


def next_version(report: AnnualReport) -> int:
    """The number that the next build gets. The row is locked, so that no two builds share it."""
    AnnualReport.objects.select_for_update().get(pk=report.pk)
    newest = ReportBuild.objects.filter(report=report).order_by("-version").first()
    return newest.version + 1 if newest else 1


def record_build(
    *,
    report: AnnualReport,
    version: int,
    job: Job,
    html: StoredFile,
    pdf: StoredFile,
    manifest: StoredFile,
    now: dt.datetime,
) -> ReportBuild:
    """Write down a finished build, in the transaction that finishes its job."""
    build = ReportBuild.record(report=report, version=version, job=job, html=html, pdf=pdf, manifest=manifest, built_at=now)
    events.record("publishing.build", subject=report, by=None, at=now, job=job.pk, version=version)
    return build


@transaction.atomic
def agree_report(build: ReportBuild, *, comment: str, by: Viewer, now: dt.datetime) -> ReportAgreement:
    """The chair agrees this version for the board. A newer build has to be agreed anew."""
    report = build.report
    require(policies.may_agree_annual_report(by, report))
    if report.builds.filter(version__gt=build.version).exists():
        raise NotReady("There is a newer version. Read that one.")
    if build.agreements.exists():
        raise NotReady("This version was agreed already.")
    row = ReportAgreement.record(report=report, build=build, comment=comment, at=now, by=by.user)
    events.record("publishing.agree_report", subject=report, by=by, at=now, version=build.version)
    return row
