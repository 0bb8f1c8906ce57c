"""bin/manage demo_accounts: role, e-mail address and password of every invented account."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cpboard.core.models import User
from cpboard.demo.people import DOMAIN, PASSWORD, PEOPLE


class Command(BaseCommand):
    """Lists the accounts of the demonstration; there are none anywhere else."""

    help = "List the sign-ins of the invented council: role, e-mail address, password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As a table for people, or as JSON."""
        parser.add_argument("--json", action="store_true", help="as JSON, for a machine to read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 where the demo was not loaded."""
        if not User.objects.filter(is_demo=True).exists():
            raise CommandError("The demonstration is not loaded here. Load it with: bin/manage load_demo")
        rows = [{"role": one.shows, "name": one.name, "email": f"{one.key}@{DOMAIN}", "password": PASSWORD} for one in PEOPLE if one.shows]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['role']:<28} {row['email']:<34} {row['password']}")
