"""What children tell us."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """What children tell us."""

    name = "voice"
    label = "voice"
    verbose_name = "What children tell us"

    def ready(self) -> None:
        """Tell the house where needs come from."""
        from voice import needs  # noqa: F401, PLC0415 - it needs the app registry
