"""Loaded into a Celery worker by `--include`: it says when it takes work, and its clock ends with it."""

import os
import signal
from pathlib import Path

from celery.signals import beat_embedded_init, worker_ready

from cpboard.embedded.children import die_with_parent


@worker_ready.connect
def say_ready(**_: object) -> None:
    """Makes the file named by WORKER_READY_FILE."""
    if name := os.environ.get("WORKER_READY_FILE"):
        Path(name).touch()


@beat_embedded_init.connect
def end_with_worker(**_: object) -> None:
    """The clock is a process of the worker's; when the worker is killed, Celery would leave it ringing."""
    die_with_parent(signal.SIGKILL, os.getppid())()
