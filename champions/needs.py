"""What waits for champions (their duties) and for the clerk (areas without a champion, reports that are missing)."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from champions.models import Appointment, Area, Cycle
from champions.progress import Progress, latest_progress
from cpboard.board.models import Body
from cpboard.core.access import Viewer
from cpboard.core.needs import Need, needs_from
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import day

NEAR = dt.timedelta(days=14)  # before then the champion is asked, not the clerk


@needs_from
def needs_of_champion(viewer: Viewer) -> list[Need]:
    """What is left of this person's own duties."""
    if not viewer.can(May.LOG_DUTIES):
        return []
    own = list(Appointment.objects.visible_to(viewer).current(on=viewer.on).filter(champion=viewer.user_id).with_people())
    return [_duty_need(progress) for progress in latest_progress(own, on=viewer.on).values() if progress.left]


def _duty_need(progress: Progress) -> Need:
    area, due = progress.appointment.area, progress.cycle.report_due_on
    if not progress.duties:
        return Need(due, f"Log a visit or meeting for {area}", "Nothing is logged since the last meeting.", _url("log_duty", area))
    if progress.duties_left:
        left = ", ".join(step.title[0].lower() + step.title[1:] for step in progress.duties_left)
        return Need(due, f"Log a visit or meeting for {area}", f"Still to do: {left}. Then report back.", _url("log_duty", area))
    return Need(due, f"Report back on {area}", "Half a page for the board. Your visits are filled in already.", _url("report_back", area))


@needs_from
def needs_of_clerk(viewer: Viewer) -> list[Need]:
    """What stops champions from doing their work."""
    if not viewer.can(May.RUN_CHAMPIONS):
        return []
    return [*_without_champion(viewer), *_missing_reports(viewer), *_no_cycle(viewer)]


def _without_champion(viewer: Viewer) -> list[Need]:
    carried = Appointment.objects.filter(starts_on__lte=viewer.on).exclude(ends_on__lt=viewer.on)
    run = viewer.q_body(May.RUN_CHAMPIONS, "body")
    areas = Area.objects.visible_to(viewer).filter(run).carried(on=viewer.on).exclude(pk__in=carried.values("area"))
    return [Need(None, f"Name a champion for {area}", "Nobody carries this area now.", _url("appoint_champion", area)) for area in areas]


def _missing_reports(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_CHAMPIONS, "area__body")
    terms = list(Appointment.objects.visible_to(viewer).current(on=viewer.on).filter(run).with_people())
    found = latest_progress(terms, on=viewer.on).values()
    late = [p for p in found if p.report is None and p.cycle.report_due_on - NEAR <= viewer.on]
    return [
        Need(
            due_on=p.cycle.report_due_on,
            what=f"Ask {p.appointment.champion} to report back on {p.appointment.area}",
            why=f"{p.in_words}. The board meets on {day(p.cycle.ends_on)}.",
            url=_url("area", p.appointment.area),
        )
        for p in late
    ]


def _no_cycle(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_CHAMPIONS, "pk")
    running = Cycle.objects.holding(day=viewer.on).values("body")
    with_areas = Area.objects.carried(on=viewer.on).values("body")
    bodies = Body.objects.visible_to(viewer).filter(run, pk__in=with_areas).exclude(pk__in=running)
    why = "Champions cannot log what they do until the next one is open."
    return [
        Need(None, f"Open the time between two meetings of the {b}", why, reverse("champions:open_cycle", args=[b.slug])) for b in bodies
    ]


def _url(name: str, area: Area) -> str:
    return reverse(f"champions:{name}", args=[area.pk])
