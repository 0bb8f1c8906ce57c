"""bin/manage import_statistics PATH…: published statistics, all files or none (docs/data/README.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from performance.importing.console import AtTheConsole
from performance.importing.holding import Change
from performance.importing.operations import File, Outcome, import_statistics
from performance.importing.reading import Refused

TABLES = {".csv", ".xlsx"}
FAULTS_SHOWN, CHANGES_SHOWN, PASSED_SHOWN = 50, 12, 5


class _Looked(Exception):
    """Everything went well; undo it all the same."""


class Command(BaseCommand):
    """Reads the files, says what is new and what changed, and writes only when nothing is wrong."""

    help = (
        "Take in statistics of the Department for Education: releases, LAIT, tables of statistical neighbours. "
        "Every file is taken whole or none is; the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and what they do not say themselves."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a CSV or XLSX file, or a folder with such files")
        parser.add_argument("--authority", default="", help="the three-figure number of this council, for example 874; said once")
        parser.add_argument("--release", default="", help="the name of the release, where it is not the first of its year")
        parser.add_argument("--series", default="", help="for a LAIT download: the short name of its measure")
        parser.add_argument("--dry-run", action="store_true", help="look at the files and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a list of faults, or says what became of each file."""
        files = [File(path.name, path.read_bytes()) for path in self._files(options["paths"])]
        try:
            outcomes = self._import(files, options)
        except Refused as fault:
            for each in fault.faults[:FAULTS_SHOWN]:
                self.stderr.write(f"{fault.file}, {each}")
            if len(fault.faults) > FAULTS_SHOWN:
                self.stderr.write(f"… and {len(fault.faults) - FAULTS_SHOWN:,} more.")
            raise CommandError(f"{fault} Nothing was written.") from None
        for outcome in outcomes:
            self._tell(outcome)
        totals = [sum(number) for number in zip(*((o.rows, o.held, len(o.passed), o.new) for o in outcomes), strict=True)]
        self.stdout.write("{:,} rows in: {:,} held, {:,} refused. {:,} were new.".format(*totals))
        if options["dry_run"]:
            self.stdout.write("Nothing was written, since this was a dry run.")

    def _files(self, paths: Sequence[Path]) -> Iterator[Path]:
        for path in paths:
            if not path.exists():
                raise CommandError(f"{path} is not there. Nothing was written.")
            inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
            for each in inside:
                if path.is_dir() and each.suffix.lower() not in TABLES:
                    self.stdout.write(f"{each.name}: passed over, it is no table.")
                else:
                    yield each

    def _import(self, files: list[File], options: dict[str, Any]) -> list[Outcome]:
        names = {name: options[name] for name in ("authority", "release", "series")}
        outcomes: list[Outcome] = []
        try:
            with transaction.atomic():
                outcomes = import_statistics(files, by=AtTheConsole.today(), now=timezone.now(), **names)
                if options["dry_run"]:
                    raise _Looked
        except _Looked:
            pass
        return outcomes

    def _tell(self, told: Outcome) -> None:
        what = ", ".join(part for part in (told.layout, told.dataset, told.release) if part)
        self.stdout.write(f"{told.file} ({what}): {told.rows:,} rows, {told.held:,} held, {len(told.passed):,} refused, {told.new:,} new.")
        for each in told.passed[:PASSED_SHOWN]:
            self.stdout.write(f"  refused {each}")
        if told.changes:
            self.stdout.write(f"  {len(told.changes):,} rows differ from {told.older}:")
        for change in told.changes[:CHANGES_SHOWN]:
            self.stdout.write(f"    {_said(change)}")
        if len(told.changes) > CHANGES_SHOWN:
            self.stdout.write(f"    … and {len(told.changes) - CHANGES_SHOWN:,} more.")


def _said(change: Change) -> str:
    figures = ", ".join(f"{name} {old} → {new}" for name, (old, new) in change.figures.items())
    return f"{change.area_name}, {change.ends_on:%d %B %Y}, {change.series}: {figures}"
