"""What was done."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Actions, updates, outcomes, told-back, closures."""

    name = "actions"
    label = "actions"
    verbose_name = "Actions"

    def ready(self) -> None:
        """Tell the house what waits here and what can be found, the minutes what was agreed, and agendas what is late."""
        from actions import finding, minuting, needs, proposing  # noqa: F401, PLC0415 - they need the app registry
