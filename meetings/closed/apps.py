"""The closed session: a private room."""

from django.apps import AppConfig


class ClosedConfig(AppConfig):
    """Private papers and private discussion. Nothing outside this folder may import it (lock 2)."""

    name = "meetings.closed"
    label = "closed"
    verbose_name = "Closed sessions"

    def ready(self) -> None:
        """Tell the house how the invented council is filled."""
        from meetings.closed import demonstration  # noqa: F401, PLC0415 - it needs the app registry
