"""Meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Tell the home page what meetings ask of people."""
        from meetings import needs  # noqa: F401, PLC0415 - it needs the app registry
