"""What of the register can be found: actions, as far as their viewer may see them."""

from __future__ import annotations

from django.urls import reverse

from actions.models import FOUND, Action
from cpboard.core.search import Source, found_in


def _action(row: Action) -> tuple[str, str]:
    return f"{row.reference} {row.title}", reverse("actions:action", args=[row.pk])


found_in(Source("action", "Action", Action.objects.visible_to, FOUND, day="agreed_on", body="body", shown=_action))
