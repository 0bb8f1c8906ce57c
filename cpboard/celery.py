"""Celery is the bell, not the record: a job is a row in Postgres (cpboard.core.jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpboard.settings")

app = Celery("cpboard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
