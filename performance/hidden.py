"""What the public does not get, and why: each figure that a rule hides, in full, for those who load figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpboard.core.access import Viewer
from performance import disclosing, pages
from performance.models import Indicator, Value
from performance.suppression import Single

WHY = {
    "D1": "it counts 1 to 5 children",
    "D2": "its group is 10 children or fewer",
    "D3": "it is a share or an average of too few children",
    "D6": "it leaves out 1 to 5 children, who could be worked out",
    "D7": "it is so near the figure of an overlapping period that the difference tells of a few children",
}
UNCHECKED = "its counts were not given, so nobody can tell how few they are"


def log(viewer: Viewer) -> list[dict[str, Any]]:
    """A line for each standing figure that is hidden, by indicator, the newest first. The same few queries, however many."""
    indicators = list(Indicator.objects.visible_to(viewer).in_use())
    verdicts = disclosing.verdicts(indicators)
    hidden = [key for key, verdict in verdicts.items() if verdict.hidden]
    held = Value.objects.visible_to(viewer).filter(pk__in=hidden).order_by("-period_ends_on", "-pk")
    by_place = {indicator.pk: (place, indicator) for place, indicator in enumerate(indicators)}
    lines = [_line(value, by_place, verdicts) for value in held]
    return sorted(lines, key=lambda line: line["place"])


def _line(value: Value, indicators: Mapping[int, tuple[int, Indicator]], verdicts: Mapping[int, Single]) -> dict[str, Any]:
    place, indicator = indicators[value.indicator_id]
    return {
        "place": place,
        "indicator": indicator,
        "period": value.period,
        "figure": pages.figure_and_counts(indicator, value),
        "rules": ", ".join(verdicts[value.pk].rules),
        "why": why(verdicts[value.pk]),
    }


def why(verdict: Single) -> str:
    """Why a figure is hidden, in a sentence."""
    reasons = [UNCHECKED] if verdict.unchecked else [WHY[rule] for rule in verdict.rules if rule in WHY]
    text = "; ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}."
