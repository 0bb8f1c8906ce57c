"""What children tell us."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """What children tell us."""

    name = "voice"
    label = "voice"
    verbose_name = "What children tell us"
