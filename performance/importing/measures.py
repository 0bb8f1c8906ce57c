"""Where each indicator of the catalogue stands in published statistics: performance/catalogue/published.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from performance import catalogue


@dataclass(frozen=True)
class Measure:
    """One indicator in one data set. Series are labels in small letters, figures are names of what was printed.

    `figure` is the figure itself, empty where only counts are printed; `below` is the series of the denominator.
    """

    code: str
    dataset: str
    series: str
    figure: str
    numerator: str
    denominator: str
    below: str
    unit: str


@cache
def all_of_them() -> tuple[Measure, ...]:
    """Every line of the file."""
    units = {entry.code: entry.facts["unit"] for entry in catalogue.entries()}
    return tuple(
        Measure(
            code=row["code"],
            dataset=row["dataset"],
            series=row["series"].casefold(),
            figure=row["figure"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            below=(row["denominator_series"] or row["series"]).casefold(),
            unit=units[row["code"]],
        )
        for row in catalogue.rows("published.csv")
    )


def of_dataset(dataset: str) -> list[Measure]:
    """The measures that a data set holds."""
    return [measure for measure in all_of_them() if measure.dataset == dataset]
