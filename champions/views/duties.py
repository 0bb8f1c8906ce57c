"""What a champion writes: visits and meetings, and the report back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from champions import operations, policies
from champions.forms import DutyForm, ReportBackForm
from champions.models import Appointment, Area, Cycle, Duty, ReportBack
from champions.progress import WAS_DONE, latest_cycle, line
from cpboard.core.access import Denied, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import Council
from cpboard.core.refusals import carried_out


def _own_term(request: SignedIn, pk: int) -> Appointment:
    """The running term in which this person is champion of the area. Denied to everybody else."""
    viewer = request.viewer
    area = get_object_or_404(Area.objects.visible_to(viewer), pk=pk)
    own = area.appointments.visible_to(viewer).current(on=viewer.on).filter(champion=viewer.user_id)
    term: Appointment | None = own.with_people().first()
    if term is None:
        raise Denied
    return term


def _may_stand(term: Appointment) -> list[str]:
    """Names that are nobody's secret: the grown-ups of the area, the council, the area itself."""
    council = Council.here()
    people = (term.champion, term.officer_lead, term.operational_champion)
    titles = f"{council.name} {council.place} {term.area.name} {term.area.body.name}"
    return [*(person.name for person in people if person), *titles.split()]


def log_duty(request: SignedIn, pk: int) -> HttpResponse:
    """A visit or meeting: what I saw, what I heard."""
    term = _own_term(request, pk)
    require(policies.may_log_duty(request.viewer, term))
    asked = request.GET.get("kind", "")
    first = {"kind": asked if asked in Duty.Kind.values else Duty.Kind.VISIT, "done_on": request.viewer.on}
    form = DutyForm(posted(request), initial=first, besides=_may_stand(term))
    made = carried_out(form, lambda: operations.log_duty(appointment=term, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if made:
        messages.success(request, f"Saved: {WAS_DONE[Duty.Kind(made.kind)].lower()}, {made.done_on:%-d %B %Y}.")
        return redirect("champions:area", term.area_id)
    cancel_url = reverse("champions:area", args=[term.area_id])
    return render(request, "champions/log_duty.html", {"area": term.area, "form": form, "cancel_url": cancel_url})


def report_back(request: SignedIn, pk: int, cycle: int | None = None) -> HttpResponse:
    """Half a page for the board. What was logged is filled in."""
    term = _own_term(request, pk)
    require(policies.may_report_back(request.viewer, term))
    between = _cycle(request, term, cycle)
    duties = list(term.duties.visible_to(request.viewer).filter(cycle=between)) if between else []
    sent = term.reports.visible_to(request.viewer).filter(cycle=between).first() if between else None
    if sent:
        return redirect("champions:report", sent.pk)
    context = {"area": term.area, "cycle": between, "cancel_url": reverse("champions:area", args=[term.area_id])}
    if between is None or not duties:
        return render(request, "champions/nothing_to_report.html", context)
    form = ReportBackForm(posted(request), initial=_drawn_from(duties), besides=_may_stand(term))
    made = carried_out(
        form,
        lambda: operations.report_back(appointment=term, cycle=between, **form.cleaned_data, by=request.viewer, now=timezone.now()),
    )
    if made:
        messages.success(request, "Your report is with the board.")
        return redirect("champions:report", made.pk)
    return render(request, "champions/report_back.html", {**context, "form": form, "most_words": operations.MOST_WORDS})


def _cycle(request: SignedIn, term: Appointment, pk: int | None) -> Cycle | None:
    if pk is None:
        return latest_cycle(term.area.body_id, on=request.viewer.on)
    found: Cycle = get_object_or_404(Cycle.objects.visible_to(request.viewer).filter(body=term.area.body_id), pk=pk)
    return found


def _drawn_from(duties: list[Duty]) -> dict[str, str]:
    """The report as the logs make it, oldest first, for the champion to edit."""
    in_order = sorted(duties, key=lambda duty: (duty.done_on, duty.pk))
    return {
        "did": "\n".join(f"{WAS_DONE[Duty.Kind(duty.kind)]}: {line(duty)}." for duty in in_order),
        "saw": "\n".join(duty.saw for duty in in_order if duty.saw),
        "heard": "\n".join(f"“{duty.heard}”" for duty in in_order if duty.heard),
    }


def report(request: SignedIn, pk: int) -> HttpResponse:
    """One report, as it was sent."""
    related = ("appointment__area__body", "appointment__champion", "cycle")
    found = get_object_or_404(ReportBack.objects.visible_to(request.viewer).select_related(*related), pk=pk)
    return render(request, "champions/report.html", {"report": found, "area": found.appointment.area})
