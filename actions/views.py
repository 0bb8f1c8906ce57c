"""Pages of actions: the list, one action, and each deed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions import operations, policies, story
from actions.forms import ActionForm, CloseForm, FilterForm, JudgeForm, TellAdultsForm, TellForm, UpdateForm
from actions.models import Action, ActionTheme
from actions.querysets import ActionQuerySet
from cpboard.board.models import Body, MunicipalYear
from cpboard.core import files
from cpboard.core.access import Viewer, require
from cpboard.core.roles import May
from cpboard.core.spreadsheet import as_csv
from meetings.models import AgendaItem, Decision
from meetings.policies import may_bring_back
from voice.models import Theme

PAGE = 25
COLUMNS = ("Reference", "What", "So that", "Who", "Organisation", "Agreed on", "First due on", "Due on", "How it goes", "Closed on")


def threads(viewer: Viewer) -> ActionQuerySet:
    """The viewer's actions with what a row of a list reads, in five queries."""
    links = Prefetch("theme_links", queryset=ActionTheme.objects.select_related("theme"))
    return Action.objects.visible_to(viewer).select_related("owner", "closure").prefetch_related(links, "outcomes", "told_backs", "updates")


def whole(viewer: Viewer) -> ActionQuerySet:
    """The viewer's actions with all that a page reads, in a fixed number of queries."""
    return (
        Action.objects.visible_to(viewer)
        .select_related("owner", "promise", "body", "closure__meeting__body", "closure__by")
        .prefetch_related("theme_links__theme", "outcomes__by", "told_backs__by", "updates__by", "updates__evidence")
    )


def action_list(request: HttpRequest) -> HttpResponse:
    """The board's actions, soonest due first; late ones say by how much."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.READ_ACTIONS))
    form, found = _filtered(request, viewer)
    if request.GET.get("as") == "csv":
        return _as_csv(found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    late = Action.objects.visible_to(viewer).overdue(on=viewer.on).count()
    context = {"form": form, "page": page, "rows": _rows(page.object_list, viewer), "late": late}
    return render(request, "actions/list.html", {**context, **_list_words(request, viewer, page.paginator.count)})


def _list_words(request: HttpRequest, viewer: Viewer, count: int) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "query": query.urlencode(),
        "narrowed": any(request.GET.get(name) for name in ("q", "show", "promise", "owner")),
        "summary": f"{count} action{'' if count == 1 else 's'}.",
        "may_agree": viewer.can(May.RUN_ACTIONS),
    }


def _filtered(request: HttpRequest, viewer: Viewer) -> tuple[FilterForm, QuerySet[Action]]:
    form = FilterForm(request.GET or None, viewer=viewer)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = threads(viewer).shown(chosen.get("show", ""), on=viewer.on)
    if chosen.get("q"):
        found = found.matching(chosen["q"])
    if chosen.get("promise"):
        found = found.filter(promise=chosen["promise"])
    if chosen.get("owner"):
        found = found.filter(owner=chosen["owner"])
    return form, found.order_by("due_on", "pk")


def _rows(found: Any, viewer: Viewer) -> list[dict[str, Any]]:
    rows = list(found)
    seen = _seen_themes(rows, viewer)
    return [{"action": action, "thread": story.thread_of(action, seen, viewer.on)} for action in rows]


def _seen_themes(found: list[Action], viewer: Viewer) -> frozenset[int]:
    """The themes behind these actions that the viewer may read."""
    return frozenset(Theme.objects.visible_to(viewer).filter(action_links__action__in=found).values_list("pk", flat=True))


def _as_csv(found: QuerySet[Action]) -> HttpResponse:
    return as_csv("actions", COLUMNS, (_cells(action) for action in found))


def _cells(action: Action) -> tuple[object, ...]:
    closed = action.closure.at.date() if hasattr(action, "closure") else ""
    return (
        *(action.reference, action.title, action.so_that, action.owner.name, action.organisation),
        *(action.agreed_on, action.first_due_on, action.due_on, action.get_status_display(), closed),
    )


def mine(request: HttpRequest) -> HttpResponse:
    """What this person agreed to do."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.UPDATE_OWN_ACTIONS) or viewer.can(May.READ_ACTIONS))
    own = threads(viewer).owned_by(viewer.user_id)
    context = {
        "open_rows": _rows(own.still_open().order_by("due_on", "pk"), viewer),
        "closed_rows": _rows(own.closed().order_by("-closure__at")[:PAGE], viewer),
        "late": own.overdue(on=viewer.on).count(),
    }
    return render(request, "actions/mine.html", context)


def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: where it stands, who waits for whom, what happened."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    told, seen = {one.theme_id for one in found.told_backs.all()}, _seen_themes([found], viewer)
    themes = [link.theme for link in found.theme_links.all() if link.theme_id in seen]
    context = {
        "action": found,
        "thread": story.thread_of(found, seen, viewer.on),
        "timeline": story.timeline(found),
        "themes": themes,
        "untold": [theme for theme in themes if theme.pk not in told],
        "why_not_close": "" if policies.is_closed(found) else policies.why_not_close(found),
        "newest_outcome": next(iter(found.outcomes.all()), None),
        "may": {
            "change": policies.may_change(viewer, found),
            "update": policies.may_update(viewer, found),
            "judge": policies.may_judge(viewer, found),
            "tell": policies.may_tell(viewer, found),
            "close": policies.may_close(viewer, found),
        },
    }
    return render(request, "actions/action.html", context)


