"""One world with every kind of object in every state of privacy, and a token of its own in each text.

A token (`world.token("paper")` is "zzpaperzz") stands in one text only. Where it comes out is where that text came out:
canaries.csv says who may ever see it. Nothing here is a real person's or a real child's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from cpboard.core.access import Viewer
from cpboard.core.models import User
from tests.cast import Cast, as_viewer, make_cast, signed_in
from tests.nets.people import people_of


def token(name: str) -> str:
    """The canary of a text: letters only, so that no rendering, escaping or file format changes it."""
    return f"zz{name.replace('_', '').replace('-', '')}zz"


@dataclass
class World:
    """The cast, everybody by role with their browser's cookies, and every object by the name that access.csv calls it."""

    cast: Cast
    people: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)
    jars: dict[str, SimpleCookie] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def keep(self, name: str, thing: Any) -> Any:
        """Remember an object by name."""
        if name in self.things:
            raise KeyError(f"There is a {name} already.")
        self.things[name] = thing
        return thing

    def viewer(self, name: str) -> Viewer:
        """Somebody, looking today."""
        return as_viewer(self.people[name])


def build_world() -> World:
    """Everything. Takes a second or two; build it once a module."""
    from tests.nets.building import actions, board, meetings, postbox, proposals, publishing, reading, voice  # noqa: PLC0415 - each needs World

    cast = make_cast()
    world = World(cast, people_of(cast), {"body": cast.body, "other_body": cast.other_body, "year": cast.year})
    for part in (board, voice, postbox, meetings, reading, actions, proposals, publishing):
        part.build(world)
    world.jars = {name: signed_in(user).cookies for name, user in world.people.items()}
    return world
