"""bin/manage load_catalogue: the indicators that are shipped, each once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from performance.catalogue import entries
from performance.catalogue.operations import load_catalogue
from performance.importing.console import AtTheConsole


class Command(BaseCommand):
    """Adds what is missing and leaves alone what is there."""

    help = "Put the catalogue of indicators on the list. What is there already, changed or retired, stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many are new, and how many of them the scorecard shows."""
        new = load_catalogue(by=AtTheConsole.today(), now=timezone.now())
        shown = sum(indicator.on_scorecard for indicator in new)
        kept = len(entries()) - len(new)
        self.stdout.write(f"{len(new)} indicators added, {shown} of them on the scorecard. {kept} were there and stay as they are.")
