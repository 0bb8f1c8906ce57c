"""bin/manage build_pack MEETING --audience public|members|young --out FILE: one pack as a PDF.

The worker builds it: this command asks for the job, starts a worker if none takes it up, waits, and copies the result.
"""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer
from cpboard.core.models import Appointment, Job
from cpboard.core.records import current_q
from cpboard.core.roles import Role
from cpboard.embedded.children import CannotStart
from cpboard.embedded.worker import running_worker
from meetings import operations
from meetings.models import Meeting, Pack

SECONDS = 600
TAKEN_UP = 3.0


class Command(BaseCommand):
    """Builds, waits and copies; ends 0 only if the file is there."""

    help = "Build one pack of a meeting by the worker and copy it to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which meeting, for whom, where to."""
        parser.add_argument("meeting", help="the number of the meeting, as in its address, or its day: 2027-01-14")
        parser.add_argument("--audience", required=True, choices=Pack.Audience.values, help="for whom the pack is")
        parser.add_argument("--out", type=Path, required=True, help="the file for the PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a sentence when there is no such meeting or its pack cannot be built."""
        meeting, out = self._meeting(options["meeting"]), options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first, or name another file.")
        job = self._wait(self._ask(meeting, options["audience"]))
        if job.state != Job.State.DONE:
            raise CommandError(f"The pack was not built. {job.fault}")
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

    def _ask(self, meeting: Meeting, audience: str) -> Job:
        today = timezone.localdate()
        held = Appointment.objects.filter(current_q(today), role=Role.CLERK, user__is_active=True)
        first = held.select_related("user").order_by("pk").first()
        if first is None:
            raise CommandError("There is no clerk. Give somebody the role of clerk first.")
        try:
            return operations.build_pack(meeting=meeting, audience=audience, by=Viewer(first.user, today), now=timezone.now())
        except Http404:
            why = "It was held or called off, or it is private and has no pack for the public."
            raise CommandError(f"No pack is built for {meeting}. {why}") from None

    def _wait(self, job: Job) -> Job:
        """Wait for a worker to take it up; start one of our own when none does."""
        until = time.monotonic() + SECONDS
        with ExitStack() as started:
            if not self._taken_up(job):
                self.stdout.write("No worker took it up, so this command starts one.")
                try:
                    started.enter_context(running_worker({**os.environ, "DATA_DIR": str(settings.DATA_DIR)}))
                except CannotStart as fault:
                    raise CommandError(str(fault)) from None
            while time.monotonic() < until:
                job.refresh_from_db()
                if not job.is_open:
                    return job
                time.sleep(0.2)
        raise CommandError(f"The pack was not ready after {SECONDS // 60} minutes. The job goes on; ask again later.")

    def _taken_up(self, job: Job) -> bool:
        until = time.monotonic() + TAKEN_UP
        while time.monotonic() < until:
            job.refresh_from_db()
            if job.state != Job.State.WAITING:
                return True
            time.sleep(0.1)
        return False
