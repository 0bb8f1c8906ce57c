"""Areas of focus: the list, one area, one's own; and what the clerk does about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from champions import operations, policies
from champions.forms import AppointmentForm, AreaForm, CycleForm, RetireAreaForm
from champions.models import Appointment, Area, Duty, ReportBack
from champions.progress import latest_cycle, latest_progress
from cpboard.board.forms import EndTermForm
from cpboard.board.models import Body, Membership, MunicipalYear
from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import User
from cpboard.core.refusals import carried_out
from cpboard.core.templatetags.cpb import day


def champions(request: SignedIn) -> HttpResponse:
    """Who carries what today, and the table of a municipal year."""
    viewer = request.viewer
    require(policies.may_read_areas(viewer))
    areas = list(Area.objects.visible_to(viewer).carried(on=viewer.on).select_related("body"))
    terms = list(Appointment.objects.visible_to(viewer).current(on=viewer.on).with_people())
    held, progress = {term.area_id: term for term in terms}, latest_progress(terms, on=viewer.on)
    rows = [{"area": a, "term": held.get(a.pk), "progress": progress.get(held[a.pk].pk) if a.pk in held else None} for a in areas]
    bodies = Body.objects.visible_to(viewer)
    run = [body for body in bodies if policies.may_add_area(viewer, body)]
    more = {"without": sum(1 for row in rows if row["term"] is None), "many": len({a.body_id for a in areas}) > 1, "run": run}
    return render(request, "champions/list.html", {"rows": rows, **more, **_year_table(request)})


def _year_table(request: SignedIn) -> dict[str, Any]:
    years = list(MunicipalYear.objects.visible_to(request.viewer))
    asked = request.GET.get("year", "")
    year = next((y for y in years if y.label == asked), None) or next((y for y in years if y.starts_on <= request.viewer.on), None)
    if year is None:
        return {"years": [], "year": None, "table": []}
    terms = Appointment.objects.visible_to(request.viewer).during(year.starts_on, year.ends_on).with_people()
    return {"years": years, "year": year, "table": terms.order_by("area__body", "area", "starts_on")}


def mine(request: SignedIn) -> HttpResponse:
    """One's own area at once; a calm page when there is none or more than one."""
    viewer = request.viewer
    running = Appointment.objects.visible_to(viewer).current(on=viewer.on).with_people()
    terms = list(running.filter(champion=viewer.user_id))
    if len(terms) == 1:
        return redirect("champions:area", terms[0].area_id)
    helped = running.filter(Q(officer_lead=viewer.user_id) | Q(operational_champion=viewer.user_id))
    return render(request, "champions/mine.html", {"terms": terms, "helped": helped, "may_read": policies.may_read_areas(viewer)})


def area(request: SignedIn, pk: int) -> HttpResponse:
    """One area: what is done since the last meeting, what was seen last, what was reported."""
    viewer = request.viewer
    found = get_object_or_404(Area.objects.visible_to(viewer).select_related("body"), pk=pk)
    term = found.appointments.visible_to(viewer).current(on=viewer.on).with_people().first()
    cycle = latest_cycle(found.body_id, on=viewer.on)
    progress = latest_progress([term], on=viewer.on).get(term.pk) if term else None
    own = term is not None and policies.may_log_duty(viewer, term)
    told = Duty.objects.visible_to(viewer).filter(appointment__area=found).exclude(saw="", heard="")
    reports = ReportBack.objects.visible_to(viewer).filter(appointment__area=found).select_related("appointment__champion", "cycle")
    context = {
        "area": found,
        "term": term,
        "progress": progress,
        "cycle": cycle,
        "over": cycle is not None and cycle.ends_on < viewer.on,
        "own": own,
        "last": told.first(),
        "reports": reports[:8],
        "earlier": found.appointments.visible_to(viewer).filter(ends_on__lt=viewer.on).with_people()[:8],
        "may_run": policies.may_appoint_champion(viewer, found),
        "may_retire": policies.may_retire_area(viewer, found),
    }
    return render(request, "champions/area.html", context)


def _body(request: SignedIn, slug: str) -> Body:
    found: Body = get_object_or_404(Body.objects.visible_to(request.viewer), slug=slug)
    return found


