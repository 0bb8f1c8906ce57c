"""Champions."""

from django.apps import AppConfig


class ChampionsConfig(AppConfig):
    """Areas of focus, who carries them, what they saw."""

    name = "champions"
    label = "champions"
    verbose_name = "Champions"

    def ready(self) -> None:
        """Tell the house where standings and needs come from."""
        from champions import needs, standings  # noqa: F401, PLC0415 - they need the app registry
