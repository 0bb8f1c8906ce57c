"""Where this council stands among all councils that published a figure: quartile and rank as LAIT has them (handbook §4.5)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from django.db.models import F

from performance import standing
from performance.importing import deriving
from performance.importing.measures import all_of_them
from performance.models import Area, Indicator, Published, Release

BANDS = {"A": "the best quarter", "B": "the better half", "C": "the worse half", "D": "the last quarter"}
FEWEST = 4  # councils; among fewer there are no quarters


def placed(indicator: Indicator) -> dict[str, Any] | None:
    """Rank, quarter and the five marks between quarters, by our figure as it was published; None where there is none.

    One query, however many years are held.
    """
    measure = next((m for m in all_of_them() if m.code == indicator.code and m.figure), None)
    if measure is None or indicator.polarity not in (Indicator.Polarity.HIGH, Indicator.Polarity.LOW):
        return None
    newest = Release.objects.filter(dataset=measure.dataset).order_by("-newest_on", "-pk").values("pk")[:1]
    rows_of = Published.objects.filter(series__dataset=measure.dataset, series__labels__iexact=measure.series, release__in=newest)
    chosen = rows_of.filter(ends_on=F("release__newest_on"), area__kind=Area.Kind.AUTHORITY)
    found = list(chosen.select_related("area"))
    rows = {(measure.series, each.area.code, each.ends_on): each.figures for each in found}
    ours = next((each.area.code for each in found if each.area.ours), "")
    printed = {code: deriving.printed_of(measure, rows, code, day) for _, code, day in rows}
    figures = {code: Fraction(text) for code, text in printed.items() if text}
    return _placed(indicator, figures, ours, found[0].ends_on) if ours in figures and len(figures) >= FEWEST else None


def _placed(indicator: Indicator, figures: dict[str, Fraction], ours: str, ends_on: dt.date) -> dict[str, Any]:
    marks = standing.quartiles(figures.values())
    band = standing.band(figures[ours], marks, indicator.polarity)
    return {
        "band": band,
        "in_words": BANDS[band],
        "rank": standing.rank(figures[ours], figures.values(), indicator.polarity),
        "of": len(figures),
        "figure": figures[ours],
        "marks": marks,
        "ends_on": ends_on,
    }
