"""Indicators and their figures, made by the deeds that make them in life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from cpboard.core import uploads as looking
from performance import operations
from performance.catalogue import operations as catalogue
from performance.exceptions import operations as reasons
from performance.models import (
    Area,
    Commentary,
    Comparator,
    ExceptionReport,
    Indicator,
    Neighbour,
    PeerNote,
    Snapshot,
    Target,
    Upload,
    Value,
)
from performance.peers import operations as peers
from performance.snapshots import operations as snapshots
from performance.uploads import operations as uploads
from tests.cast import Cast

_numbers = count(1)
YEAR = dt.timedelta(days=365)


def make_indicator(cast: Cast, **more: Any) -> Indicator:
    """A percentage of children, of which more is better."""
    number = next(_numbers)
    facts: dict[str, Any] = {
        "code": f"IND{number}",
        "name": f"Indicator {number}",
        "plain_name": f"Saw a dentist in the last year, {number}",
        "unit": Indicator.Unit.PERCENT,
        "polarity": Indicator.Polarity.HIGH,
        **more,
    }
    return operations.add_indicator(by=cast.viewer("performance"), now=timezone.now(), **facts)


def make_value(cast: Cast, indicator: Indicator, numerator: int | None = 89, denominator: int | None = 131, **more: Any) -> Value:
    """Our figure for the year that ended 30 days ago, or as told: ends_on, starts_on, value, source, status, now."""
    ends_on = more.pop("ends_on", timezone.localdate() - dt.timedelta(days=30))
    facts: dict[str, Any] = {"source": "Council’s own count", "now": timezone.now(), **more}
    return operations.load_value(
        indicator=indicator,
        period_starts_on=facts.pop("starts_on", ends_on - YEAR + dt.timedelta(days=1)),
        period_ends_on=ends_on,
        numerator=numerator,
        denominator=denominator,
        by=cast.viewer("performance"),
        **facts,
    )


def make_comparator(cast: Cast, indicator: Indicator, value: str = "68", **more: Any) -> Comparator:
    """What similar councils have, for the period that ended 30 days ago, or as told: area, ends_on, release, now."""
    facts: dict[str, Any] = {"area": Comparator.Area.NEIGHBOURS, "release": "Release of November", "now": timezone.now(), **more}
    return operations.load_comparator(
        indicator=indicator,
        period_ends_on=facts.pop("ends_on", timezone.localdate() - dt.timedelta(days=30)),
        value=Decimal(value),
        by=cast.viewer("performance"),
        **facts,
    )


def make_months(cast: Cast, indicator: Indicator, figures: Iterable[int]) -> list[Value]:
    """A figure for each month of so many, in per cent of 100 children, the last of them the newest month that is over."""
    ends = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    found = []
    for figure in reversed(list(figures)):
        found.append(make_value(cast, indicator, figure, 100, starts_on=ends.replace(day=1), ends_on=ends))
        ends = ends.replace(day=1) - dt.timedelta(days=1)
    return found


def make_target(cast: Cast, indicator: Indicator, **more: Any) -> Target:
    """What the council aims at this municipal year: 75, or as told: year, target, tolerance."""
    facts: dict[str, Any] = {"year": cast.year, "target": 75, "tolerance": 2, **more}
    numbers = {name: Decimal(facts.pop(name)) for name in ("target", "tolerance")}
    return catalogue.set_target(indicator=indicator, by=cast.viewer("performance"), now=timezone.now(), **numbers, **facts)


def make_red(cast: Cast, numerator: int = 60, denominator: int = 131, **more: Any) -> ExceptionReport:
    """The report of an indicator whose newest figure is off track, clearly unless told otherwise: it opened by itself."""
    indicator = make_indicator(cast, **{"owner": cast.officer, **more})
    make_comparator(cast, indicator, "80")
    make_value(cast, indicator, numerator, denominator)
    return ExceptionReport.objects.standing().get(indicator=indicator)


ANSWERS: dict[str, Any] = {
    "happened": "Two fostering households stopped in May.",
    "why": "We lost them to agencies.",
    "children": "They changed school too.",
    "doing": "We ask every household twice a year how it is.",
    "who": "Wanda Obi, fostering team",
    "done_by": dt.date(2027, 3, 31),
}


def make_written(cast: Cast, report: ExceptionReport, by: str = "officer", **more: Any) -> ExceptionReport:
    """The answers of whoever answers for the figure, or of somebody else."""
    return reasons.write_exception(report=report, by=cast.viewer(by), now=timezone.now(), **{**ANSWERS, **more})


def make_signed(cast: Cast, report: ExceptionReport, **more: Any) -> ExceptionReport:
    """Written by whoever answers for the figure, signed by the performance officer."""
    written = make_written(cast, report, **more)
    return reasons.sign_exception(report=written, by=cast.viewer("performance"), now=timezone.now())


def make_snapshot(cast: Cast, title: str = "Scorecard for January", **more: Any) -> Snapshot:
    """The scorecard of today, frozen."""
    facts: dict[str, Any] = {"on": timezone.localdate(), "now": timezone.now(), "reason": "We look into it for March.", **more}
    return snapshots.take_snapshot(title=title, by=cast.viewer("performance"), **facts)


def make_comment(cast: Cast, value: Value, text: str = "Two fostering households stopped.") -> Commentary:
    """What the performance officer says of a figure."""
    return operations.comment(value=value, text=text, by=cast.viewer("performance"), now=timezone.now())


def make_upload(cast: Cast, content: bytes, name: str = "release.csv", *, checked: bool = True, **more: Any) -> Upload:
    """A file that the performance officer sent, looked at unless told otherwise."""
    now, by = more.pop("now", timezone.now()), cast.viewer("performance")
    sent = uploads.send_file(file=looking.Upload(content, name, "text/csv"), by=by, now=now, **more)
    return uploads.check_upload(upload=sent, by=by, now=now) if checked else sent


def make_figures_file(cast: Cast, content: bytes, name: str = "figures.csv", *, checked: bool = True, **more: Any) -> Upload:
    """A file of our own figures that the performance officer sent, looked at unless told otherwise."""
    now, by = more.pop("now", timezone.now()), cast.viewer("performance")
    source = more.pop("source", "Council’s own count")
    sent = uploads.send_figures(file=looking.Upload(content, name, "text/csv"), source=source, by=by, now=now)
    return uploads.check_upload(upload=sent, by=by, now=now) if checked else sent


def source_year(cast: Cast) -> Indicator:
    """Long-term stability as a real annual report of 2020/21 gave it, with its comparators of a year before."""
    indicator = make_indicator(
        cast,
        code="STA02",
        name="Long-term stability",
        plain_name="Same home for two years or more",
        numerator_is="In the same home for 2 years",
    )
    make_value(cast, indicator, None, None, value=Decimal("67.0"), starts_on=dt.date(2020, 4, 1), ends_on=dt.date(2020, 4, 30))
    make_value(cast, indicator, 89, 131, starts_on=dt.date(2021, 4, 1), ends_on=dt.date(2021, 4, 30))
    for area, value in (("neighbours", "67.0"), ("region", "69"), ("england", "68")):
        make_comparator(cast, indicator, value, area=area, ends_on=dt.date(2020, 3, 31), release="2020 release")
    return indicator


def make_council(name: str, *, ours: bool = False, of: Area | None = None, place: int = 0) -> Area:
    """A council of the statistics; one like `of` in the table of 2025, in this place."""
    council: Area = Area.objects.create(code=str(400 + Area.objects.count()), name=name, kind=Area.Kind.AUTHORITY, ours=ours)
    if of is not None:
        Neighbour.record(model="2025", area=of, place=place, neighbour=council, closeness="Very close")
    return council


def make_peer_note(cast: Cast, council: Area, **more: Any) -> PeerNote:
    """What the performance officer noted of another council."""
    facts: dict[str, Any] = {
        "praised": "Every child has one social worker for years.",
        "source": "Report of May 2025, paragraph 31",
        "judgement": "good",
        "inspected_on": dt.date(2025, 3, 14),
        **more,
    }
    return peers.note_peer(council=council, by=cast.viewer("performance"), now=timezone.now(), **facts)
