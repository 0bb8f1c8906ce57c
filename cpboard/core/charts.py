"""Charts drawn on the server as plain SVG: one drawing for page and PDF (ux handbook §5.1, look §4).

    chart = LineChart(
        key="same-home", title="Fewer children stay in one home: down five years running",
        about="Children in care for 2½ years or more. Fenbridge, years to 31 March.",
        period_name="Year to March", periods=("2025", "2026"),
        series=(Series("Fenbridge", (69.0, 67.9), Style.US), Series("England", (69.6, 70.2), Style.ENGLAND)),
        target=75, counts_name="Children", counts=("98 of 142", "89 of 131"),
    )

`chart.title` and `chart.subtitle` are page text above the drawing; `chart.wide` and `chart.narrow` are
drawn twice, not shrunk (a PDF takes the wide one); `chart.table()` always follows in the page.
What has no figure is an `Absent`: a gap, never nought, never bridged. Small figures beside text
are in `small_figures`. The caller hands over only what this reader may see: nothing is hidden here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from cpboard.core import chart_shapes
from cpboard.core.drawing import shown
from cpboard.core.readings import Absent, Reading, Series, Style, Table

__all__ = ["Absent", "Bar", "BarChart", "Chart", "LineChart", "Reading", "Series", "Style", "Table"]

WIDE, NARROW = 720, 360
TITLE_WORDS = 15
MOST_SERIES = 4
LARGEST = 1e9


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart has. Raises ValueError for a title that is no finding of at most 15 words."""

    key: str
    title: str
    about: str = ""
    unit: str = "%"
    decimals: int = 1
    target: float | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z][\w-]*", self.key, re.ASCII):
            raise ValueError("A chart's key is letters, digits, hyphens: it makes ids on the page.")
        if not 1 <= len(self.title.split()) <= TITLE_WORDS:
            raise ValueError(f"Say the finding in at most {TITLE_WORDS} words.")
        if self.target is not None:
            self._require_drawable([self.target])

    def _require_drawable(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            if not isinstance(reading, Absent) and not abs(float(reading)) <= LARGEST:
                raise ValueError("A figure is not a number that can be drawn.")

    def text_of(self, reading: Reading, decimals: int | None = None) -> str:
        """A reading as it is printed, no more exact than it was published: 67.9%, 68%, or why there is none."""
        if isinstance(reading, Absent):
            return str(reading)
        return shown(reading, self.unit, self.decimals if decimals is None else decimals)

    @property
    def target_text(self) -> str:
        """The target as it is printed: 75%; empty when there is none."""
        if self.target is None:
            return ""
        return shown(self.target, self.unit, 0 if float(self.target).is_integer() else self.decimals)

    @property
    def ceiling(self) -> float | None:
        """Percentages end at 100, unless a figure is above it."""
        return 100.0 if self.unit == "%" and max(self.drawn(), default=0) <= 100 else None

    @property
    def least(self) -> float:
        """The least that the axis spans: ten points of a percentage."""
        return 10.0 if self.unit == "%" else 0.0

    def drawn(self) -> list[float]:
        """Every figure that takes part in the scale."""
        raise NotImplementedError

    @property
    def description(self) -> str:
        """The whole chart in sentences, for those who do not see it."""
        raise NotImplementedError

    def svg(self, width: int = WIDE) -> SafeString:
        """The drawing for a width in pixels: 720 for desk and paper, 360 for a telephone."""
        raise NotImplementedError

    @property
    def wide(self) -> SafeString:
        """The drawing for desk and paper."""
        return self.svg(WIDE)

    @property
    def narrow(self) -> SafeString:
        """The drawing for a telephone."""
        return self.svg(NARROW)

    def _sentences(self, *parts: str) -> str:
        title = self.title if self.title[-1] in ".?!" else f"{self.title}."
        target = f"The target is {self.target_text}." if self.target is not None else ""
        return " ".join(part for part in (title, *parts, target) if part)


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """Figures over time against comparators. At most four lines, each style once."""

    periods: tuple[str, ...]
    series: tuple[Series, ...]
    period_name: str = "Period"
    counts_name: str = ""
    counts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.periods or not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"A line chart has periods, and one to {MOST_SERIES} lines.")
        if any(len(s.readings) != len(self.periods) or len(s.decimals) not in (0, len(self.periods)) for s in self.series):
            raise ValueError("Each line has one reading for each period.")
        if len({s.style for s in self.series}) < len(self.series):
            raise ValueError("Each line has a style of its own.")
        if len(self.counts) not in (0, len(self.periods)):
            raise ValueError("Counts are given for each period, or not at all.")
        for series in self.series:
            self._require_drawable(series.readings)

    def drawn(self) -> list[float]:
        """Every figure that takes part in the scale."""
        figures = [value for s in self.series for _, value in s.figures()]
        return figures + ([self.target] if figures and self.target is not None else [])

    @property
    def subtitle(self) -> str:
        """Measure, place and period, and where the axis starts if not at nought."""
        first = chart_shapes.scale(self)[0]
        starts = f"The axis starts at {chart_shapes.tick(self, first)}." if first else ""
        return f"{self.about} {starts}".strip()

    @property
    def description(self) -> str:
        """The whole chart in sentences, for those who do not see it."""
        span = f"Line chart, {self.periods[0]} to {self.periods[-1]}." if len(self.periods) > 1 else "Line chart."
        return self._sentences(span, *[self._told(s) for s in self.series], *[self._gaps(s) for s in self.series])

    def _told(self, series: Series) -> str:
        figures = series.figures()
        if not figures:
            return ""
        (first, start), (last, end) = figures[0], figures[-1]
        begin, finish = self.text_of(start, series.printed(first)), self.text_of(end, series.printed(last))
        if first == last:
            return f"{series.name}: {finish} in {self.periods[last]}."
        if begin == finish:
            return f"{series.name}: {finish} in both {self.periods[first]} and {self.periods[last]}."
        way = "up" if end > start else "down"
        return f"{series.name}: from {begin} in {self.periods[first]} {way} to {finish} in {self.periods[last]}."

    def _gaps(self, series: Series) -> str:
        gaps = [n for n, r in enumerate(series.readings) if isinstance(r, Absent)]
        if len(gaps) > 3:
            return f"{series.name}: no figure for {len(gaps)} of {len(self.periods)} periods."
        return " ".join(f"{series.name}, {self.periods[n]}: {series.readings[n]}." for n in gaps)

    def table(self) -> Table:
        """The figures behind the chart, newest first, as they are printed."""
        counts = [self.counts_name or "Counts"] if self.counts else []
        target = ["Target"] if self.target is not None else []
        head = [self.period_name, *counts, *[s.name for s in self.series], *target]
        return Table(head, [self._row(n) for n in reversed(range(len(self.periods)))])

    def _row(self, n: int) -> list[str]:
        counts = [self.counts[n]] if self.counts else []
        target = [self.target_text] if self.target is not None else []
        return [self.periods[n], *counts, *[self.text_of(s.readings[n], s.printed(n)) for s in self.series], *target]

    def svg(self, width: int = WIDE) -> SafeString:
        """The drawing for a width in pixels."""
        return chart_shapes.line_chart(self, width)


