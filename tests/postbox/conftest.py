"""The child's form, open."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def open_form(settings: Any, cast: Cast) -> Cast:
    """The form is open, there is a board, the cast is there to read it, and nobody was counted for a rate limit yet."""
    cache.clear()
    settings.CHILD_FORM_OPEN = True
    return cast


@pytest.fixture
def child() -> Client:
    """A browser of nobody in particular; Django's own check of forms is on, as it is for a real browser."""
    return Client(enforce_csrf_checks=True)