def add_area(request: SignedIn, slug: str) -> HttpResponse:
    """A new area of focus."""
    body = _body(request, slug)
    require(policies.may_add_area(request.viewer, body))
    form = AreaForm(posted(request))
    made = carried_out(form, lambda: operations.add_area(body=body, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"{made} is added. Now name its champion.")
        return redirect("champions:area", made.pk)
    return render(request, "champions/add_area.html", {"body": body, "form": form, "cancel_url": reverse("champions:list")})


def _area(request: SignedIn, pk: int) -> Area:
    found: Area = get_object_or_404(Area.objects.visible_to(request.viewer).select_related("body"), pk=pk)
    return found


def _on_area(area: Area, form: object, **more: object) -> dict[str, object]:
    return {"area": area, "form": form, "cancel_url": reverse("champions:area", args=[area.pk]), **more}


def retire_area(request: SignedIn, pk: int) -> HttpResponse:
    """The board carries it as an area no longer."""
    found = _area(request, pk)
    require(policies.may_retire_area(request.viewer, found))
    form = RetireAreaForm(posted(request))
    if carried_out(form, lambda: operations.retire_area(area=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, f"{found} is no longer an area of focus. What was seen and reported stays.")
        return redirect("champions:list")
    facts = [{"name": "Area of", "text": found.body.name}]
    return render(request, "champions/retire_area.html", _on_area(found, form, facts=facts))


def appoint_champion(request: SignedIn, pk: int) -> HttpResponse:
    """Name the champion, the lead officer and the operational champion, for a term."""
    viewer = request.viewer
    found = _area(request, pk)
    require(policies.may_appoint_champion(viewer, found))
    running = found.appointments.visible_to(viewer).current(on=viewer.on).with_people().first()
    seated = Membership.objects.visible_to(viewer).not_over(on=viewer.on).filter(seat__body=found.body_id)
    members = User.objects.filter(is_active=True, pk__in=seated.values("user"))
    form = AppointmentForm(posted(request), members=members, running=running is not None)
    made = carried_out(form, lambda: operations.appoint_champion(area=found, **form.cleaned_data, by=viewer, now=timezone.now()))
    if made:
        messages.success(request, f"{made.champion} is champion for {found} from {day(made.starts_on)}.")
        return redirect("champions:area", found.pk)
    return render(request, "champions/appoint_champion.html", _on_area(found, form, running=running))


def end_appointment(request: SignedIn, pk: int) -> HttpResponse:
    """End a champion's term."""
    viewer = request.viewer
    term = get_object_or_404(Appointment.objects.visible_to(viewer).with_people(), pk=pk)
    require(policies.may_end_appointment(viewer, term))
    form = EndTermForm(posted(request))

    def deed() -> Appointment:
        return operations.end_appointment(appointment=term, ends_on=form.last_day(viewer.on), by=viewer, now=timezone.now())

    if carried_out(form, deed):
        messages.success(request, f"The term of {term.champion} is changed.")
        return redirect("champions:area", term.area_id)
    until = f" until {day(term.ends_on)}" if term.ends_on else ", without an end"
    facts = [
        {"name": "Carried", "text": f"From {day(term.starts_on)}{until}"},
        {"name": "Lead officer", "text": term.officer_lead.described},
    ]
    return render(request, "champions/end_appointment.html", _on_area(term.area, form, term=term, facts=facts))


def open_cycle(request: SignedIn, slug: str) -> HttpResponse:
    """Say which meetings the next duties lie between."""
    body = _body(request, slug)
    require(policies.may_open_cycle(request.viewer, body))
    before = body.cycles.visible_to(request.viewer).first()
    form = CycleForm(posted(request), initial={"starts_on": before.ends_on + operations.ONE_DAY} if before else {})
    made = carried_out(form, lambda: operations.open_cycle(body=body, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"Champions can log what they do until {day(made.ends_on)}.")
        return redirect("champions:list")
    context = {"body": body, "before": before, "form": form, "cancel_url": reverse("champions:list")}
    return render(request, "champions/open_cycle.html", context)
