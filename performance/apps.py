"""Figures."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Figures."""

    name = "performance"
    label = "performance"
    verbose_name = "Figures"

    def ready(self) -> None:
        """Tell the house where needs come from."""
        from performance import needs  # noqa: F401, PLC0415 - it needs the app registry