@dataclass(frozen=True)
class Bar:
    """One bar. Ours is drawn in our colour."""

    name: str
    reading: Reading
    ours: bool = False
    decimals: int | None = None  # as it was published, where that differs from ours


@dataclass(frozen=True, kw_only=True)
class BarChart(Chart):
    """Figures of one period side by side; bars start at nought and lie, so that names read across."""

    bars: tuple[Bar, ...]
    name_of_bars: str = "Group"
    name_of_figures: str = "Figure"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.bars:
            raise ValueError("A bar chart has bars.")
        self._require_drawable(b.reading for b in self.bars)
        if any(value < 0 for value in self.drawn()):
            raise ValueError("A bar cannot be shorter than nought.")

    def bar_text(self, bar: Bar) -> str:
        """A bar's figure as it is printed, no more exact than it was published."""
        return self.text_of(bar.reading, bar.decimals)

    def drawn(self) -> list[float]:
        """Every figure that takes part in the scale."""
        figures = [float(b.reading) for b in self.bars if not isinstance(b.reading, Absent)]
        return figures + ([self.target] if self.target is not None else [])

    @property
    def subtitle(self) -> str:
        """Measure, place and period."""
        return self.about

    @property
    def description(self) -> str:
        """The whole chart in sentences, for those who do not see it."""
        return self._sentences("Bar chart.", *[f"{b.name}: {self.bar_text(b)}." for b in self.bars])

    def table(self) -> Table:
        """The figures behind the chart, as they are printed."""
        return Table([self.name_of_bars, self.name_of_figures], [[b.name, self.bar_text(b)] for b in self.bars])

    def svg(self, width: int = WIDE) -> SafeString:
        """The drawing for a width in pixels."""
        return chart_shapes.bar_chart(self, width)
