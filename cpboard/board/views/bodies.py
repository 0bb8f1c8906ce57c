"""Bodies: the list, one body, its versions, its seats and who sits there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.board import operations, policies
from cpboard.board.forms import BodyForm, CloseSeatForm, ConstitutionForm, EndTermForm, MemberForm, SeatForm
from cpboard.board.models import Body, Constitution, Membership, Seat
from cpboard.board.seating import places
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import day


def bodies(request: SignedIn) -> HttpResponse:
    """Every body that this person may read about, and how full it is."""
    viewer = request.viewer
    require(policies.may_read_board(viewer))
    found = list(Body.objects.visible_to(viewer).counted(on=viewer.on))
    versions = {v.body_id: v for v in Constitution.objects.visible_to(viewer).current(on=viewer.on)}
    there, filled = sum(b.seats_there for b in found), sum(b.seats_filled for b in found)
    rows = [{"body": b, "version": versions.get(b.pk), "vacant": b.seats_there - b.seats_filled} for b in found]
    more = {"there": there, "vacant": there - filled, "may_add": policies.may_add_body(viewer)}
    return render(request, "board/bodies.html", {"rows": rows, **more})


def body(request: SignedIn, slug: str) -> HttpResponse:
    """One body: what it is, who sits on it, under which version."""
    viewer = request.viewer
    found = get_object_or_404(Body.objects.visible_to(viewer), slug=slug)
    versions = list(found.constitutions.visible_to(viewer))
    in_force = next((v for v in versions if v.starts_on <= viewer.on and (v.ends_on is None or viewer.on <= v.ends_on)), None)
    seats = places(found, on=viewer.on)
    context = {
        "body": found,
        "version": in_force,
        "others": [v for v in versions if v is not in_force],
        "places": seats,
        "vacant": sum(place.is_vacant for place in seats),
        "facts": _facts(in_force) if in_force else [],
        "may_run": policies.may_change_body(viewer, found),
        "may_ask_release": policies.may_change_body(viewer, found) and viewer.can(May.ASK_RELEASE, found.pk),
    }
    return render(request, "board/body.html", context)


def _facts(version: Constitution) -> list[dict[str, object]]:
    facts = [
        ("How it meets", version.regime_in_words),
        ("Appointed by, under what power", version.appointed_by),
        ("Who agreed that it meets in private", version.approval),
        ("Meetings a year", version.meetings_a_year),
        ("Must be there to decide", version.quorum),
    ]
    return [{"name": name, "text": value} for name, value in facts if value]


def constitution(request: SignedIn, pk: int) -> HttpResponse:
    """One version of what a body is, as it was or will be."""
    version = get_object_or_404(Constitution.objects.visible_to(request.viewer).select_related("body"), pk=pk)
    return render(request, "board/constitution.html", {"version": version, "body": version.body, "facts": _facts(version)})


def add_body(request: SignedIn) -> HttpResponse:
    """A new board or group."""
    require(policies.may_add_body(request.viewer))
    form = BodyForm(posted(request))
    made = carried_out(form, lambda: operations.add_body(**form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"{made.name} is added. Now say how it meets and which seats it has.")
        return redirect("board:body", made.slug)
    return render(request, "board/add_body.html", {"form": form, "cancel_url": reverse("board:bodies")})


def change_body(request: SignedIn, slug: str) -> HttpResponse:
    """Its name, what it is for, what it wants for children."""
    found = get_object_or_404(Body.objects.visible_to(request.viewer), slug=slug)
    require(policies.may_change_body(request.viewer, found))
    form = BodyForm(posted(request), initial={"name": found.name, "kind": found.kind, "purpose": found.purpose, "vision": found.vision})
    if carried_out(form, lambda: operations.change_body(body=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, "Your changes are saved.")
        return redirect("board:body", found.slug)
    return render(request, "board/change_body.html", _on_body(found, form))


def _on_body(body: Body, form: object, **more: object) -> dict[str, object]:
    return {"body": body, "form": form, "cancel_url": reverse("board:body", args=[body.slug]), **more}


def add_constitution(request: SignedIn, slug: str) -> HttpResponse:
    """A new version of what it is. What is in force is filled in, so that only what changes is typed."""
    found = get_object_or_404(Body.objects.visible_to(request.viewer), slug=slug)
    require(policies.may_add_constitution(request.viewer, found))
    latest = found.constitutions.first()
    kept = ("regime", "appointed_by", "meetings_a_year", "quorum", "terms")
    form = ConstitutionForm(posted(request), initial={name: getattr(latest, name) for name in kept} if latest else {})
    made = carried_out(form, lambda: operations.add_constitution(body=found, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, "The new version is added.")
        return redirect("board:body", found.slug)
    return render(request, "board/add_constitution.html", _on_body(found, form))


def add_seat(request: SignedIn, slug: str) -> HttpResponse:
    """A place on the body."""
    found = get_object_or_404(Body.objects.visible_to(request.viewer), slug=slug)
    require(policies.may_add_seat(request.viewer, found))
    form = SeatForm(posted(request), initial={"voting": True})
    made = carried_out(form, lambda: operations.add_seat(body=found, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"The seat is added: {made}. Nobody holds it yet.")
        return redirect("board:body", found.slug)
    return render(request, "board/add_seat.html", _on_body(found, form))


def _seat(request: SignedIn, pk: int) -> Seat:
    seat: Seat = get_object_or_404(Seat.objects.visible_to(request.viewer).select_related("body"), pk=pk)
    return seat


def close_seat(request: SignedIn, pk: int) -> HttpResponse:
    """The body has this place no longer."""
    seat = _seat(request, pk)
    require(policies.may_close_seat(request.viewer, seat))
    form = CloseSeatForm(posted(request))
    if carried_out(form, lambda: operations.close_seat(seat=seat, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, f"The seat is closed: {seat}.")
        return redirect("board:body", seat.body.slug)
    facts = [{"name": "Whose seat it is", "text": seat.get_kind_display().capitalize()}]
    return render(request, "board/close_seat.html", _on_body(seat.body, form, seat=seat, facts=facts))


def appoint_member(request: SignedIn, pk: int) -> HttpResponse:
    """Give the seat to a person, for a term."""
    seat = _seat(request, pk)
    require(policies.may_appoint_member(request.viewer, seat))
    terms = seat.memberships.visible_to(request.viewer).not_over(on=request.viewer.on).select_related("user").order_by("starts_on")
    form = MemberForm(posted(request))
    made = carried_out(form, lambda: operations.appoint_member(seat=seat, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"{made.user.name} is appointed.")
        return redirect("board:body", seat.body.slug)
    return render(request, "board/appoint_member.html", _on_body(seat.body, form, seat=seat, terms=list(terms)))


def end_membership(request: SignedIn, pk: int) -> HttpResponse:
    """End a term. What came with it ends with it."""
    viewer = request.viewer
    member = get_object_or_404(Membership.objects.visible_to(viewer).select_related("user", "seat__body"), pk=pk)
    require(policies.may_end_membership(viewer, member))
    form = EndTermForm(posted(request))

    def deed() -> Membership:
        return operations.end_membership(membership=member, ends_on=form.last_day(viewer.on), by=viewer, now=timezone.now())

    if carried_out(form, deed):
        messages.success(request, f"The term of {member.user.name} is changed.")
        return redirect("board:body", member.seat.body.slug)
    return render(request, "board/end_membership.html", _on_body(member.seat.body, form, member=member, facts=_term(member)))


def _term(member: Membership) -> list[dict[str, str]]:
    until = f" until {day(member.ends_on)}" if member.ends_on else ", without an end"
    return [{"name": "The seat", "text": str(member.seat).capitalize()}, {"name": "Held", "text": f"From {day(member.starts_on)}{until}"}]
