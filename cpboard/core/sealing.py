"""Words sealed with the field key: a dump of the database, or a search index, holds none (security §2.9)."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(words: str) -> str:
    """Words as sealed text. The first of FIELD_KEYS seals; older keys still open."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(words.encode()).decode()


def unseal(sealed: str) -> str:
    """Sealed text as words. Raises `cryptography.fernet.InvalidToken` with the wrong key."""
    return _box(tuple(settings.FIELD_KEYS)).decrypt(sealed.encode()).decode()


def keyed_hash(text: str) -> str:
    """A hash that nobody without our key can repeat, 64 hexadecimal digits."""
    key = hashlib.sha256(b"lookup:" + settings.FIELD_KEYS[-1].encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class SealedTextField(models.TextField):
    """A text column that is sealed on its way in and opened on its way out."""

    def get_prep_value(self, value: Any) -> Any:
        """Words to sealed text."""
        return None if value is None else seal(str(value))

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        """Sealed text to words."""
        return None if value is None else unseal(value)
