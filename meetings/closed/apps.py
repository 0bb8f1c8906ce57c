"""The closed session: a private room."""

from django.apps import AppConfig


class ClosedConfig(AppConfig):
    """Private papers and private discussion. Nothing outside this folder may import it (lock 2)."""

    name = "meetings.closed"
    label = "closed"
    verbose_name = "Closed sessions"
