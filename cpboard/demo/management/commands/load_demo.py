"""bin/manage load_demo: fill an empty database with the invented council."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cpboard.demo import council


class Command(BaseCommand):
    """Fills once; a second call changes nothing; refuses where real people have accounts."""

    help = "Fill an empty database with the invented council Fenbridge. Needs DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a sentence when the database is not for this."""
        if not settings.DEMO:
            raise CommandError("This is not a demonstration. Set DEMO=1 on a database of its own.")
        try:
            if council.is_filled():
                self.stdout.write("Fenbridge is here already.")
                return
        except council.NotEmpty as fault:
            raise CommandError(str(fault)) from None
        council.fill(timezone.localdate())
        self.stdout.write("Fenbridge is ready: two municipal years behind it and one under way.")
