"""Pick a role: the demo only. Signs in invented people and nobody else."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cpboard.core.models import User
from cpboard.core.roles import TABLE, Role
from cpboard.demo.people import DOMAIN, PEOPLE, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SEATED = {"chair": Role.CHAIR, "vice_chair": Role.CHAIR}


@login_not_required
def pick(request: HttpRequest) -> HttpResponse:
    """Every role with its sentence; one click signs in as somebody who has it."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _sign_in(request, request.POST.get("person", ""))
    rows = [{"person": one, "sentence": TABLE[_role(one)].sentence} for one in PEOPLE if one.shows]
    return render(request, "demo/pick.html", {"rows": rows})


def _sign_in(request: HttpRequest, key: str) -> HttpResponse:
    shown = {one.key for one in PEOPLE if one.shows}
    user = get_object_or_404(User, email=f"{key}@{DOMAIN}", is_demo=True, is_active=True)
    if key not in shown:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("home")


def _role(one: Person) -> Role:
    if one.key == "david":
        return Role.CHAMPION
    if one.role:
        return one.role
    return Role.YOUNG_MEMBER if one.seat == "young" else SEATED.get(one.post, Role.MEMBER)
