"""Actions: open, done, judged, told, closed; one that came from a private session; one that an outsider owns."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from actions import operations
from actions.models import Action
from cpboard.core.uploads import Upload
from tests.cast import as_viewer
from tests.factories.actions import make_action, make_done, make_judged, make_told
from tests.nets.world import World, token


def build(world: World) -> None:
    """The states of an action."""
    cast, keep, people = world.cast, world.keep, world.people
    keep("action", make_action(cast, title=f"Keep dentist places {token('action')}", item=world["item"]))
    keep("update", _update(world, world["action"], "update", "evidence"))
    keep("owned", make_action(cast, title=f"Ask for places {token('owned')}", owner=people["partner"]))
    keep("other_action", make_action(cast, body=cast.other_body, title=f"Paint it {token('otheraction')}"))
    private = {"item": world["private_item"], "so_that": "they stay.", "owner": people["other_partner"]}
    keep("private_action", make_action(cast, title=f"Buy the house {token('privateaction')}", **private))
    keep("private_update", _update(world, world["private_action"], "privateupdate", "privateevidence"))
    keep("done", make_action(cast))
    make_done(cast, world["done"])
    _chairs_own(world)
    _told(world)


def _update(world: World, action: Action, words: str, file: str) -> Any:
    paper = Upload(f"Letters from six practices. {token(file)}".encode(), f"letters-{token(file + 'name')}.txt", "text/plain")
    said = {"status": Action.Status.ON_TRACK, "text": f"Four have signed. {token(words)}", "evidence": paper}
    return operations.update(action, **said, by=as_viewer(action.owner), now=timezone.now())


def _chairs_own(world: World) -> None:
    """The chair's own action, done, judged and told: the chair may neither judge nor close it."""
    cast, keep, champion = world.cast, world.keep, world.viewer("champion")
    own = keep("chairs_own", make_action(cast, owner=world.people["chair"]))
    said = {"status": Action.Status.DELIVERED, "text": "It is done.", "evidence_words": "A letter."}
    operations.update(own, **said, by=world.viewer("clerk"), now=timezone.now())
    judged = {"difference": "yes", "text": "Yes.", "kind": "service", "year": cast.year}
    operations.judge(own, **judged, by=champion, now=timezone.now())
    make_told(cast, own, None)
    keep("other_done", make_action(cast, body=cast.other_body))
    make_done(cast, world["other_done"])


def _told(world: World) -> None:
    """One that waits for being told, one that waits for the board to close it, one that is closed."""
    cast, keep = world.cast, world.keep
    untold = keep("untold", make_action(cast, themes=[world["unanswered_theme"]]))
    make_done(cast, untold)
    make_judged(cast, untold)
    ready = keep("ready", make_action(cast))
    make_done(cast, ready)
    make_judged(cast, ready, indicator=world["indicator"])
    how = f"By letter {token('toldhow')}"
    told = {"whom": "The health team", "how": how, "told_on": timezone.localdate()}
    operations.tell(ready, theme=None, **told, by=world.viewer("clerk"), now=timezone.now())
    closed = keep("closed", make_action(cast))
    make_done(cast, closed)
    judged = {"difference": "yes", "text": f"Three of four homes. {token('outcome')}", "kind": "service", "year": cast.year}
    operations.judge(closed, **judged, by=world.viewer("chair"), now=timezone.now())
    make_told(cast, closed, None)
    enough = f"Yes, this time. {token('goodenough')}"
    operations.close(closed, at_meeting=world["held"], good_enough=enough, by=world.viewer("chair"), now=timezone.now())
