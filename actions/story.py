"""The thread and the history of one action, for its page and its row in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.urls import reverse

from actions.models import Action, Outcome
from actions.policies import why_not_close
from cpboard.core.thread import Fact, Thread, Waiting, thread


def day(value: dt.date) -> str:
    """14 January 2027."""
    return f"{value.day} {value:%B %Y}"


def thread_of(action: Action, seen: Collection[int], today: dt.date) -> Thread:
    """Where an action stands. Expects themes, outcomes and told-backs to be prefetched.

    `seen` holds the keys of the themes that the reader may see: an owner or a scrutiny reader need not be one who
    may read what children said.
    """
    themes = [link.theme for link in action.theme_links.all() if link.theme_id in seen]
    theme = next(iter(themes), None)
    facts = [_heard(theme), Fact(day(action.agreed_on)), _done(action), _difference(action), _told(action)]
    opening = (theme.said_by, theme.words or theme.title) if theme else ("the board", "")
    bare = thread(*opening, facts)
    return thread(*opening, facts, _waiting(action, themes, bare, today))


def _heard(theme: Any) -> Fact:
    if theme is None:
        return Fact("Raised at the board")
    return Fact(day(theme.heard_on), reverse("voice:theme", args=[theme.pk]))


def _done(action: Action) -> Fact | None:
    if action.status not in (Action.Status.DELIVERED, Action.Status.STOPPED):
        return None
    newest = next(iter(action.updates.all()), None)
    return Fact(f"{day(newest.at.date())}, by {action.owner.name}" if newest else f"by {action.owner.name}")


def _difference(action: Action) -> Fact | None:
    newest = next(iter(action.outcomes.all()), None)
    if newest is None or newest.difference == Outcome.Difference.TOO_EARLY:
        return None
    return Fact(f"{newest.get_difference_display()}, judged {day(newest.at.date())}")


def _told(action: Action) -> Fact | None:
    told = {one.theme_id for one in action.told_backs.all()}
    asked = {link.theme_id for link in action.theme_links.all()}
    if not told or asked - told:
        return None
    return Fact(day(max(one.told_on for one in action.told_backs.all())))


def _waiting(action: Action, themes: list[Any], bare: Thread, today: dt.date) -> Waiting | None:
    if hasattr(action, "closure"):
        return None
    here = next((i for i, step in enumerate(bare.steps) if step.state == "here"), 5)
    match here:
        case 2:
            return Waiting(action.owner.name, "do it", late_words(action.due_on, today))
        case 3:
            return Waiting("a champion or the chair", "judge whether it made a difference")
        case 4:
            said = ", ".join(theme.said_by for theme in themes) or "those who raised it"
            late = late_words(min(theme.answer_by for theme in themes), today) if themes else ""
            return Waiting("the participation team", f"tell {said}", late)
        case _:
            return Waiting("the board", "close it in a meeting") if not why_not_close(action) else None


def late_words(due: dt.date, today: dt.date) -> str:
    """18 days late; nothing when it is not."""
    days = (today - due).days
    return f"{days} day{'' if days == 1 else 's'} late" if days > 0 else ""


def timeline(action: Action) -> list[dict[str, Any]]:
    """What happened, newest first: updates, judgements, told-backs, the closure, the beginning."""
    found = [
        *[(u.at, f"{u.get_status_display()}", u.by.name, u.text, u) for u in action.updates.all()],
        *[(o.at, f"Judged: {o.get_difference_display()}", o.by.name, o.text, None) for o in action.outcomes.all()],
        *[(t.at, f"Told: {t.whom}", t.by.name, t.how, None) for t in action.told_backs.all()],
    ]
    if hasattr(action, "closure"):
        closed = action.closure
        found.append((closed.at, "Closed by the board", closed.by.name, closed.good_enough, None))
    found.sort(key=lambda row: row[0], reverse=True)
    rows = [_row(*row) for row in found]
    return [*rows, {"head": "Agreed by the board", "by": day(action.agreed_on), "text": ""}]


def _row(at: dt.datetime, head: str, who: str, text: str, update: Any) -> dict[str, Any]:
    has_file = update is not None and update.evidence_id is not None
    return {
        "head": head,
        "by": f"{day(at.date())} · {who}",
        "text": text,
        "evidence_url": reverse("actions:evidence", args=[update.action_id, update.pk]) if has_file else "",
        "evidence_name": update.evidence.name if has_file else "",
        "evidence_words": update.evidence_words if update is not None else "",
        "moved_to": update.new_due_on if update is not None else None,
    }
