"""Everything that the database holds, as somebody with a copy of it would read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from cpboard.core.sealing import SealedTextField
from tests.nets.canaries import TOKEN


def columns() -> Iterator[tuple[str, list[str]]]:
    """Each column as `table.column`, with all its values as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'select "{column.name}"::text from "{table}"')  # names come from the database itself
                yield f"{table}.{column.name}", [value for (value,) in cursor.fetchall() if value]


def lying() -> dict[str, set[str]]:
    """By canary: every column that holds it as it was written."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, values in columns():
        for token in {token for value in values for token in TOKEN.findall(value)}:
            found[token].add(name)
    return found


def sealed_fields() -> list[SealedTextField]:
    """Every column whose words are sealed."""
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    return [field for field in fields if isinstance(field, SealedTextField)]


def opened() -> dict[str, str]:
    """By canary: the sealed column in which it lies, read with the key."""
    found = {}
    for field in sealed_fields():
        for row in field.model._base_manager.all():
            found |= dict.fromkeys(TOKEN.findall(getattr(row, field.attname) or ""), f"{field.model._meta.db_table}.{field.column}")
    return found
