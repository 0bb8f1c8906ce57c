"""The postbox: a private room."""

from django.apps import AppConfig


class PostboxConfig(AppConfig):
    """What a child wrote, as it was written. Nothing outside this folder may import it (lock 2)."""

    name = "voice.postbox"
    label = "postbox"
    verbose_name = "Postbox"
