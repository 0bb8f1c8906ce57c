"""Champions."""

from django.apps import AppConfig


class ChampionsConfig(AppConfig):
    """Champions."""

    name = "champions"
    label = "champions"
    verbose_name = "Champions"
