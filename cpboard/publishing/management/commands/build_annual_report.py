"""bin/manage build_annual_report YEAR --out DIR: the annual report as web page, PDF and manifest.

The worker builds it: this command asks for the job, sees that a worker is there, waits, and copies the result.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cpboard.core import files
from cpboard.core.models import Council
from cpboard.core.waiting import first_clerk, wait_for
from cpboard.publishing import operations
from cpboard.publishing.building import Content
from cpboard.publishing.loading.writing import AtTheConsole
from cpboard.publishing.models import AnnualReport, ReportBuild
from cpboard.publishing.stylesheet import REPORT_CSS


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
        today = timezone.localdate()
        job = operations.ask_build(report, by=AtTheConsole(first_clerk(today), today), now=timezone.now())
        wait_for(job, what="the report", say=self.stdout.write)
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

    def _copy(self, build: ReportBuild, out: Path) -> None:
        """The files, and last the manifest: where it lies, all it names lies there too."""
        out.mkdir(parents=True, exist_ok=True)
        told = json.loads(files.read(build.manifest))
        page = _page(build)
        made = {"report.html": page.encode(), "report.css": REPORT_CSS.encode(), "report.pdf": files.read(build.pdf)}
        told["files"] = [_entry(name, content) for name, content in made.items()]
        del told["stylesheet_sha256"]
        for name, content in {**made, "manifest.json": json.dumps(told, indent=2, ensure_ascii=False).encode()}.items():
            _write(out / name, content)
        self.stdout.write(f"{told['title']}, version {told['version']}, {told['pages']} pages, is in {out}.")


def _page(build: ReportBuild) -> str:
    """The web page with its stylesheet beside it, to be opened from a folder."""
    page = Content(build.report, Council.here(), ()).document(files.read(build.html).decode())
    return page.replace("asset:report.css", "report.css").replace('<link rel="stylesheet" href="asset:fonts.css">\n', "")


def _entry(name: str, content: bytes) -> dict[str, str | int]:
    """A line of the manifest: what stands in this folder, by the bytes that stand there."""
    kind = mimetypes.types_map[Path(name).suffix]
    return {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "type": kind}


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a temporary name, then moved into place."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
