"""Notice: the certificate of one meeting and its files, a late item that is urgent, the council's working days."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import require
from cpboard.core.bank_holidays import data_ends_on
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.certificate import certificate_of
from meetings.counting import rules_of_the_house
from meetings.forms import CountingForm, DayOffForm, RemoveDayOffForm, UrgencyForm
from meetings.heading import head_of
from meetings.models import DayOff, NoticePaper, OfficeCalendar
from meetings.notice import notice_of
from meetings.views.common import asked, done, item_of, meeting_of

HISTORY = 60


def certificate(request: SignedIn, pk: int) -> HttpResponse:
    """When the papers of a meeting were open to inspection, with the checksum of each file. It can be printed."""
    found = meeting_of(request, pk)
    now, rules = timezone.now(), rules_of_the_house()
    context = {
        "meeting": found,
        "head": head_of(found, request.viewer, "Notice"),
        "certificate": certificate_of(found, request.viewer, rules),
        "notice": notice_of(found, rules, now=now),
        "now": now,
    }
    return render(request, "meetings/certificate.html", context)


def notice_paper(request: SignedIn, pk: int) -> FileResponse:
    """One file, byte for byte as it was open to inspection."""
    papers = NoticePaper.objects.visible_to(request.viewer).select_related("file")
    return files.respond(get_object_or_404(papers, pk=pk).file)


def record_urgency(request: SignedIn, pk: int) -> HttpResponse:
    """Why the chair found it urgent that this item is taken with fewer than five clear days."""
    found = item_of(request, pk)
    require(policies.may_record_urgency(request.viewer, found))
    form = UrgencyForm(posted(request), meeting=found.session.meeting)
    if carried_out(form, lambda: operations.record_urgency(item=found, **form.urgent(), by=request.viewer, now=timezone.now())):
        return done(request, "It is recorded, and the minutes will say it.", "meetings:item", found.pk)
    return asked(request, "record_urgency", form, back=found, item=found, meeting=found.session.meeting)


def office_calendar(request: SignedIn) -> HttpResponse:
    """The days that do not count: those that stand, those that were taken off, and how the council counts."""
    require(policies.may_keep_calendar(request.viewer))
    days = DayOff.objects.visible_to(request.viewer).select_related("added_by", "removed_by")
    standing = days.filter(removed_at=None)
    context = {
        "coming": standing.filter(ends_on__gte=request.viewer.on).order_by("starts_on"),
        "gone": standing.filter(ends_on__lt=request.viewer.on)[:HISTORY],
        "removed": days.filter(removed_at__isnull=False).order_by("-removed_at")[:HISTORY],
        "calendar": OfficeCalendar.objects.visible_to(request.viewer).first() or OfficeCalendar(),
        "data_ends_on": data_ends_on(),
    }
    return render(request, "meetings/office_calendar.html", context)


def add_day_off(request: SignedIn) -> HttpResponse:
    """Another day, or days, that do not count."""
    require(policies.may_keep_calendar(request.viewer))
    form = DayOffForm(posted(request))
    if carried_out(form, lambda: operations.add_day_off(**form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "It is in the list. Every meeting is counted with it from now on.", "meetings:office_calendar")
    return render(request, "meetings/add_day_off.html", {"form": form, "cancel_url": reverse("meetings:office_calendar")})


def remove_day_off(request: SignedIn, pk: int) -> HttpResponse:
    """A day counts again."""
    day = get_object_or_404(DayOff.objects.visible_to(request.viewer), pk=pk)
    require(policies.may_remove_day_off(request.viewer, day))
    form = RemoveDayOffForm(posted(request))
    if carried_out(form, lambda: operations.remove_day_off(day=day, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "It counts as a working day again.", "meetings:office_calendar")
    return render(
        request, "meetings/remove_day_off.html", {"form": form, "day_off": day, "cancel_url": reverse("meetings:office_calendar")}
    )


def set_counting(request: SignedIn) -> HttpResponse:
    """Strict or lenient, when the offices close, how long before each step is due."""
    require(policies.may_keep_calendar(request.viewer))
    found = OfficeCalendar.objects.visible_to(request.viewer).first()
    form = CountingForm(posted(request), initial=CountingForm.answers_of(found))
    if carried_out(form, lambda: operations.set_counting(**form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "That is how we count from now on.", "meetings:office_calendar")
    return render(request, "meetings/set_counting.html", {"form": form, "cancel_url": reverse("meetings:office_calendar")})
