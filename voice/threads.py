"""Where a theme stands, from what this app knows: when it was heard, and whether they were told.

What was decided and done in between is known to later apps only; the trail page tells it (`trail_theme`).
So this thread has the first knot and the last, and claims nothing of those between.
"""

from __future__ import annotations

import datetime as dt

from cpboard.core.templatetags.cpb import count_words, day, late_words
from cpboard.core.thread import Step, Thread, Waiting
from voice.models import Reply, Theme
from voice.people import answerer_name


def thread_of(theme: Theme, on: dt.date) -> Thread:
    """Heard and told. Give it a theme with its replies prefetched."""
    answer = theme.latest_reply
    heard = Step("Heard", "done", f"{day(theme.heard_on)}, {count_words(theme.times_heard, 'time,times')}")
    told = Step("Told", "done" if answer else "here", _told(answer, theme))
    return Thread(f"It began with {theme.said_by}", "", (heard, told), None if answer else _waiting(theme, on))


def _told(answer: Reply | None, theme: Theme) -> str:
    return f"{in_short(answer)}, {day(answer.at)}" if answer else f"Promised by {day(theme.answer_by)}"


def _waiting(theme: Theme, on: dt.date) -> Waiting:
    late = late_words(theme.answer_by, on)
    return Waiting(answerer_name(on), "to answer", late.capitalize())


def in_short(answer: Reply) -> str:
    """We did; We will, by 3 June 2027; We can't."""
    if answer.kind == Reply.Kind.WE_WILL:
        return f"We will, by {day(answer.will_by)}"
    return "We did" if answer.kind == Reply.Kind.WE_DID else "We can’t"


def standing(theme: Theme, on: dt.date) -> dict[str, str]:
    """The chip of a theme in a list: `text`, and `kind` late or nothing; what is answered needs no chip."""
    answer = theme.latest_reply
    if answer:
        return {"text": "", "kind": "", "side": f"{in_short(answer)}, {day(answer.at)}"}
    if theme.is_late(on):
        return {"text": late_words(theme.answer_by, on).capitalize(), "kind": "late", "side": ""}
    return {"text": "", "kind": "", "side": f"Answer by {day(theme.answer_by)}"}
