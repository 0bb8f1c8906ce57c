"""Who may do what with an action: plain predicates, one for each deed (reference: voice-actions §3.3)."""

from __future__ import annotations

from actions.models import Action, Outcome
from cpboard.core.access import Viewer
from cpboard.core.roles import May


def is_closed(action: Action) -> bool:
    """Whether the board has closed it."""
    return hasattr(action, "closure")


def may_agree(viewer: Viewer, body_id: int) -> bool:
    """The clerk writes down what was agreed."""
    return viewer.can(May.RUN_ACTIONS, body_id)


def may_change(viewer: Viewer, action: Action) -> bool:
    """The clerk may mend an action until it is closed."""
    return not is_closed(action) and viewer.can(May.RUN_ACTIONS, action.body_id)


def may_update(viewer: Viewer, action: Action) -> bool:
    """The owner says how it goes; the clerk may write it down for them."""
    owns = action.owner_id == viewer.user_id and viewer.can(May.UPDATE_OWN_ACTIONS)
    return not is_closed(action) and (owns or viewer.can(May.RUN_ACTIONS, action.body_id))


def may_judge(viewer: Viewer, action: Action) -> bool:
    """A champion or the chair judges whether it made a difference: never its owner."""
    return (
        not is_closed(action)
        and action.owner_id != viewer.user_id
        and action.status == Action.Status.DELIVERED
        and viewer.can(May.JUDGE_OUTCOMES, action.body_id)
    )


def may_record_outcome(viewer: Viewer, body_id: int) -> bool:
    """The clerk records an outcome of the board that hangs on no action."""
    return viewer.can(May.RUN_ACTIONS, body_id)


def may_tell(viewer: Viewer, action: Action) -> bool:
    """Those who answer children tell them; the clerk tells grown-ups who raised something."""
    if is_closed(action):
        return False
    return viewer.can(May.ANSWER_THEMES, action.body_id) or viewer.can(May.RUN_ACTIONS, action.body_id)


def why_not_close(action: Action) -> str:
    """What stands in the way of closing, as a sentence; empty when nothing does."""
    if action.status not in (Action.Status.DELIVERED, Action.Status.STOPPED):
        return "It is not done yet."
    if _untold(action):
        return "Tell those who raised it first."
    if action.status == Action.Status.DELIVERED and not _judged(action):
        return "Somebody has to judge first whether it made a difference."
    return ""


def _untold(action: Action) -> bool:
    asked = {link.theme_id for link in action.theme_links.all()}
    told = {one.theme_id for one in action.told_backs.all()}
    return bool(asked - told) if asked else not told


def _judged(action: Action) -> bool:
    newest = next(iter(action.outcomes.all()), None)
    return newest is not None and newest.difference != Outcome.Difference.TOO_EARLY


def may_close(viewer: Viewer, action: Action) -> bool:
    """The chair closes it in a meeting: not the owner, not before everybody was told (000-R9)."""
    return (
        not is_closed(action)
        and action.owner_id != viewer.user_id
        and viewer.can(May.CLOSE_ACTIONS, action.body_id)
        and not why_not_close(action)
    )
