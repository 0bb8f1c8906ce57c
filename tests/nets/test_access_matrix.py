"""The access matrix: every address × state × person × method, held against access.csv (security §2.6, G1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.nets.asking import Asker, wrong
from tests.nets.people import ROLES
from tests.nets.table import METHODS, Row, chance, patterns, rows
from tests.nets.world import World

ROOMS = ("closed:", "postbox:")
SAMPLE, ROOM_SAMPLE = 4, 25  # per cent of all cells, and of the denied readings of a room: always the same ones
TABLE = rows()
PAGES = sorted({row.page for row in TABLE})


def sampled(row: Row, role: str, method: str) -> bool:
    """Whether a cell is in the sample of `make test`. Beside it test_teeth.py asks each cell that a rule hangs on."""
    denied_room = row.page.startswith(ROOMS) and method == "GET" and row.cells[role] != "yes"
    return chance(row.page, row.state, role, method) < (ROOM_SAMPLE if denied_room else SAMPLE)


def cells(page: str, whole: bool) -> Iterator[tuple[Row, str, str]]:
    """The cells of one page."""
    for row in TABLE:
        if row.page == page:
            yield from ((row, role, method) for role in ROLES for method in row.methods if whole or sampled(row, role, method))


def faults(world: World, page: str, whole: bool) -> tuple[int, list[str]]:
    """How many cells were asked, and every one that is wrong."""
    asker = Asker(world)
    asked = [wrong(row, role, method, asker.ask(role, row.path(world), method)) for row, role, method in cells(page, whole)]
    return len(asked), [fault for fault in asked if fault]


def test_every_address_is_in_the_table() -> None:
    assert set(patterns()) - set(PAGES) == set()


def test_the_table_names_no_address_that_is_gone() -> None:
    assert set(PAGES) - set(patterns()) == set()


def test_the_table_gives_each_page_to_somebody() -> None:
    given = {row.page for row in TABLE if {"yes", "gone"} & set(row.cells.values())}
    assert set(PAGES) - given == set()


@pytest.mark.parametrize("address", PAGES)
def test_page_is_open_to_those_in_the_table_and_to_nobody_else(world: World, address: str) -> None:
    assert faults(world, address, whole=False)[1] == []


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_the_whole_matrix(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    before, asked, found = fingerprint(), 0, []
    for page in PAGES:
        count, wrong_cells = faults(world, page, whole=True)
        asked, found = asked + count, found + wrong_cells
    states = len({(row.page, row.state) for row in TABLE})
    leaks = [fault for fault in found if "says yes" not in fault]
    with capsys.disabled():
        print(
            f"\naccess matrix: {len(PAGES)} patterns x {len(ROLES)} roles x {states} states x {len(METHODS)} methods"
            f" = {asked} cells, {len(leaks)} leaks, {len(found) - len(leaks)} wrong denials"
        )
    assert found == []
    assert fingerprint() == before


def fingerprint() -> dict[str, tuple[int, int | None]]:
    """The number of rows and the highest key of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            top = "max(id)" if "id" in columns else "null::int"
            cursor.execute(f'select count(*), {top} from "{table}"')  # table names come from the database itself
            found[table] = cursor.fetchone()
    return found
