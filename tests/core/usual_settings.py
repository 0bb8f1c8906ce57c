"""Settings of a worker in the tests, with the clock of production."""

from cpboard.settings import *  # noqa: F403, TID251

CELERY_IMPORTS = ["tests.core.work"]
