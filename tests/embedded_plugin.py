"""Starts a throw-away Postgres before Django reads its settings; wired in by `-p` in pyproject.toml.

A DATABASE_URL that is set is used instead. With xdist the controller alone starts the server and the workers find its
address in their environment; each test database is a copy of the migrated template (tests/migrated.py).
"""

import os
import tempfile
from collections.abc import Callable

import pytest

from cpboard.embedded.scratch import SETTINGS
from tests.migrated import TEMPLATE, migrated

endings: list[Callable[[], object]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    folder = tempfile.TemporaryDirectory(prefix="cpb-files-")
    endings.append(folder.cleanup)
    os.environ["DATA_DIR"] = folder.name
    if not os.environ.get("DATABASE_URL"):
        database = migrated()
        endings.append(database.end)
        os.environ["DATABASE_URL"] = database.url
        os.environ["TEST_TEMPLATE"] = TEMPLATE if database.has(TEMPLATE) else ""


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    while endings:
        endings.pop()()
