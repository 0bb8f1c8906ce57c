"""What leaves the house."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publications, the annual report, public pages, the trail."""

    name = "cpboard.publishing"
    label = "publishing"
    verbose_name = "Publishing"

    def ready(self) -> None:
        """Tell the house what waits for a person here, which work it knows, and what of a meeting is public."""
        from cpboard.publishing import needs, notices, retracting, tasks  # noqa: F401, PLC0415 - need the app registry
