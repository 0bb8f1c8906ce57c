"""What waits for a person about actions, for their home page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from actions.models import Action
from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May

SOON = dt.timedelta(days=14)
MOST = 10


def _url(action: Action, name: str = "action") -> str:
    return reverse(f"actions:{name}", args=[action.pk])


@needs_from
def own_actions(viewer: Viewer) -> Iterator[Need]:
    """What this person agreed to do, late or soon."""
    if not viewer.can(May.UPDATE_OWN_ACTIONS):
        return
    own = Action.objects.visible_to(viewer).owned_by(viewer.user_id).still_open().exclude(status__in=["delivered", "stopped"])
    for action in own.filter(due_on__lte=viewer.on + SOON).order_by("due_on")[:MOST]:
        yield Need(action.due_on, f"Say how it goes: {action.title}", f"So that {action.so_that}", _url(action, "update"))


@needs_from
def untold(viewer: Viewer) -> Iterator[Need]:
    """Children who have not been told what came of what they said."""
    if not viewer.can(May.ANSWER_THEMES):
        return
    waiting = Action.objects.visible_to(viewer).to_tell().prefetch_related("theme_links__theme", "told_backs")
    for action in waiting.order_by("due_on")[:MOST]:
        told = {one.theme_id for one in action.told_backs.all()}
        theme = next(link.theme for link in action.theme_links.all() if link.theme_id not in told)
        why = f"{action.reference} is done. It cannot close before they have been told."
        yield Need(theme.answer_by, f"Tell {theme.said_by} what came of it: {action.title}", why, _url(action))


@needs_from
def to_judge(viewer: Viewer) -> Iterator[Need]:
    """Actions that are done and that nobody has judged."""
    if not viewer.can(May.JUDGE_OUTCOMES):
        return
    waiting = Action.objects.visible_to(viewer).to_judge().exclude(owner=viewer.user_id)
    for action in waiting.order_by("due_on")[:MOST]:
        yield Need(None, f"Judge the difference: {action.title}", "It is done. Do children notice?", _url(action, "judge"))


@needs_from
def to_close(viewer: Viewer) -> Iterator[Need]:
    """For the chair: actions that the board can close."""
    if not viewer.can(May.CLOSE_ACTIONS):
        return
    ready = Action.objects.visible_to(viewer).to_close().exclude(owner=viewer.user_id)
    for action in ready.order_by("due_on")[:MOST]:
        why = "It is done and judged, and those who raised it know."
        yield Need(None, f"Close in a meeting: {action.title}", why, _url(action))


@needs_from
def late_ones(viewer: Viewer) -> Iterator[Need]:
    """For the clerk: actions of others that are late."""
    if not viewer.can(May.RUN_ACTIONS):
        return
    late = Action.objects.visible_to(viewer).overdue(on=viewer.on).exclude(owner=viewer.user_id).select_related("owner")
    for action in late.order_by("due_on")[:MOST]:
        yield Need(action.due_on, f"Ask {action.owner.name} about: {action.title}", f"{action.reference} has no end yet.", _url(action))
