"""People and roles, for the administrator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import events, operations, people_words, policies
from cpboard.core.access import Viewer, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Appointment, User
from cpboard.core.people_forms import EndRoleForm, FindPeople, NewPersonForm, PersonForm, RoleForm
from cpboard.core.records import current_q
from cpboard.core.refusals import carried_out
from cpboard.core.roles import TABLE
from cpboard.core.templatetags.cpb import day

A_PAGE = 50
ROLE_VERBS = ("core.give_role", "core.end_role")
QUESTIONS = {
    "switch_off": {"button": "Switch the account off", "cancel_text": "Leave it on"},
    "switch_on": {"button": "Switch the account on", "cancel_text": "Leave it off"},
    "invite": {"button": "Send the invitation", "cancel_text": "Not now"},
    "take_second_factor": {"button": "Take the app away", "cancel_text": "Leave it"},
}


def people(request: SignedIn) -> HttpResponse:
    """Who has an account, and which role of the house."""
    viewer = request.viewer
    require(policies.may_run_people(viewer))
    form = FindPeople(request.GET)
    held = Prefetch("appointments", Appointment.objects.visible_to(viewer).filter(current_q(viewer.on)), to_attr="held")
    found = form.narrow(User.objects.visible_to(viewer), on=viewer.on).prefetch_related(held)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    narrowed = any(form.data.get(name) for name in form.fields)
    everybody = User.objects.visible_to(viewer).count()
    return render(
        request,
        "core/people/list.html",
        {"page": page, "form": form, "query": query.urlencode(), "narrowed": narrowed, "everybody": everybody},
    )


def person(request: SignedIn, pk: int) -> HttpResponse:
    """One person: what they may do today, their roles by date, what happened."""
    viewer = request.viewer
    them = _load(viewer, pk)
    terms = sorted(them.appointments.all(), key=lambda a: a.starts_on, reverse=True)
    history = people_words.timeline(events.of(them)[:50])
    return render(
        request,
        "core/people/person.html",
        {
            "person": them,
            "as_what": people_words.roles(Viewer(them, viewer.on)),
            "running": [_row(viewer, each) for each in terms if each.ends_on is None or each.ends_on >= viewer.on],
            "ended": [each for each in terms if each.ends_on is not None and each.ends_on < viewer.on],
            "history": history,
            "may_switch_off": policies.may_switch_off(viewer, them) and them.is_active,
            "may_give_roles": policies.may_give_roles(viewer, them),
            "may_invite": policies.may_invite(viewer, them) and them.last_login is None,
            "may_take_second_factor": policies.may_take_second_factor(viewer, them),
        },
    )


def _load(viewer: Viewer, pk: int) -> User:
    require(policies.may_run_people(viewer))
    found: User = get_object_or_404(User.objects.visible_to(viewer).prefetch_related("appointments"), pk=pk)
    return found


def _address(them: User) -> str:
    return reverse("people:person", args=[them.pk])


def _row(viewer: Viewer, appointment: Appointment) -> dict[str, object]:
    sentence = TABLE[appointment.role].sentence  # type: ignore[index]
    return {"appointment": appointment, "sentence": sentence, "may_end": policies.may_end_role(viewer, appointment)}


def add(request: SignedIn) -> HttpResponse:
    """Make an account."""
    require(policies.may_add_person(request.viewer))
    form = NewPersonForm(posted(request))
    made = carried_out(form, lambda: operations.add_person(by=request.viewer, now=timezone.now(), **form.cleaned_data))
    if made is None:
        return render(request, "core/people/add.html", {"form": form, "cancel_url": reverse("people:list")})
    messages.success(request, f"{made} has an account. Now give them a role.")
    return redirect("people:person", made.pk)


def change(request: SignedIn, pk: int) -> HttpResponse:
    """Correct what we know of somebody."""
    them = _load(request.viewer, pk)
    form = PersonForm(posted(request), initial=PersonForm.of(them))
    deed = partial(operations.change_person, by=request.viewer, person=them, now=timezone.now())
    if carried_out(form, lambda: deed(**form.cleaned_data)) is None:
        return render(request, "core/people/change.html", {"form": form, "person": them, "cancel_url": _address(them)})
    messages.success(request, "What you changed is saved.")
    return redirect("people:person", pk)


def give_role(request: SignedIn, pk: int) -> HttpResponse:
    """Give a role of the house for a term."""
    them = _load(request.viewer, pk)
    require(policies.may_give_roles(request.viewer, them))
    form = RoleForm(posted(request), initial={"starts_on": request.viewer.on})
    deed = partial(operations.give_role, by=request.viewer, person=them, now=timezone.now())
    given = carried_out(form, lambda: deed(**form.cleaned_data))
    if given is None:
        return render(request, "core/people/give_role.html", {"form": form, "person": them, "cancel_url": _address(them)})
    messages.success(request, f"{them} is {given.get_role_display()} from {day(given.starts_on)}.")
    return redirect("people:person", pk)


def end_role(request: SignedIn, pk: int) -> HttpResponse:
    """End a role, this moment or after a day."""
    appointment = get_object_or_404(Appointment.objects.visible_to(request.viewer).select_related("user"), pk=pk)
    require(policies.may_end_role(request.viewer, appointment))
    form = EndRoleForm(posted(request), initial={"ends_on": appointment.ends_on})
    if carried_out(form, lambda: _end(request.viewer, appointment, form)) is None:
        shown = {"form": form, "appointment": appointment, "person": appointment.user, "cancel_url": _address(appointment.user)}
        return render(request, "core/people/end_role.html", shown)
    messages.success(request, "The role ends.")
    return redirect("people:person", appointment.user_id)


def _end(by: Viewer, appointment: Appointment, form: EndRoleForm) -> Appointment:
    now = timezone.now()
    if form.cleaned_data["how"] == "now":
        return operations.end_role_at_once(by=by, appointment=appointment, now=now)
    return operations.end_role(by=by, appointment=appointment, ends_on=form.cleaned_data["ends_on"], now=now)


def switch_off(request: SignedIn, pk: int) -> HttpResponse:
    """Close an account, after a question."""
    them = _load(request.viewer, pk)
    require(policies.may_switch_off(request.viewer, them))
    return _confirmed(request, them, operations.switch_off, "switch_off", f"The account of {them} is switched off.")


def switch_on(request: SignedIn, pk: int) -> HttpResponse:
    """Open an account again, after a question."""
    them = _load(request.viewer, pk)
    return _confirmed(request, them, operations.switch_on, "switch_on", f"The account of {them} is on again.")


def invite(request: SignedIn, pk: int) -> HttpResponse:
    """Send the invitation, after a question."""
    them = _load(request.viewer, pk)
    require(policies.may_invite(request.viewer, them))
    return _confirmed(request, them, operations.invite_person, "invite", f"The invitation to {them} is on its way.")


def take_second_factor(request: SignedIn, pk: int) -> HttpResponse:
    """Take away an app that was lost, after a question."""
    them = _load(request.viewer, pk)
    require(policies.may_take_second_factor(request.viewer, them))
    said = f"{them} sets up another app at the next sign-in."
    return _confirmed(request, them, operations.take_second_factor, "take_second_factor", said)


def _confirmed(request: SignedIn, them: User, deed: Callable[..., object], name: str, said: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, f"core/people/{name}.html", {"person": them, "cancel_url": _address(them), **QUESTIONS[name]})
    deed(by=request.viewer, person=them, now=timezone.now())
    messages.success(request, said)
    return redirect("people:person", them.pk)


def changes(request: SignedIn) -> HttpResponse:
    """Who gave whom which role: for clerks too, so that nobody makes themselves a reader unseen."""
    require(policies.may_see_changes(request.viewer))
    page = Paginator(events.with_verbs(*ROLE_VERBS), A_PAGE).get_page(request.GET.get("page"))
    lines = people_words.changes_of_roles(page.object_list)
    return render(request, "core/people/changes.html", {"page": page, "lines": lines})
