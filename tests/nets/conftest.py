"""One world for a module, in one transaction; what a test changes in it is undone before the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import transaction

from tests.nets.world import World, build_world


class Undo(Exception):
    """Ends a transaction without keeping it."""


@pytest.fixture(scope="module")
def files_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One private store for the world, in place of one for each test."""
    before, house.FILES_DIR = house.FILES_DIR, tmp_path_factory.mktemp("files")
    yield house.FILES_DIR
    house.FILES_DIR = before


@pytest.fixture(scope="module")
def module_world(django_db_setup: None, django_db_blocker: Any, files_dir: Path) -> Iterator[World]:
    """The world, built once."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield build_world()
                raise Undo
        except Undo:
            pass


@pytest.fixture
def world(module_world: World) -> Iterator[World]:
    """The world as it was built, whatever the test before did to it."""
    try:
        with transaction.atomic():
            yield module_world
            raise Undo
    except Undo:
        pass
