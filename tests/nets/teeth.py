"""Whether the matrix notices: what fails when a permission line is gone.

A page of access.csv, where one shows it; else a line of rows.csv or deeds.csv. teeth.csv remembers the cell that caught
each mutant last, so that `make test` asks one page for it. `KEEP_TEETH=1 .venv/bin/python -m pytest -m deep
tests/nets/test_teeth.py` looks for pages anew. equivalents.csv names the changes that change nothing, each with its reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

from cpboard.core import navigation
from cpboard.core.access import Viewer
from tests.nets.asking import Asker, wrong
from tests.nets.mutants import Mutant, rules
from tests.nets.people import LOCKED_OUT, PERSONS
from tests.nets.rights import Rights, read
from tests.nets.table import Row, rows
from tests.nets.world import World

TEETH = Path(__file__).with_name("teeth.csv")
EQUIVALENTS = Path(__file__).with_name("equivalents.csv")
MOST = 150  # cells asked of one mutant before it counts as a survivor


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix."""

    row: Row
    role: str
    method: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """How teeth.csv names it."""
        return self.row.page, self.row.state, self.role, self.method

    @property
    def is_open(self) -> bool:
        """Whether the table gives it."""
        return self.row.cells[self.role] == "yes"


def cells() -> dict[tuple[str, str, str, str], Cell]:
    """The cells worth asking: whoever can sign in, reading and sending."""
    people = [role for role in PERSONS if role not in LOCKED_OUT]
    found = [Cell(row, role, method) for row in rows() for role in people for method in ("GET", "POST") if method in row.methods]
    return {cell.key: cell for cell in found}


class Jaw:
    """The matrix, ready to be held against one mutant after another."""

    def __init__(self, world: World) -> None:
        self.world, self.asker, self.cells = world, Asker(world), cells()
        self.rights, self.rows, self.deeds = Rights(world), read("rows.csv"), read("deeds.csv")
        self._asked: dict[str, list[Cell]] = {}
        self._right: dict[tuple[str, str, str, str], bool] = {}

    def fault(self, cell: Cell) -> str:
        """What is wrong with a cell, as the house is now."""
        return wrong(cell.row, cell.role, cell.method, self.asker.ask(cell.role, cell.row.path(self.world), cell.method))

    def bites(self, mutant: Mutant, cell: Cell | None) -> bool:
        """Whether this cell is right, and wrong with the mutant."""
        if cell is None:
            return False
        if cell.key not in self._right:
            self._right[cell.key] = not self.fault(cell)
        with mutant.applied():
            return self._right[cell.key] and bool(self.fault(cell))

    def line(self, mutant: Mutant) -> str:
        """The line of rows.csv or deeds.csv that is wrong with the mutant, or nothing."""
        with mutant.applied():
            return self.rights.change(mutant.touches, mutant.role, self.rows, self.deeds)

    def find(self, mutant: Mutant) -> Cell | None:
        """A cell that catches it, or None. Looks on every page that asks the rule, one state and person after another."""
        return next((cell for cell in self._worth_asking(mutant)[:MOST] if self.bites(mutant, cell)), None)

    def _worth_asking(self, mutant: Mutant) -> list[Cell]:
        holders = {name for name in self.world.people if mutant.role is None or mutant.role in self.world.viewer(name).roles}
        touched = [cell for cell in self.asked().get(mutant.touches, []) if cell.role in holders]
        if not mutant.opens:
            return _dealt([cell for cell in touched if cell.is_open])
        shut = _dealt([cell for cell in touched if not cell.is_open])
        return shut + _dealt([cell for cell in touched if cell.is_open])

    def asked(self) -> dict[str, list[Cell]]:
        """By rule and right: the cells whose pages ask it. Asks every page once; that takes some minutes."""
        if not self._asked:
            for cell in self.cells.values():
                if cell.method == "POST" and "GET" in cell.row.methods:
                    continue  # it asks what reading asks
                with listening() as heard:
                    self.fault(cell)
                for name in heard:
                    self._asked.setdefault(name, []).extend(self._also_sent(cell))
        return self._asked

    def _also_sent(self, cell: Cell) -> list[Cell]:
        sent = self.cells.get((*cell.key[:3], "POST"))
        return [cell, sent] if sent and sent != cell else [cell]


def _dealt(found: list[Cell]) -> list[Cell]:
    """The same cells, so that those of one page and state do not stand together."""
    place: dict[tuple[str, str], int] = {}
    order = []
    for cell in found:
        at = place[cell.key[:2]] = place.get(cell.key[:2], 0) + 1
        order.append((at, cell))
    return [cell for _, cell in sorted(order, key=lambda pair: pair[0])]


@contextmanager
def listening() -> Iterator[set[str]]:
    """The names of every rule and right that is asked meanwhile; what the menu asks does not count."""
    heard: set[str] = set()
    with ExitStack() as stack:
        for rule in rules():
            stack.enter_context(_spied(rule.function, rule.name, heard))
        stack.enter_context(_rights(heard))
        stack.enter_context(_replaced(navigation, "links", lambda *_: []))
        stack.enter_context(_replaced(navigation, "bodies", lambda *_: []))
        yield heard


@contextmanager
def _replaced(home: Any, name: str, other: Any) -> Iterator[None]:
    before = getattr(home, name)
    setattr(home, name, other)
    try:
        yield
    finally:
        setattr(home, name, before)


@contextmanager
def _rights(heard: set[str]) -> Iterator[None]:
    can, bodies = Viewer.can, Viewer.bodies

    def told_can(self: Viewer, right: Any, body_id: int | None = None) -> bool:
        heard.add(right.name)
        return can(self, right, body_id)

    def told_bodies(self: Viewer, right: Any) -> Any:
        heard.add(right.name)
        return bodies(self, right)

    with _replaced(Viewer, "can", told_can), _replaced(Viewer, "bodies", told_bodies):
        yield


@contextmanager
def _spied(function: FunctionType, name: str, heard: set[str]) -> Iterator[None]:
    real = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    spy = f"_spy_{id(function)}"

    def told(*args: Any, **kwargs: Any) -> Any:
        heard.add(name)
        return real(*args, **kwargs)

    space: dict[str, Any] = {}
    exec(f"def f(*args, **kwargs): return {spy}(*args, **kwargs)", function.__globals__, space)
    function.__globals__[spy] = told
    code, defaults = function.__code__, function.__defaults__
    function.__code__, function.__defaults__ = space["f"].__code__, None
    try:
        yield
    finally:
        function.__code__, function.__defaults__ = code, defaults
        del function.__globals__[spy]


@dataclass
class Memory:
    """The two files: where each mutant was caught, and which ones change nothing."""

    caught: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    equivalent: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Memory:
        """Both files."""
        found = cls()
        if TEETH.exists():
            with TEETH.open(newline="", encoding="utf-8") as lines:
                found.caught = {
                    line["mutant"]: (line["page"], line["state"], line["role"], line["method"]) for line in csv.DictReader(lines)
                }
        with EQUIVALENTS.open(newline="", encoding="utf-8") as lines:
            found.equivalent = {line["mutant"]: line["why"] for line in csv.DictReader(lines)}
        return found

    def write(self) -> None:
        """teeth.csv, in the order of the mutants."""
        with TEETH.open("w", newline="", encoding="utf-8") as lines:
            table = csv.writer(lines, lineterminator="\n")
            table.writerow(["mutant", "page", "state", "role", "method"])
            table.writerows([name, *key] for name, key in self.caught.items())
