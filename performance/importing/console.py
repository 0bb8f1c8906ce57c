"""Who acts when a command is run on the server."""

from __future__ import annotations

from functools import cached_property
from typing import Self

from django.utils import timezone

from cpboard.core.access import Standing, Viewer
from cpboard.core.roles import Role


class AtTheConsole(Viewer):
    """Whoever runs a command on the server: acts as the performance officer, under nobody's name. Made in commands only."""

    @classmethod
    def today(cls) -> Self:
        """Somebody at the console, today."""
        return cls(None, timezone.localdate())  # type: ignore[arg-type]

    @cached_property
    def standings(self) -> frozenset[Standing]:
        """The one role that loading needs."""
        return frozenset({Standing(Role.PERFORMANCE)})
