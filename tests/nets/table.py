"""The oracle: access.csv, a table that a clerk can read. It knows nothing of the rules in the product.

One line is a page in a state of its object. `object` says which thing of the world the address names, `shows` what
must stand on the page for whoever may read it. Below each role: `yes`, `no` (as if it were not there), `sign in`, `gone`.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.nets.people import ROLES
from tests.nets.world import World

HERE = Path(__file__).parent
READS = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "GET as POST")
METHODS = (*READS, "POST")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    page: str
    state: str
    object: str
    method: str
    shows: str
    cells: dict[str, str]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that this line speaks of."""
        return {"any": METHODS, "GET": READS, "POST": ("POST",)}[self.method]

    def path(self, world: World) -> str:
        """The address of its object in this world."""
        names, _, query = self.object.partition("?")
        path = reverse(self.page, args=[_part(world, name) for name in names.split("/") if name])
        if not query:
            return path
        name, _, value = query.partition("=")
        return f"{path}?{name}={world[value].pk if value in world.things else value}"


def _part(world: World, name: str) -> Any:
    """One part of an address: a thing's key, its slug or other attribute, a person, a number, a word."""
    if name.startswith("'"):
        return name[1:]
    if name.isdecimal():
        return int(name)
    if name.startswith("person:"):
        return world.people[name.removeprefix("person:")].pk
    thing, *attributes = name.split(".")
    found = world[thing]
    for attribute in attributes:
        found = getattr(found, attribute)
    return getattr(found, "pk", found)


def rows() -> list[Row]:
    """The whole table."""
    with (HERE / "access.csv").open(newline="", encoding="utf-8") as lines:
        return [
            Row(line["page"], line["state"], line["object"], line["method"], line["shows"], {role: line[role] for role in ROLES})
            for line in csv.DictReader(lines)
        ]


def patterns(resolver: URLResolver | None = None, space: str = "") -> dict[str, URLPattern]:
    """Every address of the house by name, as the URLconf has it."""
    found: dict[str, URLPattern] = {}
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            found |= patterns(each, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            found[f"{space}{each.name}"] = each
    return found


def chance(*key: str) -> int:
    """A number from 0 to 99 that is always the same for the same key: a fixed sample needs no luck."""
    return hashlib.sha256("|".join(key).encode()).digest()[0] * 100 // 256
