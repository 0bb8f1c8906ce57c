"""Figures."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Figures."""

    name = "performance"
    label = "performance"
    verbose_name = "Figures"
