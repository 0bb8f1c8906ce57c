"""Figures as this reader may have them: members in full, others by the verdicts that every public output goes by (D8, D10).

    verdicts = others.verdicts_for(viewer, [figure.indicator for figure in found])
    shown = [others.as_told(figure, verdicts) for figure in found]

A hidden figure is gone, with its colour, its place on every line and what was said of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cpboard.core.access import Viewer
from performance import disclosing, policies
from performance.disclosing import Verdicts
from performance.figures import Figure
from performance.models import Indicator, Value


def verdicts_for(viewer: Viewer, indicators: Iterable[Indicator]) -> Verdicts | None:
    """None for whoever reads figures in full; else what may be told of each standing figure. Two queries at most."""
    return None if policies.may_read_in_full(viewer) else disclosing.verdicts(indicators)


def is_told(value: Value | int, verdicts: Verdicts | None) -> bool:
    """Whether this reader may have a figure. One on which there is no verdict is hidden."""
    if verdicts is None:
        return True
    verdict = verdicts.get(value if isinstance(value, int) else value.pk)
    return verdict is not None and not verdict.hidden


def as_told(figure: Figure, verdicts: Verdicts | None) -> Figure:
    """A figure without what is hidden; nothing at all where its newest value is."""
    if verdicts is None or figure.value is None:
        return figure
    if not is_told(figure.value, verdicts):
        return Figure(figure.indicator, targets=figure.targets)
    return replace(figure, past=tuple(value for value in figure.past if is_told(value, verdicts)))


def told(verdicts: Verdicts) -> list[int]:
    """The keys of the figures that may be told."""
    return [key for key in verdicts if is_told(key, verdicts)]