def evidence(request: HttpRequest, pk: int, update_pk: int) -> HttpResponseBase:
    """The file behind an update, for whoever may see the action, asked again at each download."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(Action.objects.visible_to(viewer), pk=pk)
    row = get_object_or_404(found.updates.filter(evidence__isnull=False), pk=update_pk)
    return files.respond(row.evidence)


def agree(request: HttpRequest) -> HttpResponse:
    """Write down what was agreed; from an item or a decision, it brings their promise and themes."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer.can(May.RUN_ACTIONS))
    source = _source(request, viewer)
    body = source["item"].session.meeting.body if source["item"] else _first_body(viewer)
    comes_back = source["item"] is not None and may_bring_back(viewer, source["item"])
    form = ActionForm(request.POST or None, viewer=viewer, body_id=body.pk, comes_back=comes_back, initial=_initial(source))
    if request.method == "POST" and form.is_valid():
        made = operations.agree(
            body=body,
            agreed_on=_agreed_on(source, viewer),
            by=viewer,
            now=timezone.now(),
            **source,
            **form.cleaned_data,
        )
        messages.success(request, f"{made.reference} is written down. {made.owner.name} is asked to do it.")
        return redirect("actions:action", pk=made.pk)
    return render(request, "actions/agree.html", {"form": form, **source})


def _source(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """The decision or item that it came from, if the address names one that this viewer may see."""
    if key := request.GET.get("decision", ""):
        seen = Decision.objects.visible_to(viewer).select_related("item__session__meeting__body")
        decision = get_object_or_404(seen, pk=key if key.isdecimal() else 0)
        return {"decision": decision, "item": decision.item}
    if key := request.GET.get("item", ""):
        items = AgendaItem.objects.visible_to(viewer).select_related("session__meeting__body")
        return {"decision": None, "item": get_object_or_404(items, pk=key if key.isdecimal() else 0)}
    return {"decision": None, "item": None}


def _first_body(viewer: Viewer) -> Body:
    return get_object_or_404(Body.objects.visible_to(viewer).order_by("pk")[:1])


def _initial(source: dict[str, Any]) -> dict[str, Any]:
    item, decision = source["item"], source["decision"]
    if item is None:
        return {}
    themes = Theme.objects.filter(agenda_sources__item=item)
    initial = {"promise": item.promise_id, "themes": list(themes.values_list("pk", flat=True))}
    return {**initial, "so_that": decision.so_that} if decision else initial


def _agreed_on(source: dict[str, Any], viewer: Viewer) -> Any:
    item = source["item"]
    meeting_day = timezone.localdate(item.session.meeting.starts_at) if item else viewer.on
    return min(meeting_day, viewer.on)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend an action's words or its owner."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_change(viewer, found))
    names = ("title", "so_that", "owner", "organisation", "promise")
    initial = {name: getattr(found, name) for name in names}
    initial["themes"] = [link.theme_id for link in found.theme_links.all()]
    form = ActionForm(request.POST or None, viewer=viewer, body_id=found.body_id, with_day=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change(found, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The action is changed.")
        return redirect("actions:action", pk=pk)
    return render(request, "actions/change.html", {"form": form, "action": found})


def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it goes."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_update(viewer, found))
    form = UpdateForm(request.POST or None, request.FILES or None, action=found, today=viewer.on, initial={"status": found.status})
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("status", "text", "evidence_words", "new_due_on")}
        operations.update(found, evidence=form.upload, by=viewer, now=timezone.now(), **data)
        messages.success(request, "Thank you. Your update is saved.")
        return redirect("actions:action", pk=pk)
    return render(request, "actions/update.html", {"form": form, "action": found})


def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge whether it made a difference."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_judge(viewer, found))
    form = JudgeForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        year = MunicipalYear.objects.current(on=viewer.on).first() or MunicipalYear.objects.order_by("-starts_on")[0]
        operations.judge(found, year=year, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The judgement is recorded.")
        return redirect("actions:action", pk=pk)
    return render(request, "actions/judge.html", {"form": form, "action": found})


def tell(request: HttpRequest, pk: int, theme_pk: int) -> HttpResponse:
    """Tell those who raised a theme what came of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_tell(viewer, found) and viewer.can(May.ANSWER_THEMES, found.body_id))
    untold = Theme.objects.visible_to(viewer).filter(action_links__action=found).exclude(told_backs__action=found)
    theme = get_object_or_404(untold, pk=theme_pk)
    initial = {"signed": viewer.user.first_name, "told_on": viewer.on}
    form = TellForm(request.POST or None, today=viewer.on, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.tell(found, theme=theme, whom=theme.said_by, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{theme.said_by} have their answer.")
        return redirect("actions:action", pk=pk)
    return render(request, "actions/tell.html", {"form": form, "action": found, "theme": theme})


def tell_adults(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that grown-ups who raised something were told."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_tell(viewer, found) and not found.told_backs.filter(theme=None).exists())
    form = TellAdultsForm(request.POST or None, today=viewer.on, initial={"told_on": viewer.on})
    if request.method == "POST" and form.is_valid():
        operations.tell(found, theme=None, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "It is written down.")
        return redirect("actions:action", pk=pk)
    return render(request, "actions/tell_adults.html", {"form": form, "action": found})


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The board closes it, in a meeting."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(whole(viewer), pk=pk)
    require(policies.may_close(viewer, found))
    form = CloseForm(request.POST or None, viewer=viewer, action=found)
    if request.method == "POST" and form.is_valid():
        operations.close(found, by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"The board has closed {found.reference}.")
        return redirect("actions:action", pk=pk)
    facts = [{"name": "So that", "text": found.so_that}, {"name": "Who", "text": found.owner.described}]
    return render(request, "actions/close.html", {"form": form, "action": found, "facts": facts})
