"""What waits for those who answer children, and what the clerk must know is late."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import count_words
from voice.models import Theme

NEAR = dt.timedelta(days=7)
SHOWN = 5


@needs_from
def needs_of_answerers(viewer: Viewer) -> list[Need]:
    """Answers that are late or due within a week, a line each; a long queue ends in one line for the rest."""
    if not viewer.can(May.ANSWER_THEMES):
        return []
    mine = Theme.objects.filter(viewer.q_body(May.ANSWER_THEMES, "body"))
    due = list(mine.due(by=viewer.on + NEAR).order_by("answer_by", "pk")[: SHOWN + 1])
    needs = [_answer(theme) for theme in due[:SHOWN]]
    if len(due) > SHOWN:
        more = "They were promised an answer within a week, or should have it already."
        needs.append(Need(due[SHOWN].answer_by, "Answer the other children who wait", more, _list("waiting")))
    return needs


def _answer(theme: Theme) -> Need:
    why = f"{theme.said_by} told us. An answer was promised."
    return Need(theme.answer_by, f"Answer: {theme.title}", why, reverse("voice:reply", args=[theme.pk]))


@needs_from
def needs_of_clerk(viewer: Viewer) -> list[Need]:
    """One line when answers to children are late; the clerk cannot write them, but can ask."""
    if not viewer.can(May.RUN_MEETINGS) or viewer.can(May.ANSWER_THEMES):
        return []
    late = Theme.objects.visible_to(viewer).late(on=viewer.on).aggregate(oldest=Min("answer_by"), number=Count("pk"))
    oldest, number = late["oldest"], late["number"]
    if oldest is None:
        return []
    what = f"Ask for {count_words(number, 'answer')} to children"
    why = "It was promised by this day." if number == 1 else "The oldest was promised by this day."
    return [Need(oldest, what, why, _list("late"))]


def _list(state: str) -> str:
    return f"{reverse('voice:themes')}?state={state}"
