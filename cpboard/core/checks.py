"""System checks of the house: an unguarded table in a room, a stray anonymous view, an unclassified column.

`manage.py check` runs them, and with it every other command: what breaks one of them does not start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from cpboard.core import data_policy
from cpboard.core.access import ANONYMOUS_MODULES, ROOMS, SIGN_IN_VIEWS, GuardedModel, GuardedQuerySet

UNGUARDED, STRAY, UNCLASSIFIED = "cpboard.E001", "cpboard.E002", "cpboard.E003"
Model = type[models.Model]
Pattern = URLPattern | URLResolver


@register
def unguarded(app_configs: Iterable[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A table in a private room is guarded, says who may read it, keeps no open history and is led to by nothing."""
    return [Error(fault, obj=model, id=UNGUARDED) for model in room_tables() for fault in faults_of_guard(model)]


def room_tables() -> list[Model]:
    """Every table of the private rooms, with the tables of links and of history that come with one."""
    return [model for app in apps.get_app_configs() if app.name in ROOMS for model in app.get_models(include_auto_created=True)]


def faults_of_guard(model: Model) -> Iterator[str]:
    """What is open about a table of a room, a sentence each."""
    if not issubclass(model, GuardedModel):
        yield "A table of a private room must be a GuardedModel."
        return
    if model.readable_by.__func__ is GuardedModel.readable_by.__func__:  # type: ignore[attr-defined]
        yield "It does not say who may read it: define `readable_by`."
    open_managers = [m.name for m in model._meta.managers if not issubclass(getattr(m, "_queryset_class", object), GuardedQuerySet)]
    yield from (f"Its manager `{name}` is not guarded." for name in open_managers)
    if hasattr(model, "history"):
        yield "It keeps an open history of its words."
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if field.remote_field and not field.remote_field.hidden and not _inside(field.related_model):
            yield f'`{field.name}` leads in from outside: give it related_name="+".'


def _inside(model: Any) -> bool:
    return issubclass(model, GuardedModel)


@register
def stray_anonymous_views(app_configs: Iterable[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A page without sign-in stands in one of the two modules of lock 1, or is the way in."""
    hint = "Take @login_not_required away, or say so in cpboard/core/access.py."
    return [Error(f"{name} asks nobody to sign in.", hint=hint, id=STRAY) for name in stray(get_resolver().url_patterns)]


def stray(patterns: Iterable[Pattern]) -> Iterator[str]:
    """The names of the addresses that are anonymous and may not be."""
    for name, pattern in addresses(patterns):
        view = pattern.callback
        if not getattr(view, "login_required", True) and view.__module__ not in ANONYMOUS_MODULES and name not in SIGN_IN_VIEWS:
            yield name


def addresses(patterns: Iterable[Pattern], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name and namespace; without a name, as it is written."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern


@register
def unclassified(app_configs: Iterable[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Every table and column has its line in docs/data-policy.yaml."""
    try:
        policy = data_policy.read(data_policy.FILE.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        return [Error(f"docs/data-policy.yaml cannot be read: {fault}", id=UNCLASSIFIED)]
    hint = "Write its line in docs/data-policy.yaml: what class it is, why we hold it, how long, where it may go."
    return [Error(fault, hint=hint, id=UNCLASSIFIED) for fault in data_policy.faults(policy, apps.get_models())]
