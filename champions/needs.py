"""What waits for champions (their duties) and for the clerk (areas without a champion, reports that are missing)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from champions.models import Appointment, Area, Cycle
from champions.progress import Progress, in_words, latest_progress, unreported
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
    areas = _areas(viewer)
    return [*_without_champion(areas), *_missing_reports(viewer), *_no_cycle(areas)]


def _areas(viewer: Viewer) -> list[Area]:
    """The areas that are carried, and of each whether somebody has it and whether time runs between two meetings."""
    ahead = Appointment.objects.filter(area=OuterRef("pk"), starts_on__lte=viewer.on).exclude(ends_on__lt=viewer.on)
    running = Cycle.objects.holding(day=viewer.on).filter(body=OuterRef("body"))
    seen = Area.objects.visible_to(viewer).filter(viewer.q_body(May.RUN_CHAMPIONS, "body")).carried(on=viewer.on)
    return list(seen.annotate(has_champion=Exists(ahead), has_time=Exists(running)).select_related("body"))


def _without_champion(areas: list[Area]) -> list[Need]:
    free = [area for area in areas if not area.has_champion]  # type: ignore[attr-defined]  # annotated
    return [Need(None, f"Name a champion for {area}", "Nobody carries this area now.", _url("appoint_champion", area)) for area in free]


def _missing_reports(viewer: Viewer) -> list[Need]:
    run = viewer.q_body(May.RUN_CHAMPIONS, "area__body")
    terms = Appointment.objects.visible_to(viewer).current(on=viewer.on).filter(run).with_people()
    late: Any = unreported(terms, on=viewer.on).filter(report_due_on__lte=viewer.on + NEAR)
    return [
        Need(
            due_on=term.report_due_on,
            what=f"Ask {term.champion} to report back on {term.area}",
            why=f"{in_words(term.duties_done, reported=False)}. The board meets on {day(term.cycle_ends_on)}.",
            url=_url("area", term.area),
        )
        for term in late
    ]


def _no_cycle(areas: list[Area]) -> list[Need]:
    without = {area.body_id: area.body for area in areas if not area.has_time}  # type: ignore[attr-defined]  # annotated
    why = "Champions cannot log what they do until the next one is open."
    return [
        Need(None, f"Open the time between two meetings of the {body}", why, reverse("champions:open_cycle", args=[body.slug]))
        for body in without.values()
    ]


def _url(name: str, area: Area) -> str:
    return reverse(f"champions:{name}", args=[area.pk])
