"""The house of the corporate parenting board."""

from cpboard.celery import app as celery_app

__all__ = ["celery_app"]
