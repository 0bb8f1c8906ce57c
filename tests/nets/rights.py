"""Beside the pages: who may see each row and who may do each deed, asked of the rules themselves.

rows.csv says for each kind of row who sees it, deeds.csv for each deed who may do it to what. Both are tables to read
and to agree, like access.csv: a rule that changes shows there as a changed line. Rows and objects have their names in
the world; one without a name has the number that it was made in.
`KEEP_RIGHTS=1 .venv/bin/python -m pytest tests/nets/test_rights.py` writes them anew; read the difference before it stays.
"""

from __future__ import annotations

import csv
import importlib
import inspect
import itertools
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from cpboard.core.access import GuardedModel, Viewer
from cpboard.core.models import User
from cpboard.core.records import OUR_APPS
from cpboard.core.roles import Role
from tests.nets.building import edges
from tests.nets.mutants import POLICIES
from tests.nets.people import PERSONS
from tests.nets.world import World

HERE = Path(__file__).parent
ANYONE = "anyone"  # a rule that does not ask who looks
PEOPLE = ("administrator", "stranger", "switched_off", "clerk")  # to whom something may be done; beside the new person
Table = dict[str, dict[str, frozenset[str]]]  # a kind of row, or a deed → what it is about → who may


class Rights:
    """The rules, asked of one world, to which it adds the rows on the edge."""

    def __init__(self, world: World) -> None:
        world = replace(world, things=dict(world.things))
        edges.build(world)
        self.world = world
        self.names = {(type(thing), thing.pk): name for name, thing in world.things.items() if isinstance(thing, models.Model)}
        self.viewers = {role: world.viewer(role) for role in PERSONS}
        self._abouts: dict[str, dict[str, tuple[Any, ...]]] = {}

    def change(self, touches: str, role: Role | None, rows: Table, deeds: Table) -> str:
        """The first line that is now other than in the two tables given, or nothing.

        Only where it can be: `touches` names the rule or the right that was changed, `role` whose right it was.
        """
        who = [name for name in PERSONS if role is None or role in self.viewers[name].roles]
        changed = [self._deeds_changed(touches, who, deeds), self._rows_changed(who, rows)]
        if ".policies." not in touches:
            changed.reverse()  # it is about rows, most likely
        return next(itertools.chain(*changed), "")

    def _deeds_changed(self, touches: str, who: list[str], kept: Table) -> Iterator[str]:
        for deed, abouts in kept.items():
            if ".policies." in touches and touches.rpartition(".")[0] != deed.rpartition(".")[0]:
                continue  # a rule of another app; what a policy says is asked in its own
            for about, allowed in abouts.items():
                asked = who if _asks_who(verdicts()[deed]) else [ANYONE]
                yield from (f"{deed} {about} {each}" for each in asked if _tried(self.may, deed, each, about) != (each in allowed))

    def _rows_changed(self, who: list[str], kept: Table) -> Iterator[str]:
        for model in self.tables():
            rows = kept.get(model._meta.label, {})
            for each in who:
                if _tried(self.sees, model, each) != sorted(name for name, seen in rows.items() if each in seen):
                    yield f"{model._meta.label} {each}"

    # Rows ------------------------------------------------------------------------------------------------------------

    def tables(self) -> list[Any]:
        """Every kind of row that has a rule of who may see it."""
        ours = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
        return [model for model in ours if issubclass(model, GuardedModel) or "visible_q" in model.__dict__]

    def sees(self, model: Any, role: str) -> list[str]:
        """The rows of one kind that somebody sees."""
        viewer = self.viewers[role]
        seen = model.objects.open_to(viewer) if issubclass(model, GuardedModel) else model.objects.visible_to(viewer)
        return sorted(self._name(model, pk) for pk in seen.order_by().values_list("pk", flat=True).distinct())

    def rows(self) -> Table:
        """Who sees each row."""
        return {model._meta.label: self._turned(model, self._all(model)) for model in self.tables()}

    def _turned(self, model: Any, every: list[str]) -> dict[str, frozenset[str]]:
        seen = {role: set(self.sees(model, role)) for role in PERSONS}
        return {name: frozenset(role for role in PERSONS if name in seen[role]) for name in every}

    def _all(self, model: Any) -> list[str]:
        return [self._name(model, pk) for pk in model._base_manager.order_by("pk").values_list("pk", flat=True)]

    def _name(self, model: Any, pk: Any) -> str:
        return self.names.get((model, pk)) or f"no. {model._base_manager.filter(pk__lte=pk).count()}"

    # Deeds -----------------------------------------------------------------------------------------------------------

    def deeds(self) -> Table:
        """Who may do each deed to what."""
        return {name: {about: self.allowed(name, about) for about in self.abouts(name)} for name in verdicts()}

    def allowed(self, deed: str, about: str) -> frozenset[str]:
        """Who may do this deed to that."""
        roles = PERSONS if _asks_who(verdicts()[deed]) else (ANYONE,)
        return frozenset(role for role in roles if self.may(deed, role, about))

    def may(self, deed: str, role: str, about: str) -> bool:
        """Whether somebody may do this deed to that."""
        rule, what = verdicts()[deed], self.abouts(deed)[about]
        if role != ANYONE:
            return bool(rule(self.viewers[role], *what))
        return bool(rule(*what)) if what else _with_the_form(rule, about)

    def abouts(self, deed: str) -> dict[str, tuple[Any, ...]]:
        """What a deed may be done to, by name. A deed about nothing has one nameless line."""
        if deed not in self._abouts:
            self._abouts[deed] = self._found(deed)
        return self._abouts[deed]

    def _found(self, deed: str) -> dict[str, tuple[Any, ...]]:
        kinds = [kind for kind in _kinds(verdicts()[deed]) if kind is not Viewer]
        if not kinds:
            return {"": ()} if _asks_who(verdicts()[deed]) else {"the form is open": (), "the form is shut": ()}
        choices = [self._choices(kind) for kind in kinds]
        return {" + ".join(name for name, _ in each): tuple(thing for _, thing in each) for each in itertools.product(*choices)}

    def _choices(self, kind: Any) -> list[tuple[str, Any]]:
        options = typing.get_args(kind) or (kind,)
        found: list[tuple[str, Any]] = [("none", None)] if type(None) in options else []
        for option in options:
            found += self._things(option)
        return found

    def _things(self, kind: Any) -> Iterator[tuple[str, Any]]:
        if kind is int:
            yield from ((name, self.world[name].pk) for name in ("body", "other_body"))
        elif kind is Role:
            yield from ((role.value, role) for role in Role)
        elif isinstance(kind, type) and issubclass(kind, models.TextChoices):
            yield from ((choice.value, choice) for choice in kind)
        elif kind is User:
            yield from ((name, self.world.people[name]) for name in PEOPLE)
            yield "new_person", self.world["new_person"]
        elif kind is not type(None):
            every = kind._base_manager.order_by("pk")
            yield from ((self._name(kind, each.pk), each) for each in every)


