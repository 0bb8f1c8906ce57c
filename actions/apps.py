"""Actions."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Actions."""

    name = "actions"
    label = "actions"
    verbose_name = "Actions"
