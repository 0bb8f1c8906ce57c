"""What waits for those who load figures and say what they mean."""

from __future__ import annotations

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import count_words
from performance import periods
from performance.figures import Figure, figures_at
from performance.models import Rating

SHOWN = 5


@needs_from
def needs_of_performance(viewer: Viewer) -> list[Need]:
    """Reds about which nobody has said why, a line each up to five; one line for figures that grew old."""
    if not (viewer.can(May.COMMENT_FIGURES) or viewer.can(May.LOAD_FIGURES)):
        return []
    found = figures_at(viewer, viewer.on)
    return [*_silent(viewer, found), *_stale(viewer, found)]


def _silent(viewer: Viewer, found: list[Figure]) -> list[Need]:
    if not viewer.can(May.COMMENT_FIGURES):
        return []
    silent = [f for f in found if f.result == Rating.Result.RED and f.commentary is None]
    needs = [_say_why(figure) for figure in silent[:SHOWN]]
    if len(silent) > SHOWN:
        needs.append(Need(None, f"Say why {len(silent) - SHOWN} other figures are off track", "Nobody has said why yet.", _scorecard()))
    return needs


def _say_why(figure: Figure) -> Need:
    why = f"It is off track and nobody has said why. {figure.why}"
    return Need(None, f"Say why: {figure.indicator.plain_name}", why, reverse("performance:comment", args=[figure.past[-1].pk]))


def _stale(viewer: Viewer, found: list[Figure]) -> list[Need]:
    stale = [f for f in found if f.value and f.value.freshness(viewer.on) == "stale"]
    if not stale or not viewer.can(May.LOAD_FIGURES):
        return []
    oldest = min(stale, key=lambda f: f.past[-1].period_ends_on)
    age = periods.span(oldest.past[-1].period_ends_on, viewer.on)
    why = f"The oldest is {age} old: {oldest.indicator.plain_name}."
    url = reverse("performance:load_value", args=[oldest.indicator.pk]) if len(stale) == 1 else _scorecard()
    return [Need(None, f"Load newer figures for {count_words(len(stale), 'indicator')}", why, url)]


def _scorecard() -> str:
    return reverse("performance:scorecard")
