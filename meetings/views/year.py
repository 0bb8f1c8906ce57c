"""The year: the list of meetings, the plan, a new meeting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Body, MunicipalYear
from cpboard.core import ics, keys
from cpboard.core.access import Viewer, require
from cpboard.core.http import SignedIn, posted
from cpboard.core.models import ReadKey
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from meetings import facts, operations, policies
from meetings.counting import rules_of_the_house
from meetings.dates import entry_of
from meetings.forms import FilterForm, MeetingForm, ProgrammeForm
from meetings.models import Meeting, Programme
from meetings.notice import notice_of
from meetings.views.common import done

A_PAGE = 25
CALENDAR_BACK = dt.timedelta(days=60)


def meetings(request: SignedIn) -> HttpResponse:
    """The meetings of a year, the next first, then what was held."""
    viewer = request.viewer
    require(policies.may_list_meetings(viewer))
    form = FilterForm(_asked(request, viewer), viewer=viewer)
    wanted = form.wanted()
    seen = Meeting.objects.visible_to(viewer)
    found = seen.filter(**wanted).with_papers(viewer).select_related("body", "year")
    now = timezone.now()
    context = {
        "form": form,
        "page": _with_notices(Paginator(found, A_PAGE).get_page(request.GET.get("page")), viewer, now),
        "query": _query(request),
        "filtered": bool(request.GET),
        "next": seen.to_come(now=now).select_related("body").first(),
        "many_bodies": "body" in form.fields,
        "plans": _plans(viewer, wanted),
        "may_create": policies.may_run_meetings(viewer),
        "year": wanted.get("year"),
    }
    return render(request, "meetings/list.html", context)


def _with_notices(page: Page[Meeting], viewer: Viewer, now: dt.datetime) -> Page[Meeting]:
    """The meetings of a page; those that lie ahead with how their notice stands, for whoever runs them."""
    if policies.may_run_meetings(viewer):
        rules = rules_of_the_house()
        for meeting in page.object_list:
            ahead = meeting.has_notice_rules and meeting.held_at is None and meeting.called_off_at is None and meeting.starts_at > now
            runs = policies.may_run_meetings(viewer, meeting.body_id)
            meeting.notice = notice_of(meeting, rules, now=now) if ahead and runs else None  # type: ignore[attr-defined]
    return page


def _asked(request: SignedIn, viewer: Viewer) -> dict[str, Any]:
    """What was asked for; the year that runs, when nothing was."""
    if "year" in request.GET:
        return request.GET.dict()
    year = MunicipalYear.objects.visible_to(viewer).current(on=viewer.on).first()
    return {**request.GET.dict(), "year": year.pk if year else ""}


def _query(request: SignedIn) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _plans(viewer: Viewer, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """How the bodies stand against their plan in the year that is shown, for those who see their meetings as a whole."""
    year = wanted.get("year")
    if year is None:
        return []
    bodies = Body.objects.visible_to(viewer).filter(viewer.q_body(May.READ_MEETINGS, "pk"))
    shown = bodies.filter(pk=wanted["body"].pk) if "body" in wanted else bodies
    counts = facts.counts_by_body(year)
    may_set = policies.may_run_meetings(viewer)
    return [{"body": body, "count": counts.get(body.pk, facts.NONE_YET), "may_set": may_set} for body in shown]


def my_calendar(request: SignedIn) -> HttpResponse:
    """The meetings that this viewer may see, as a file for their own calendar: when, where and whose, never what about."""
    return _calendar_of(request.viewer)


@keys.opens(ReadKey.Kind.CALENDAR)
def calendar_by_key(request: SignedIn, secret: str) -> HttpResponse:
    """The same for a calendar that follows it by itself: its secret address opens it, for as long as its owner may see them."""
    return _calendar_of(request.viewer)


def _calendar_of(viewer: Viewer) -> HttpResponse:
    require(policies.may_list_meetings(viewer))
    since = timezone.now() - CALENDAR_BACK
    seen = Meeting.objects.visible_to(viewer).filter(starts_at__gte=since).select_related("body").order_by("starts_at")
    return ics.respond("my-meetings", "My meetings", [entry_of(meeting) for meeting in seen])


def create_meeting(request: SignedIn) -> HttpResponse:
    """A new meeting, past ones too."""
    require(policies.may_run_meetings(request.viewer))
    form = MeetingForm(posted(request), viewer=request.viewer)
    made = carried_out(form, lambda: operations.create_meeting(**form.moments(), by=request.viewer, now=timezone.now()))
    if made is None:
        return render(request, "meetings/create_meeting.html", {"form": form, "cancel_url": reverse("meetings:list")})
    return done(request, "The meeting is there. Now put its agenda together.", "meetings:meeting", made.pk)


def set_programme(request: SignedIn, body: int, year: int) -> HttpResponse:
    """How many meetings a body means to hold in a year, and why it held fewer."""
    of = get_object_or_404(Body.objects.visible_to(request.viewer), pk=body)
    when = get_object_or_404(MunicipalYear.objects.visible_to(request.viewer), pk=year)
    require(policies.may_set_programme(request.viewer, of))
    plan = Programme.objects.visible_to(request.viewer).of(of, when).first()
    form = ProgrammeForm(posted(request), initial=ProgrammeForm.answers_of(plan))
    made = carried_out(
        form, lambda: operations.set_programme(body=of, year=when, **form.cleaned_data, by=request.viewer, now=timezone.now())
    )
    if made is None:
        return render(
            request, "meetings/set_programme.html", {"form": form, "body": of, "year": when, "cancel_url": reverse("meetings:list")}
        )
    return done(request, "The plan of the year is saved.", "meetings:list")
