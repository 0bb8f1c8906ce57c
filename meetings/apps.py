"""Meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Tell the home page what meetings ask of people, the worker what it makes for them, and what keys open."""
        from meetings import asking, needs, subscribing, tasks  # noqa: F401, PLC0415 - they need the app registry