def _tried(ask: Callable[..., Any], *about: Any) -> Any:
    """What a rule answers; a rule that breaks answers with how it broke, which is not what the table says."""
    try:
        with transaction.atomic():
            return ask(*about)
    except (AttributeError, TypeError, NameError) as broken:
        return repr(broken)


@cache
def verdicts() -> dict[str, Callable[..., Any]]:
    """Every rule of each policies.py that answers yes or no, by name."""
    found = {}
    for home in POLICIES:
        module = importlib.import_module(f"{home}.policies")
        for name, rule in vars(module).items():
            if inspect.isfunction(rule) and rule.__module__ == module.__name__ and _kinds(rule, "return") in ([bool], [str]):
                found[f"{home}.policies.{name}"] = rule
    return found


def _kinds(rule: Callable[..., Any], part: str = "") -> list[Any]:
    """The types of what a rule is asked about; with "return", of what it answers."""
    hints = typing.get_type_hints(rule)
    return [hints.get("return")] if part else [kind for name, kind in hints.items() if name != "return"]


def _asks_who(rule: Callable[..., Any]) -> bool:
    return Viewer in _kinds(rule)


def _with_the_form(rule: Callable[..., Any], about: str) -> bool:
    before, settings.CHILD_FORM_OPEN = settings.CHILD_FORM_OPEN, about == "the form is open"
    try:
        return bool(rule())
    finally:
        settings.CHILD_FORM_OPEN = before


# The files -----------------------------------------------------------------------------------------------------------


def read(name: str) -> Table:
    """A table as it is kept."""
    found: Table = {}
    with (HERE / name).open(newline="", encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            who = frozenset(line["who"].split())
            found.setdefault(line["rule"], {}).update(dict.fromkeys(line["about"].split("; "), who))
    return found


def write(name: str, table: Table) -> None:
    """Keep a table: one line for all that the same people may see or do."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(["rule", "about", "who"])
        for rule, abouts in table.items():
            out.writerows([rule, "; ".join(about), " ".join(who)] for who, about in _alike(abouts).items())


def _alike(abouts: dict[str, frozenset[str]]) -> dict[tuple[str, ...], list[str]]:
    alike: dict[tuple[str, ...], list[str]] = {}
    for about, who in abouts.items():
        alike.setdefault(tuple(role for role in (*PERSONS, ANYONE) if role in who), []).append(about)
    return alike
