"""The postbox: a private room."""

from django.apps import AppConfig


class PostboxConfig(AppConfig):
    """What a child wrote, as it was written. Nothing outside this folder may import it (lock 2)."""

    name = "voice.postbox"
    label = "postbox"
    verbose_name = "Postbox"

    def ready(self) -> None:
        """Tell the house where needs come from."""
        from voice.postbox import needs  # noqa: F401, PLC0415 - it needs the app registry
