"""Loaded into a Celery worker by `--include`: tells whoever started it that it takes work now."""

import os
from pathlib import Path

from celery.signals import worker_ready


@worker_ready.connect
def say_ready(**_: object) -> None:
    """Makes the file named by WORKER_READY_FILE."""
    if name := os.environ.get("WORKER_READY_FILE"):
        Path(name).touch()
