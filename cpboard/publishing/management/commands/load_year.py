"""bin/manage load_year FOLDER: a board's year from CSV files, all of it or nothing (docs/data/README.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cpboard.publishing.loading import checks, tables, writing


class Command(BaseCommand):
    """Reads the files, lists every fault by file, row and column, and writes only when there is none."""

    help = "Load a board's year from a folder of CSV files. Lists every fault; writes everything or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and whether to look only."""
        parser.add_argument("folder", type=Path, help="the folder with year.csv, people.csv, meetings.csv and the others")
        parser.add_argument("--dry-run", action="store_true", help="look at the files and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a list of faults, or says what was written."""
        rows, faults = tables.read_folder(options["folder"])
        if rows:
            faults = sorted({*faults, *checks.faults_of(rows)})
        if faults:
            for fault in faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}. Nothing was written.")
        try:
            told = writing.write_year(rows, now=timezone.now(), keep=not options["dry_run"])
        except writing.CannotWrite as fault:
            raise CommandError(f"{fault} Nothing was written.") from None
        if options["dry_run"]:
            self.stdout.write("The files can be loaded. Nothing was written, since this was a dry run.")
        for line in told:
            self.stdout.write(line)
