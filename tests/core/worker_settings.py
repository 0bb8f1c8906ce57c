"""Settings of a worker in the tests: as ever, with work of the tests' own and a clock that ticks faster."""

from cpboard.settings import *  # noqa: F403, TID251
from cpboard.settings import CELERY_BEAT_SCHEDULE  # noqa: TID251

CELERY_IMPORTS = ["tests.core.work"]
CELERY_BEAT_SCHEDULE["recover-lost-jobs"] = {"task": "core.sweep", "schedule": 1.0, "options": {"expires": 10}}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
