"""Figures."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Figures."""

    name = "performance"
    label = "performance"
    verbose_name = "Figures"

    def ready(self) -> None:
        """Tell the house where needs come from, which work it knows, and what its keys open."""
        from performance import needs, tasks  # noqa: F401, PLC0415 - need the app registry
        from performance.exceptions import needs as reasons  # noqa: F401, PLC0415 - needs the app registry
        from performance.feed import opening  # noqa: F401, PLC0415 - needs the app registry
