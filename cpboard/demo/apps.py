"""The invented council."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A council that does not exist, to look at and to test with."""

    name = "cpboard.demo"
    label = "demo"
    verbose_name = "Demonstration"
