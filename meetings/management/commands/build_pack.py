"""bin/manage build_pack MEETING --audience public|members|young --out FILE: one pack as a PDF.

The worker builds it: this command asks for the job, starts a worker if none takes it up, waits, and copies the result.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer
from cpboard.core.models import Job
from cpboard.core.waiting import first_clerk, wait_for
from meetings import operations
from meetings.models import Meeting, Pack


class Command(BaseCommand):
    """Builds, waits and copies; ends 0 only if the file is there."""

    help = "Build one pack of a meeting by the worker and copy it to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which meeting, for whom, where to."""
        parser.add_argument("meeting", help="the number of the meeting, as in its address, or its day: 2027-01-14")
        parser.add_argument("--audience", required=True, choices=Pack.Audience.values, help="for whom the pack is")
        parser.add_argument("--why", default="", help="why it goes out while a figure is off track without a report; it prints in the pack")
        parser.add_argument("--out", type=Path, required=True, help="the file for the PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a sentence when there is no such meeting or its pack cannot be built."""
        meeting, out = self._meeting(options["meeting"]), options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first, or name another file.")
        job = self._ask(meeting, options["audience"], options["why"])
        wait_for(job, what="the pack", say=self.stdout.write)
        pack = Pack.objects.select_related("file").get(job=job)
        part = out.with_name(f".{out.name}.part")
        part.write_bytes(files.read(pack.file))
        part.replace(out)
        self.stdout.write(f"{pack}, of the meeting of {meeting}, {pack.pages} pages, SHA-256 {pack.file.sha256}, is in {out}.")

    def _meeting(self, wanted: str) -> Meeting:
        rows = Meeting.objects.select_related("body")
        found = list(rows.filter(pk=int(wanted)) if wanted.isdecimal() else self._on_day(wanted))
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(f"{meeting.pk}: {meeting}" for meeting in found)
            raise CommandError(f"There are several meetings on {wanted}. Name one by its number. {listed}")
        soon = "; ".join(f"{meeting.pk}: {meeting}" for meeting in rows.to_come(now=timezone.now())[:5])
        raise CommandError(f"There is no meeting {wanted}. Meetings to come: {soon or 'none'}.")

    def _on_day(self, wanted: str) -> list[Meeting]:
        return [meeting for meeting in Meeting.objects.select_related("body") if f"{meeting.day:%Y-%m-%d}" == wanted]

    def _ask(self, meeting: Meeting, audience: str, why: str) -> Job:
        today = timezone.localdate()
        try:
            by = Viewer(first_clerk(today), today)
            return operations.build_pack(meeting=meeting, audience=audience, why=why, by=by, now=timezone.now())
        except ValidationError as refused:
            mend = " Give the reason with --why." if "why" in getattr(refused, "error_dict", {}) else ""
            raise CommandError(f"{' '.join(refused.messages)}{mend}") from None
        except Http404:
            why = "It was held or called off, or it is private and has no pack for the public."
            raise CommandError(f"No pack is built for {meeting}. {why}") from None
