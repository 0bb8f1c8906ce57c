"""Who decided what: one row for each deed, written in the same transaction (reference: style §3.9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from cpboard.core.access import Viewer
from cpboard.core.models import Event


def kind_of(subject: models.Model) -> str:
    """The kind of a row as events name it: `actions.action`."""
    return subject._meta.label_lower


def record(verb: str, *, subject: models.Model, by: Viewer | None, at: dt.datetime, **facts: Any) -> Event:
    """Write down one deed. `facts` are keys, choices and dates: never anybody's words."""
    return Event.record(
        verb=verb,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        by=by.user if by else None,
        at=at,
        facts=facts,
    )


def of(subject: models.Model) -> models.QuerySet[Event]:
    """What happened to this row, newest first."""
    return Event.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk).select_related("by").order_by("-at", "-pk")


def with_verbs(*verbs: str) -> models.QuerySet[Event]:
    """Every deed of these kinds, newest first."""
    return Event.objects.filter(verb__in=verbs).select_related("by").order_by("-at", "-pk")
