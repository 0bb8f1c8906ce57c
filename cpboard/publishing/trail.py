"""The trail: heard, decided, done, made a difference, told, for one theme, action or promise (design §2).

Read only. Every row is fetched through the viewer, so that a step which this viewer may not see shows
as what they may know: nothing of a private session is named, counted or dated.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, QuerySet, Value
from django.urls import reverse

from actions.models import Action, Outcome, ToldBack
from cpboard.board.models import Promise
from cpboard.core.access import Viewer
from cpboard.core.thread import Fact, Thread, Waiting, thread
from meetings.models import AgendaItem, Decision
from performance.models import Indicator
from voice.models import Reply, Theme


@dataclass
class Trail:
    """What a viewer may see of one theme's way: rows of each step, and the thread above them."""

    themes: list[Theme] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    told: list[ToldBack] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    thread: Thread | None = None

    @property
    def here(self) -> int:
        """Which of the five steps it stands at; 5 when all are behind."""
        steps = self.thread.steps if self.thread else ()
        return next((i for i, step in enumerate(steps) if step.state == "here"), 5)


def seen_themes(viewer: Viewer) -> QuerySet[Theme]:
    """Themes of this viewer with their replies, for one trail or many."""
    return Theme.objects.visible_to(viewer).prefetch_related("replies__by").select_related("promise", "group")


def _actions(viewer: Viewer) -> QuerySet[Action]:
    return (
        Action.objects.visible_to(viewer)
        .select_related("owner", "decision", "item", "closure", "closure__meeting")
        .prefetch_related(
            "updates",
            Prefetch("outcomes", queryset=Outcome.objects.visible_to(viewer).select_related("by", "indicator")),
            "told_backs__by",
        )
    )


def of_theme(theme: Theme, viewer: Viewer) -> Trail:
    """The trail of one theme."""
    items = AgendaItem.objects.visible_to(viewer).filter(sources__theme=theme).select_related("session__meeting")
    actions = list(_actions(viewer).filter(theme_links__theme=theme).distinct())
    trail = Trail(themes=[theme], items=list(items.order_by("session__meeting__starts_at")), actions=actions)
    return _finish(trail, viewer)


def of_action(action: Action, viewer: Viewer) -> Trail:
    """The trail of one action: the themes behind it, and what came of it."""
    own = list(_actions(viewer).filter(pk=action.pk))
    themes = list(seen_themes(viewer).filter(action_links__action=action))
    items = AgendaItem.objects.visible_to(viewer).filter(pk=action.item_id).select_related("session__meeting")
    return _finish(Trail(themes=themes, items=list(items), actions=own), viewer)


def of_promise(promise: Promise, viewer: Viewer) -> Trail:
    """Everything that was recorded for one promise."""
    themes = list(seen_themes(viewer).filter(promise=promise))
    items = AgendaItem.objects.visible_to(viewer).filter(promise=promise).select_related("session__meeting")
    actions = list(_actions(viewer).filter(promise=promise))
    figures = Indicator.objects.visible_to(viewer).filter(promise=promise)
    trail = Trail(
        themes=themes,
        items=list(items.order_by("session__meeting__starts_at")),
        actions=actions,
        indicators=list(figures),
    )
    return _finish(trail, viewer)


def _finish(trail: Trail, viewer: Viewer) -> Trail:
    decisions = Decision.objects.visible_to(viewer).select_related("item__session__meeting")
    seen = decisions.filter(item__in=[item.pk for item in trail.items])
    of_actions = decisions.filter(pk__in=[a.decision_id for a in trail.actions if a.decision_id])
    trail.decisions = list((seen | of_actions).distinct().order_by("at"))
    trail.outcomes = [outcome for action in trail.actions for outcome in action.outcomes.all()]
    trail.told = [told for action in trail.actions for told in action.told_backs.all()]
    trail.replies = [reply for theme in trail.themes for reply in theme.replies.all()]
    trail.thread = _thread(trail, viewer.on)
    return trail


def _thread(trail: Trail, today: dt.date) -> Thread:
    theme = trail.themes[0] if trail.themes else None
    facts = [_heard(theme), _decided(trail), _done(trail), _difference(trail), _told(trail)]
    words = (theme.words or theme.title) if theme else ""
    made = thread(theme.said_by if theme else "", words, facts)
    return thread(made.opening_who, made.opening_words, facts, _waiting(trail, made, today))


def _heard(theme: Theme | None) -> Fact:
    """Heard, or begun by the board itself: in both cases this step is behind."""
    if theme is None:
        return Fact("Raised at the board")
    return Fact(_day(theme.heard_on) + f", {theme.said_by}", reverse("voice:theme", args=[theme.pk]))


def _decided(trail: Trail) -> Fact | None:
    if trail.decisions:
        meeting = trail.decisions[0].item.session.meeting
        return Fact(_day(meeting.starts_at.date()), reverse("meetings:meeting", args=[meeting.pk]))
    # An action exists only because it was agreed, even where this viewer may not see in which session.
    return Fact(_day(trail.actions[0].agreed_on)) if trail.actions else None


