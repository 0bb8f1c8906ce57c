"""What the figures say: indicators, values, comparators, ratings, commentary; and statistics as they were published."""

from performance.models.figures import Commentary, Comparator, Indicator, Rating, Value, counts_fit, exact
from performance.published import Area, Neighbour, Published, Release, Series
from performance.querysets import figures_q

__all__ = [
    "Area",
    "Commentary",
    "Comparator",
    "Indicator",
    "Neighbour",
    "Published",
    "Rating",
    "Release",
    "Series",
    "Value",
    "counts_fit",
    "exact",
    "figures_q",
]
