"""What the record holds for each chapter of an annual report: rows that may be public, and whether there are any."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from actions.models import Outcome
from champions.models import Appointment
from cpboard.board.models import Promise, YoungGroup
from cpboard.core.access import Viewer
from cpboard.publishing.models import AnnualReport, ReleaseRequest
from meetings.models import Session
from performance.models import Indicator
from performance.models import Value as OurFigure
from voice.models import Theme

ALWAYS = frozenset({"recommendations", "origin", "programme"})  # of no meetings it says that there were none


def spoken_of(report: AnnualReport, viewer: Viewer) -> frozenset[str]:
    """The chapters of which the record says something, by key, in one query: as `draft_all` would find them."""
    asked = {key: Exists(rows) for key, rows in _rows_behind(report, viewer).items()}
    young_people = Exists(YoungGroup.objects.all()) | Exists(released_themes(report))
    found = AnnualReport.objects.filter(pk=report.pk).values_list(*asked.values(), young_people)[0]  # type: ignore[arg-type]
    spoken = {key for key, there in zip([*asked, "young_people"], found, strict=True) if there}
    return frozenset(spoken | ALWAYS)


def _rows_behind(report: AnnualReport, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    return {
        "purpose": promises(report),
        "champions": terms(report),
        "outcomes": judged(report),
        "figures": values(report, viewer),
        "consultation": groups_who_said(),
    }


def promises(report: AnnualReport) -> QuerySet[Promise]:
    """The promises that stood at the end of the year."""
    return Promise.objects.filter(body=report.body_id).kept_up(on=report.year.ends_on)


def terms(report: AnnualReport) -> QuerySet[Appointment]:
    """Who carried an area on any day of the year."""
    return Appointment.objects.during(report.year.starts_on, report.year.ends_on).filter(area__body=report.body_id)


def judged(report: AnnualReport) -> QuerySet[Outcome]:
    """What was judged in the year, but for what came from a private session."""
    public = Q(action__isnull=True) | Q(action__item__isnull=True)
    public |= Q(action__item__session__privacy=Session.Privacy.PUBLIC)
    return Outcome.objects.filter(public, body=report.body_id, year=report.year_id)


def values(report: AnnualReport, viewer: Viewer) -> QuerySet[Any]:
    """Our figures of periods that ended by then."""
    followed = Indicator.objects.visible_to(viewer).in_use()
    standing = OurFigure.objects.visible_to(viewer).filter(indicator__in=followed.values("pk")).standing()
    return standing.ending_by(report.year.ends_on)


def groups_who_said() -> QuerySet[YoungGroup]:
    """The groups whose words on the board we may use."""
    return YoungGroup.objects.exclude(says_about_board="")


def released_themes(report: AnnualReport) -> QuerySet[Theme]:
    """Themes of the year that have their answer and that a second person released to the public."""
    heard = Theme.objects.filter(body=report.body).heard_during(report.year.starts_on, report.year.ends_on)
    out = ReleaseRequest.objects.filter(kind="you_said", publication__isnull=False, publication__withdrawal__isnull=True)
    key = Concat(Value("voice.theme:"), Cast(OuterRef("pk"), CharField()))
    return heard.answered().filter(Exists(out.filter(source=key)))
