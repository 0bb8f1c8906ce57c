"""What children tell us."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """What children tell us."""

    name = "voice"
    label = "voice"
    verbose_name = "What children tell us"

    def ready(self) -> None:
        """Tell the house where needs come from, and what can be found."""
        from voice import finding, needs  # noqa: F401, PLC0415 - they need the app registry
