"""Who may see each row, and who may do each deed, as two tables that a person can read (security §2.6, G1)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.nets.people import LOCKED_OUT, PERSONS
from tests.nets.rights import Rights, Table, read, write
from tests.nets.world import World

HOW = "KEEP_RIGHTS=1 writes the table anew: read the difference before it stays."


def changes(kept: Table, now: Table) -> Iterator[str]:
    """Each line that is other than it was."""
    for rule in sorted(kept.keys() | now.keys()):
        was, has = kept.get(rule, {}), now.get(rule, {})
        for about in sorted(was.keys() | has.keys()):
            more, fewer = (
                has.get(about, frozenset()) - was.get(about, frozenset()),
                was.get(about, frozenset()) - has.get(about, frozenset()),
            )
            if more or fewer or (about in was) != (about in has):
                yield f"{rule} {about}: more {sorted(more)}, no more {sorted(fewer)}"


def held(name: str, now: Table) -> list[str]:
    """The changes against the kept table, or none after it was written anew."""
    if os.environ.get("KEEP_RIGHTS"):
        write(name, now)
    return list(changes(read(name), now))


@pytest.fixture
def rights(world: World) -> Rights:
    """The rules, asked of the world."""
    return Rights(world)


def test_each_row_is_seen_by_those_in_the_table(rights: Rights) -> None:
    assert held("rows.csv", rights.rows()) == [], HOW


@pytest.mark.timeout(300)
def test_each_deed_is_open_to_those_in_the_table(rights: Rights) -> None:
    assert held("deeds.csv", rights.deeds()) == [], HOW


@pytest.mark.parametrize("table", ["rows.csv", "deeds.csv"])
def test_nobody_without_a_role_may_anything(table: str) -> None:
    # Both are asked after another rule: whether somebody has opened a message, and which answers its words leave.
    open_to_all = {rule for rule, abouts in read(table).items() for who in abouts.values() if who & {*LOCKED_OUT, "stranger", "former"}}
    assert open_to_all <= {"voice.postbox.policies.may_see_no_concern", "voice.postbox.policies.has_read"}


def test_everybody_in_the_tables_is_somebody() -> None:
    named = {role for table in ("rows.csv", "deeds.csv") for abouts in read(table).values() for who in abouts.values() for role in who}
    assert named - {*PERSONS, "anyone"} == set()


def test_a_changed_line_is_found() -> None:
    kept = {"deed": {"it": frozenset({"clerk"})}}
    assert list(changes(kept, {"deed": {"it": frozenset({"clerk", "stranger"})}})) == ["deed it: more ['stranger'], no more []"]
    assert list(changes(kept, {})) == ["deed it: more [], no more ['clerk']"]
    assert list(changes(kept, kept)) == []
