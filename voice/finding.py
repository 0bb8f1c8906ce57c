"""What of children's voices can be found: themes, in the words that the board may read. Never what a child wrote."""

from __future__ import annotations

from django.urls import reverse

from cpboard.core.search import Source, found_in
from voice.models import FOUND, Theme


def _theme(row: Theme) -> tuple[str, str]:
    return row.title, reverse("voice:theme", args=[row.pk])


found_in(Source("theme", "What children said", Theme.objects.visible_to, FOUND, day="heard_on", body="body", shown=_theme))
