"""What was done."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Actions, updates, outcomes, told-back, closures."""

    name = "actions"
    label = "actions"
    verbose_name = "Actions"

    def ready(self) -> None:
        """Tell the house what waits for a person here."""
        from actions import needs  # noqa: F401, PLC0415 - needs the app registry
