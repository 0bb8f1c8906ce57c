"""How a frozen scorecard reads, with what its figures and colours have become since beside it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from cpboard.core.access import Viewer
from cpboard.core.templatetags.cpb import count_words, day
from performance import pages
from performance.figures import RESULTS, comes_first
from performance.models import Indicator, Rating, SnapshotRow, Value

Key = tuple[int, dt.date, dt.date]


def groups(rows: Sequence[SnapshotRow], viewer: Viewer) -> list[dict[str, Any]]:
    """The figures by the colour that they had, reds first, each with what changed since. Two queries, however many there are."""
    now = _now(rows, viewer)
    told = [(row.result, _row(row, *now.get(row.pk, (None, None)))) for row in rows]
    found = {result: [each for colour, each in told if colour == result] for result in RESULTS}
    notes = {result: count_words(len(each), "figure").capitalize() for result, each in found.items()}
    return [{"result": result, "note": notes[result], "rows": each} for result, each in found.items() if each]


def as_frozen(rows: Sequence[SnapshotRow]) -> list[dict[str, Any]]:
    """The figures by the colour that they had, reds first, as they were kept and with nothing of what came since."""
    found = {result: [{**row.frozen, "said": _said(row)} for row in rows if row.result == result] for result in RESULTS}
    return [
        {"label": Rating.Result(result).label, "note": count_words(len(each), "figure"), "rows": each}
        for result, each in found.items()
        if each
    ]


def title(rows: Sequence[SnapshotRow]) -> str:
    """Two of seven figures were off track."""
    off = sum(row.result == Rating.Result.RED for row in rows)
    number = count_words(off).capitalize() if off else "None"
    return f"{number} of {count_words(len(rows), 'figure')} {'was' if off == 1 else 'were'} off track"


def _row(row: SnapshotRow, value: Value | None, rating: Rating | None) -> dict[str, Any]:
    return {**row.frozen, "said": _said(row), "url_of": row.indicator_id, "since": _since(row, value, rating)}


def _said(row: SnapshotRow) -> dict[str, Any] | None:
    said = row.frozen["said"]
    return {**said, "on": dt.date.fromisoformat(said["on"])} if said else None


def _now(rows: Iterable[SnapshotRow], viewer: Viewer) -> dict[int, tuple[Value | None, Rating | None]]:
    """The standing version of each frozen figure, and its colour today."""
    frozen = {_key(row.value): row for row in rows}
    values = Value.objects.visible_to(viewer).filter(indicator__in={key[0] for key in frozen}).standing()
    standing = [(frozen[_key(value)], value) for value in values if _key(value) in frozen]
    colours: dict[int, list[Rating]] = defaultdict(list)
    for rating in Rating.objects.visible_to(viewer).filter(value__in=[value.pk for _, value in standing]).standing():
        colours[rating.value_id].append(rating)
    return {row.pk: (value, _own(colours[value.pk], row)) for row, value in standing}


def _own(ratings: Sequence[Rating], row: SnapshotRow) -> Rating | None:
    """The colour that is the figure's own."""
    banded = row.indicator.polarity == Indicator.Polarity.BAND
    return min((each for each in ratings if banded or each.comparator), key=comes_first, default=None)


def _key(value: Value) -> Key:
    return value.indicator_id, value.period_starts_on, value.period_ends_on


def _since(row: SnapshotRow, value: Value | None, rating: Rating | None) -> list[dict[str, str]]:
    """What is other today: the figure corrected, the colour worked out anew."""
    found = []
    if value and value.pk != row.value_id:
        text = f"{pages.figure_and_counts(row.indicator, value)}, since {day(value.loaded_at)}. {value.source}."
        found.append({"what": "Corrected", "text": text, "result": ""})
    result = rating.result if rating else Rating.Result.NONE
    if result != row.result and rating:
        found.append({"what": "Rated anew", "text": f"{rating.why} On {day(rating.rated_at)}.", "result": result})
    return found
