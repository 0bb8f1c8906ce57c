"""Who may do what with a theme: plain predicates, one for each deed."""

from __future__ import annotations

from django.db.models import QuerySet

from cpboard.board.models import Body
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from voice.models import Theme


def may_read_themes(by: Viewer) -> bool:
    """Those who read themes, and a partner, who sees what they added."""
    return by.can(May.READ_THEMES) or by.can(May.ADD_THEMES)


def may_add_theme(by: Viewer, body: Body | None = None) -> bool:
    """The participation worker, and a partner for what children told them."""
    return by.can(May.ADD_THEMES, body.pk if body else None)


def bodies_to_add_to(by: Viewer) -> QuerySet[Body]:
    """Where `may_add_theme` holds. A partner may read nothing else about these bodies."""
    return Body.objects.filter(by.q_body(May.ADD_THEMES, "pk"))


def may_change_theme(by: Viewer, theme: Theme) -> bool:
    """The participation worker any theme; a partner their own."""
    own = theme.added_by_id == by.user_id
    return by.can(May.ADD_THEMES, theme.body_id) and (own or by.can(May.ANSWER_THEMES, theme.body_id))


def may_reply(by: Viewer, theme: Theme) -> bool:
    """Those who answer children."""
    return by.can(May.ANSWER_THEMES, theme.body_id)
