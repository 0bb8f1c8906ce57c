"""Our own figures from a file: taken in one by one as by hand, and what they change, old and new, as it is kept with the upload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils import timezone

from cpboard.core import files
from cpboard.core.access import Viewer
from performance import disclosing, operations, pages, periods, telling, words
from performance.importing import own
from performance.importing.own import OwnFigures, OwnRow
from performance.importing.reading import Fault
from performance.models import ColumnMatch, Indicator, Upload, Value
from performance.uploads.report import SHOWN, Colours

BIG_POINTS, BIG_PART = Fraction(10), Fraction(1, 4)  # a jump worth a second look: in percentage points, or as a part of what was
Key = tuple[int, dt.date, dt.date]


def read(upload: Upload, now: dt.datetime) -> OwnFigures:
    """The figures of a file that was sent. Raises Unmatched and Refused."""
    return own.read(
        upload.file.name,
        files.read(upload.file),
        matched=dict(ColumnMatch.objects.values_list("heading", "column")),
        indicators=Indicator.objects.all(),
        source=upload.source,
        today=timezone.localdate(now),
    )


def take(found: OwnFigures, *, by: Viewer, now: dt.datetime) -> list[dict[str, Any]]:
    """Load every figure, and say what each changes. A row that says what is held already changes nothing.

    Is called within a deed, which is atomic; each figure asks its own policy, as one that is loaded by hand does.
    """
    held = _held(row.indicator for row in found.rows)
    changes = []
    for row in sorted(found.rows, key=lambda one: (one.indicator.pk, one.ends_on)):
        key = (row.indicator.pk, row.starts_on, row.ends_on)
        loaded = _load(row, by, now)
        if loaded.pk != getattr(held.get(key), "pk", None):
            changes.append(_change(row, loaded, held.get(key), _before(held, row)))
        held[key] = loaded
    return changes


def _load(row: OwnRow, by: Viewer, now: dt.datetime) -> Value:
    return operations.load_value(
        indicator=row.indicator,
        period_starts_on=row.starts_on,
        period_ends_on=row.ends_on,
        source=row.source,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        status=row.status,
        by=by,
        now=now,
    )


def _held(indicators: Iterable[Indicator]) -> dict[Key, Value]:
    standing = Value.objects.filter(indicator__in={each.pk for each in indicators}).standing()
    return {(each.indicator_id, each.period_starts_on, each.period_ends_on): each for each in standing}


def _before(held: Mapping[Key, Value], row: OwnRow) -> Value | None:
    """The figure of the period before: the newest that ended before this one."""
    earlier = [each for key, each in held.items() if key[0] == row.indicator.pk and each.period_ends_on < row.ends_on]
    return max(earlier, key=lambda each: each.period_ends_on, default=None)


# What is kept of it ------------------------------------------------------------------------------------------------


def report(found: OwnFigures, changes: list[dict[str, Any]], before: Colours, after: Colours) -> dict[str, Any]:
    """What a sound file of our own figures holds, and what it changes against what is held."""
    return {
        "rows": len(found.rows) + len(found.passed),
        "held": len(found.rows),
        "new": len(changes),
        "passed": len(found.passed),
        "refused": [fault_of(each) for each in found.passed][:SHOWN],
        "what": "our own figures",
        "changed": sum(bool(each["old"]) for each in changes),
        "figures": changes[:SHOWN],
        "colours": [{"name": name, "old": before.get(name, "none"), "new": new} for name, new in after.items() if before.get(name) != new],
    }


def fault_of(fault: Fault) -> dict[str, Any]:
    """A row that was passed over, and why."""
    return {"row": fault.row, "column": fault.column, "why": fault.why}


def _change(row: OwnRow, new: Value, old: Value | None, before: Value | None) -> dict[str, str]:
    told = telling.plain(row.indicator, new)
    return {
        "name": row.indicator.plain_name,
        "period": periods.name_of(row.starts_on, row.ends_on),
        "old": _shown(row.indicator, old),
        "before": _shown(row.indicator, before),
        "new": _shown(row.indicator, new),
        "look": " ".join(part for part in (_jump(row.indicator, new, before, told), _few(row.indicator, new)) if part),
    }


def _shown(indicator: Indicator, value: Value | None) -> str:
    """67.9% (89 of 131), provisional; empty for none."""
    if value is None:
        return ""
    status = f", {value.status}" if value.status == Value.Status.PROVISIONAL else ""
    return f"{pages.figure_and_counts(indicator, value)}{status}"


def _jump(indicator: Indicator, new: Value, before: Value | None, told: words.Told) -> str:
    if before is None:
        return ""
    far = new.exact - before.exact
    most = BIG_POINTS if indicator.unit == Indicator.Unit.PERCENT else BIG_PART * before.exact
    if abs(far) <= most:
        return ""
    return f"A big jump: {words.apart(far, told)} {told.rule.up if far > 0 else told.rule.down} than the period before."


def _few(indicator: Indicator, value: Value) -> str:
    """That others than members will not see it."""
    hidden = disclosing.judged(indicator, [value], {})[value.pk].hidden
    return "The public will not see it: too few children, or counts not given." if hidden else ""
