"""Who we are: bodies, people, promises."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Bodies, constitutions, seats, years, principles, promises."""

    name = "cpboard.board"
    label = "board"
    verbose_name = "Board"

    def ready(self) -> None:
        """Tell the house where standings and the body switcher come from."""
        from cpboard.board import standings  # noqa: F401 - needs the app registry
