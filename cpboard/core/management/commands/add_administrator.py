"""bin/manage add_administrator EMAIL NAME: the first person of an installation, who adds everybody else."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from cpboard.core import events
from cpboard.core.models import Appointment, User
from cpboard.core.roles import Role


class Command(BaseCommand):
    """Whoever may run a command on the server may let somebody in; it is written down."""

    help = "Add an administrator. Asks for a password, unless it comes on the standard input with --password-stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and how the password comes."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from the standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 and a sentence for a bad address, a weak password or a person who is there."""
        email = options["email"].strip().lower()
        password = input() if options["password_stdin"] else getpass.getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        if User.objects.filter(email=email).exists():
            raise CommandError("There is an account with this address already.")
        self._add(email, options["name"], password)
        self.stdout.write(f"{options['name']} can sign in now, and sets up a second factor then.")

    @transaction.atomic
    def _add(self, email: str, name: str, password: str) -> None:
        now = timezone.now()
        user = User.objects.create_user(email=email, name=name, password=password)
        role = Appointment.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=timezone.localdate(now))
        events.record("core.add_administrator", subject=role, by=None, at=now)
