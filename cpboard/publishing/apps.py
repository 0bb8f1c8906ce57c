"""What leaves the house."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publications, the annual report, public pages, the trail."""

    name = "cpboard.publishing"
    label = "publishing"
    verbose_name = "Publishing"
