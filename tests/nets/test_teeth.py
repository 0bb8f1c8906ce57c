"""Teeth: take any one permission line out, and the matrix fails (security §2.6, G2)."""

from __future__ import annotations

import os

import pytest

from tests.nets.mutants import Mutant, mutants
from tests.nets.table import chance
from tests.nets.teeth import Jaw, Memory
from tests.nets.world import World

SAMPLE = 4  # per cent of the mutants, always the same ones


def bitten(world: World, some: list[Mutant], memory: Memory, *, search: bool) -> dict[str, str]:
    """By mutant: "page", "table", or "" for one that nothing catches. `memory` then holds the pages."""
    jaw, found = Jaw(world), {}
    for mutant in some:
        cell = jaw.cells.get(memory.caught.get(mutant.name, ("", "", "", "")))
        if not jaw.bites(mutant, cell):
            cell = jaw.find(mutant) if search else None
        if cell is not None:
            memory.caught[mutant.name] = cell.key
        found[mutant.name] = "page" if cell else "table" if jaw.line(mutant) else ""
    return found


def test_a_change_that_changes_nothing_has_a_reason_and_is_there() -> None:
    equivalent = Memory.read().equivalent
    assert set(equivalent) - {mutant.name for mutant in mutants()} == set()
    assert all(equivalent.values())


@pytest.mark.timeout(300)
def test_a_permission_line_taken_out_makes_the_matrix_fail(world: World) -> None:
    memory = Memory.read()
    some = [mutant for mutant in mutants() if mutant.name not in memory.equivalent and chance(mutant.name) < SAMPLE]
    found = bitten(world, some, memory, search=False)
    assert [name for name, where in found.items() if not where] == []


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_every_permission_line_taken_out_makes_the_matrix_fail(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    memory, every = Memory.read(), mutants()
    alive = [mutant for mutant in every if mutant.name not in memory.equivalent]
    found = bitten(world, alive, memory, search="KEEP_TEETH" in os.environ)
    pages, tables = (list(found.values()).count(where) for where in ("page", "table"))
    with capsys.disabled():
        print(f"\nteeth: {len(every)} mutants, {pages} caught by a page, {tables} by a table, {len(memory.equivalent)} change nothing")
    if os.environ.get("KEEP_TEETH"):
        memory.caught = {mutant.name: memory.caught[mutant.name] for mutant in alive if mutant.name in memory.caught}
        memory.write()
    assert [name for name, where in found.items() if not where] == []
