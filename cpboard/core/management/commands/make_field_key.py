"""bin/manage make_field_key: a new key to seal what children write."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prints a key; keeps nothing."""

    help = "Print a new key for FIELD_KEY. Keep it apart from the backups of the database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Always ends 0."""
        self.stdout.write(Fernet.generate_key().decode())
