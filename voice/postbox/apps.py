"""The postbox: a private room."""

from django.apps import AppConfig


class PostboxConfig(AppConfig):
    """What a child wrote, as it was written. Nothing outside this folder may import it (lock 2)."""

    name = "voice.postbox"
    label = "postbox"
    verbose_name = "Postbox"

    def ready(self) -> None:
        """Tell the house where needs come from, and how the invented council is filled."""
        from voice.postbox import demonstration, needs  # noqa: F401, PLC0415 - they need the app registry
