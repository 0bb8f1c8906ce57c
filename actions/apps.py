"""What was done."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Actions, updates, outcomes, told-back, closures."""

    name = "actions"
    label = "actions"
    verbose_name = "Actions"

    def ready(self) -> None:
        """Tell the house what waits for a person here and what can be found, and the minutes what was agreed."""
        from actions import finding, minuting, needs  # noqa: F401, PLC0415 - they need the app registry
