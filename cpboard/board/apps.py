"""Who we are: bodies, people, promises."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Bodies, constitutions, seats, years, principles, promises."""

    name = "cpboard.board"
    label = "board"
    verbose_name = "Board"

    def ready(self) -> None:
        """Tell the house where standings, the body switcher and needs come from."""
        from cpboard.board import needs, standings  # noqa: F401, PLC0415 - they need the app registry
