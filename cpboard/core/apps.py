"""The house's foundations."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Mechanics that every app stands on; imports none of them."""

    name = "cpboard.core"
    label = "core"
    verbose_name = "House"

    def ready(self) -> None:
        """Register the system checks."""
        from cpboard.core import checks  # noqa: F401, PLC0415 - needs the app registry
