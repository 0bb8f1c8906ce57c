"""Pages about what children tell us: the list, one theme, and the deeds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Event
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from voice import operations, policies
from voice.export import themes_as_csv
from voice.forms import ReplyForm, ThemeFilter, ThemeForm
from voice.models import Theme
from voice.readback import ReadBack
from voice.threads import standing, thread_of

ON_A_PAGE = 20
CHANGEABLE = ("title", "words", "permission", "said_by", "source", "group", "promise", "heard_on", "times_heard")


def themes(request: SignedIn) -> HttpResponse:
    """What children tell us, those who wait longest for an answer at hand."""
    viewer = request.viewer
    require(policies.may_read_themes(viewer))
    form = ThemeFilter(request.GET or None, viewer=viewer)
    seen = Theme.objects.visible_to(viewer)
    found = form.narrow(seen.with_replies(), viewer.on)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "tally": seen.tally(on=viewer.on),
        "form": form,
        "page": page,
        "rows": [{"theme": theme, **standing(theme, viewer.on)} for theme in page],
        "query": query.urlencode(),
        "narrowed": any(query.values()),
        "may_add": policies.may_add_theme(viewer),
        "own_only": not viewer.can(May.READ_THEMES),
    }
    return render(request, "voice/themes.html", context)


def themes_csv(request: SignedIn) -> HttpResponse:
    """The same list, as a table to take away."""
    viewer = request.viewer
    require(policies.may_read_themes(viewer))
    form = ThemeFilter(request.GET or None, viewer=viewer)
    found = form.narrow(Theme.objects.visible_to(viewer).with_replies(), viewer.on)
    answer = HttpResponse(themes_as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="what-children-say-{viewer.on:%Y-%m-%d}.csv"'
    return answer


def theme(request: SignedIn, pk: int) -> HttpResponse:
    """One theme: their words, where it stands, what we answered, what happened."""
    found = _theme(request, pk)
    context = {
        "theme": found,
        "thread": thread_of(found, request.viewer.on),
        "promised": f"An answer is promised by {found.answer_by:%-d %B %Y}.",
        "facts": _facts(found),
        "happened": [_happened(event) for event in events.of(found)],
        "may_change": policies.may_change_theme(request.viewer, found),
        "may_reply": policies.may_reply(request.viewer, found),
        "may_ask_release": bool(found.replies.all()) and request.viewer.can(May.ASK_RELEASE, found.body_id),
    }
    return render(request, "voice/theme.html", context)


def _theme(request: SignedIn, pk: int) -> Theme:
    found: Theme = get_object_or_404(Theme.objects.visible_to(request.viewer).with_replies(), pk=pk)
    return found


def _facts(found: Theme) -> list[dict[str, Any]]:
    told = [
        ("Said by", found.said_by),
        ("How we heard it", found.get_source_display()),
        ("Group", found.group),
        ("Promise", found.promise),
        ("Board", found.body),
    ]
    return [{"name": name, "text": text} for name, text in told if text]


HAPPENED = {
    "voice.add_theme": "Written down",
    "voice.change_theme": "Changed",
    "voice.hear_again": "Heard again",
    "voice.reply": "Answered",
}


def _happened(event: Event) -> dict[str, Any]:
    day = timezone.localdate(event.at)
    by = f"{day:%-d %B %Y}" + (f" · {event.by}" if event.by else "")
    return {"head": HAPPENED.get(event.verb, "Changed"), "by": by}


def add_theme(request: SignedIn) -> HttpResponse:
    """Write down what children told us."""
    viewer = request.viewer
    require(policies.may_add_theme(viewer))
    form = ThemeForm(posted(request), viewer=viewer, bodies=policies.bodies_to_add_to(viewer), initial={"heard_on": viewer.on})
    if form.is_ready:
        added = carried_out(form, lambda: operations.add_theme(**form.settled, by=viewer, now=timezone.now()))
        if added:
            messages.success(request, f"Saved. An answer is promised by {added.answer_by:%-d %B %Y}.")
            return redirect("voice:theme", pk=added.pk)
    return _form(request, "add_theme", form, reverse("voice:themes"), again="Save it as it is")


def change_theme(request: SignedIn, pk: int) -> HttpResponse:
    """Mend what a theme says."""
    viewer, found = request.viewer, _theme(request, pk)
    require(policies.may_change_theme(viewer, found))
    form = ThemeForm(posted(request), viewer=viewer, initial={name: getattr(found, name) for name in CHANGEABLE})
    if form.is_ready:
        changed = carried_out(form, lambda: operations.change_theme(theme=found, **form.settled, by=viewer, now=timezone.now()))
        if changed:
            messages.success(request, "Saved.")
            return redirect("voice:theme", pk=pk)
    return _form(request, "change_theme", form, reverse("voice:theme", args=[pk]), again="Save it as it is", theme=found)


def reply(request: SignedIn, pk: int) -> HttpResponse:
    """Answer the children who raised it: written, read back, sent."""
    viewer, found = request.viewer, _theme(request, pk)
    require(policies.may_reply(viewer, found))
    form = ReplyForm(posted(request), on=viewer.on, initial={"signed": viewer.user.first_name})
    if form.is_ready:
        sent = carried_out(form, lambda: operations.reply(theme=found, **form.plain_answers, by=viewer, now=timezone.now()))
        if sent:
            messages.success(request, "Answered. Those who raised it can read it now.")
            return redirect("voice:theme", pk=pk)
    return _form(request, "reply", form, reverse("voice:theme", args=[pk]), again="Send this answer", theme=found)


def _form(request: SignedIn, name: str, form: ReadBack, cancel_url: str, *, again: str, **context: Any) -> HttpResponse:
    """The page of a form whose words are read back: `again` is what the button says then."""
    reading = form.read_back()
    button = again if reading else form.button
    return render(request, f"voice/{name}.html", {"form": form, "reading": reading, "button": button, "cancel_url": cancel_url, **context})
