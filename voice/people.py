"""Who answers children: the people with that role today."""

from __future__ import annotations

import datetime as dt

from cpboard.core.models import User
from cpboard.core.records import current_q
from cpboard.core.roles import TABLE, May

ANSWERING = [role for role, grant in TABLE.items() if May.ANSWER_THEMES in grant.rights]


def answerers(on: dt.date) -> list[User]:
    """The people who answer children on this day, the longest in the role first."""
    held = User.objects.filter(current_q(on, "appointments__"), appointments__role__in=ANSWERING, is_active=True)
    return list(held.order_by("appointments__starts_on", "pk").distinct())


def answerer_name(on: dt.date) -> str:
    """Whom a thread waits for: the one person by name, else the role."""
    found = answerers(on)
    return found[0].name if len(found) == 1 else "the participation worker"
