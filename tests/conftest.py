"""Fixtures for every test: real rows in a real Postgres, the cast, the clock."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from django.utils import timezone

from cpboard.core.models import User
from tests.cast import Cast, make_cast, signed_in
from tests.core.house import crew, house, line  # noqa: F401 - fixtures


@pytest.fixture(scope="session", autouse=True)
def the_words_of_the_act_stay() -> Iterator[None]:
    """A test with real transactions ends with every table emptied; what a migration filled is filled again.

    The counts of the rate limits lie in a table of no model, which stays full then: they would slow the next test down.
    """
    fill = importlib.import_module("cpboard.board.migrations.0002_fill_principles").fill

    def again(**_: object) -> None:
        fill(apps, None)
        if settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names():
            cache.clear()

    post_migrate.connect(again, sender=apps.get_app_config("board"))
    yield
    post_migrate.disconnect(again, sender=apps.get_app_config("board"))


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, on one board."""
    return make_cast()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser for a person."""
    return signed_in


@pytest.fixture
def now() -> dt.datetime:
    """The moment of the test."""
    return timezone.now()


@pytest.fixture(autouse=True)
def files_dir(settings: object, tmp_path: Path) -> Path:
    """A private store of its own for each test."""
    settings.FILES_DIR = tmp_path / "files"  # type: ignore[attr-defined]
    return tmp_path / "files"
