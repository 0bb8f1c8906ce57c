"""Meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Meetings"