def _done(trail: Trail) -> Fact | None:
    live = [a for a in trail.actions if a.status != Action.Status.STOPPED]
    if not live or any(a.status != Action.Status.DELIVERED for a in live):
        return None
    last = live[-1]
    return Fact(f"by {last.owner.name}", reverse("actions:action", args=[last.pk]))


def _difference(trail: Trail) -> Fact | None:
    judged = [o for o in trail.outcomes if o.difference not in (Outcome.Difference.TOO_EARLY,)]
    if not judged:
        return None
    return Fact(f"{judged[0].get_difference_display()}, judged {_day(judged[0].at.date())}")


def _told(trail: Trail) -> Fact | None:
    if trail.told:
        return Fact(f"{_day(trail.told[0].told_on)}, {trail.told[0].whom}")
    return None


def _waiting(trail: Trail, made: Thread, today: dt.date) -> Waiting | None:
    theme = trail.themes[0] if trail.themes else None
    open_actions = [a for a in trail.actions if a.status not in (Action.Status.DELIVERED, Action.Status.STOPPED)]
    where = next((i for i, step in enumerate(made.steps) if step.state == "here"), None)
    match where:
        case 1:
            return Waiting("the board", "decide what to do", _late(theme.answer_by, today) if theme else "")
        case 2 if open_actions:
            first = min(open_actions, key=lambda a: a.due_on)
            return Waiting(first.owner.name, first.title[0].lower() + first.title[1:], _late(first.due_on, today))
        case 3:
            return Waiting("the board", "judge whether it made a difference")
        case 4:
            who = theme.said_by if theme else "those who raised it"
            return Waiting("the participation team", f"tell {who} what came of it", _late(_promised(trail), today))
        case _:
            return None


def _promised(trail: Trail) -> dt.date | None:
    return trail.themes[0].answer_by if trail.themes else None


def _late(due: dt.date | None, today: dt.date) -> str:
    if due is None or due >= today:
        return ""
    days = (today - due).days
    return f"{days} day{'' if days == 1 else 's'} late"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Row:
    """One theme in a list of threads: where it stands and for whom it waits."""

    theme: Theme
    thread: Thread
    url: str


@dataclass(frozen=True)
class Heard:
    """What children said, for a home page: what they are waiting for, and the newest of their own words."""

    rows: list[Row] = field(default_factory=list)
    lately: Theme | None = None


def heard(viewer: Viewer, limit: int) -> Heard:
    """Themes that are not told yet, longest waiting first, and the one that was heard last in their own words.

    Four queries whatever the number of themes. They are not told, so nothing is read of who was.
    """
    seen = Theme.objects.visible_to(viewer)
    untold = seen.filter(told_backs__isnull=True).order_by("answer_by", "pk").annotate(waits=Value(True))
    newest = seen.exclude(words="").order_by("-heard_on", "-pk").annotate(waits=Value(False))
    found = list(untold[:limit].union(newest[:1], all=True))
    themes = sorted((theme for theme in found if theme.waits), key=lambda theme: (theme.answer_by, theme.pk))
    return Heard(_waiting_rows(themes, viewer), next((theme for theme in found if not theme.waits), None))


def _waiting_rows(themes: list[Theme], viewer: Viewer) -> list[Row]:
    actions, decisions = _actions_for(themes, viewer), _decisions_for(themes, viewer)
    rows = []
    for theme in themes:
        trail = Trail(themes=[theme], actions=actions[theme.pk], decisions=decisions[theme.pk])
        trail.outcomes = [o for a in trail.actions for o in a.outcomes.all()]
        rows.append(Row(theme, _thread(trail, viewer.on), reverse("trail_theme", args=[theme.pk])))
    return rows


def _actions_for(themes: list[Theme], viewer: Viewer) -> dict[int, list[Action]]:
    """The actions that answer each of these themes, by the key of the theme."""
    seen = Action.objects.visible_to(viewer).select_related("owner")
    outcomes = Prefetch("outcomes", queryset=Outcome.objects.visible_to(viewer))
    found: defaultdict[int, list[Action]] = defaultdict(list)
    for action in seen.filter(theme_links__theme__in=themes).annotate(for_theme=F("theme_links__theme")).prefetch_related(outcomes):
        found[action.for_theme].append(action)
    return found


def _decisions_for(themes: list[Theme], viewer: Viewer) -> dict[int, list[Decision]]:
    """What was decided on items that came from each of these themes, by the key of the theme."""
    seen = Decision.objects.visible_to(viewer).select_related("item__session__meeting")
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in seen.filter(item__sources__theme__in=themes).annotate(for_theme=F("item__sources__theme")):
        found[decision.for_theme].append(decision)
    return found
