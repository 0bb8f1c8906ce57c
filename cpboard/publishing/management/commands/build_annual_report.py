"""bin/manage build_annual_report YEAR --out DIR: the annual report as web page, PDF and manifest.

The worker builds it: this command asks for the job, sees that a worker is there, waits, and copies the result.
"""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cpboard.core import files
from cpboard.core.models import Appointment, Council, Job
from cpboard.core.records import current_q
from cpboard.core.roles import Role
from cpboard.embedded.children import CannotStart
from cpboard.embedded.worker import running_worker
from cpboard.publishing import operations
from cpboard.publishing.building import Content
from cpboard.publishing.loading.writing import AtTheConsole
from cpboard.publishing.models import AnnualReport, ReportBuild
from cpboard.publishing.stylesheet import REPORT_CSS

SECONDS = 600
TAKEN_UP = 3.0


class Command(BaseCommand):
    """Builds, waits and copies; ends 0 only if every file is there."""

    help = "Build the annual report of a municipal year by the worker and copy report.html, report.pdf and manifest.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The year, the body if there is more than one, and where to."""
        parser.add_argument("year", help="the municipal year, such as 2020/21")
        parser.add_argument("--out", type=Path, required=True, help="the folder for the files; made if it is not there")
        parser.add_argument("--body", default="", help="the name of the body, if several have a report of that year")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a sentence when there is no such report or it cannot be built."""
        report = self._report(options["year"], options["body"])
        job = operations.ask_build(report, by=self._clerk(), now=timezone.now())
        job = self._wait(job)
        if job.state != Job.State.DONE:
            raise CommandError(f"The report was not built. {job.fault}")
        self._copy(ReportBuild.objects.select_related("report", "html", "pdf", "manifest").get(job=job), options["out"])

    def _report(self, label: str, body: str) -> AnnualReport:
        found = AnnualReport.objects.filter(year__label=label).select_related("body", "year")
        found = found.filter(body__name=body) if body else found
        if len(found) == 1:
            return found[0]
        if not found:
            years = sorted(AnnualReport.objects.values_list("year__label", flat=True).distinct())
            raise CommandError(f"There is no annual report of {label}. There are reports of: {', '.join(years) or 'no year'}.")
        names = ", ".join(f"“{report.body.name}”" for report in found)
        raise CommandError(f"Several bodies have a report of {label}: {names}. Name one with --body.")

    def _clerk(self) -> AtTheConsole:
        today = timezone.localdate()
        held = Appointment.objects.filter(current_q(today), role=Role.CLERK, user__is_active=True)
        first = held.select_related("user").order_by("pk").first()
        if first is None:
            raise CommandError("There is no clerk. Give somebody the role of clerk first.")
        return AtTheConsole(first.user, today)

    def _wait(self, job: Job) -> Job:
        """Wait for a worker to take it up; start one of our own when none does."""
        until = time.monotonic() + SECONDS
        with ExitStack() as started:
            if not self._taken_up(job):
                self.stdout.write("No worker took it up, so this command starts one.")
                try:
                    started.enter_context(running_worker(_environment()))
                except CannotStart as fault:
                    raise CommandError(str(fault)) from None
            while time.monotonic() < until:
                job.refresh_from_db()
                if not job.is_open:
                    return job
                time.sleep(0.2)
        raise CommandError(f"The report was not ready after {SECONDS // 60} minutes. The job goes on; ask again later.")

    def _taken_up(self, job: Job) -> bool:
        until = time.monotonic() + TAKEN_UP
        while time.monotonic() < until:
            job.refresh_from_db()
            if job.state != Job.State.WAITING:
                return True
            time.sleep(0.1)
        return False

    def _copy(self, build: ReportBuild, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        fragment = files.read(build.html).decode()
        page = Content(build.report, Council.here(), ()).document(fragment).replace("asset:report.css", "report.css")
        page = page.replace('<link rel="stylesheet" href="asset:fonts.css">\n', "")
        for name, content in (
            ("report.html", page.encode()),
            ("report.css", REPORT_CSS.encode()),
            ("report.pdf", files.read(build.pdf)),
            ("manifest.json", files.read(build.manifest)),
        ):
            _write(out / name, content)
        told = json.loads(files.read(build.manifest))
        self.stdout.write(f"{told['title']}, version {told['version']}, {told['pages']} pages, is in {out}.")


def _environment() -> dict[str, str]:
    return {**os.environ, "DATA_DIR": str(settings.DATA_DIR)}


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a temporary name, then moved into place."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
