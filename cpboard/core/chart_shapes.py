"""How `charts` are drawn: where each line, bar and label stands. Called by `charts` only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from cpboard.core.drawing import dot, line, path_of, picture, shown, spread, tag, text_at, ticks, width_of, wrapped

if TYPE_CHECKING:
    from cpboard.core.charts import Bar, BarChart, LineChart
    from cpboard.core.readings import Series

INK, SOFT, AXIS, GRID, OTHER = "#1c1a22", "#565160", "#807989", "#e6e1d8", "#807989"
US = "#12436d"
TOP, PLOT, FOOT = 22, 284, 34
LINE_HEIGHT = 20
NARROW_BELOW = 500
FAR = 8  # a label that stands further than this from its line gets a hair that leads to it
HAIR = 28  # room for hairs

Look = dict[str, str | float]


def scale(chart: LineChart | BarChart) -> list[float]:
    """The values of the grid lines, lowest first."""
    figures = chart.drawn()
    return ticks(min(figures), max(figures), least=chart.least, ceiling=chart.ceiling) if figures else [0.0, 1.0]


@dataclass(frozen=True)
class EndLabel:
    """The name of a line at its right end, where the line ends, and how it looks."""

    lines: list[str]
    wanted: float
    at_end: bool
    mark: str
    colour: str
    size: float
    bold: bool

    @property
    def height(self) -> float:
        """Room it takes from top to bottom."""
        return LINE_HEIGHT * len(self.lines)

    @property
    def width(self) -> float:
        """Room it takes from left to right."""
        return max(width_of(text, self.size, bold=self.bold) for text in self.lines)

    def stands_apart(self, middle: float) -> bool:
        """Whether it needs a hair that leads to it. The label of a line that ended early never has one."""
        return self.at_end and abs(self.wanted - middle) > FAR


@dataclass(frozen=True)
class Frame:
    """The ground of a line chart: where a period and a value stand, in pixels."""

    width: float
    left: float
    right: float
    bottom: float
    low: float
    high: float
    periods: int

    def x(self, n: int) -> float:
        """Where the n-th period stands; a single one stands in the middle."""
        if self.periods == 1:
            return (self.left + self.right) / 2
        return self.left + n * (self.right - self.left) / (self.periods - 1)

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - TOP)


def line_chart(chart: LineChart, width: int) -> SafeString:
    """Lines over time, named at their ends."""
    size = _size(width)
    if not chart.drawn():
        nothing = text_at(0, 24, "No figures to draw yet", font_size=size, fill=SOFT)
        return _whole(chart, width, 36, nothing)
    grid = scale(chart)
    left = max(width_of(tick(chart, t), size) for t in grid) + 10
    flat = Frame(width, left, width, TOP + PLOT, grid[0], grid[-1], len(chart.periods))
    labels = _end_labels(chart, flat, size)
    middles = spread([b.wanted for b in labels], [b.height for b in labels], TOP - 10, TOP + PLOT)
    placed = list(zip(labels, middles, strict=True))
    indent = HAIR if any(label.stands_apart(middle) for label, middle in placed) else 12
    room = max((label.width for label in labels), default=0) + indent + 2
    frame = replace(flat, right=width - room)
    lowest = max([TOP + PLOT, *[middle + label.height / 2 for label, middle in placed]])
    drawn = [
        *[_grid_line(chart, frame, t, size) for t in grid],
        *_period_labels(chart, frame, size),
        *_target_line(chart, frame),
        *[_series(s, frame) for s in reversed(chart.series)],
        *[_end_label(label, middle, frame.right, indent) for label, middle in placed],
    ]
    return _whole(chart, width, lowest + FOOT, *drawn)


def _size(width: float) -> float:
    return 17 if width < NARROW_BELOW else 16


def _whole(chart: LineChart | BarChart, width: int, height: float, *drawn: str) -> SafeString:
    kind = "narrow" if width < NARROW_BELOW else "wide"
    classes = f"cpb-chart__svg cpb-chart__svg--{kind}"
    return picture(width, height, *drawn, name=chart.description, key=f"{chart.key}-{width}", class_=classes)


def tick(chart: LineChart, value: float) -> str:
    """A value of the grid as it is printed, with no more decimals than it has."""
    return shown(value, chart.unit, next(d for d in range(10) if round(value, d) == value))


def _grid_line(chart: LineChart, frame: Frame, value: float, size: float) -> str:
    lowest = value == frame.low
    y = frame.y(value)
    return line(
        frame.left, y, frame.right, y, class_="axis" if lowest else "grid", stroke=AXIS if lowest else GRID, stroke_width=1
    ) + text_at(frame.left - 8, y + 5, tick(chart, value), text_anchor="end", font_size=size, fill=SOFT)


def _period_labels(chart: LineChart, frame: Frame, size: float) -> list[str]:
    """As many names of periods as fit side by side, counted back from the last."""
    last = frame.periods - 1
    texts = [wrapped(p, frame.width / 2, size, most=1)[0] for p in chart.periods]
    widest = max(width_of(t, size) for t in texts) + 12
    every = next((n for n in range(1, last + 1) if frame.x(n) - frame.x(0) >= widest), last + 1)
    return [
        text_at(
            min(max(frame.x(n), widest / 2 - 6), frame.width - widest / 2 + 6),
            frame.bottom + 24,
            texts[n],
            text_anchor="middle",
            font_size=size,
            fill=SOFT,
        )
        for n in range(last + 1)
        if (last - n) % every == 0
    ]


def _target_line(chart: LineChart, frame: Frame) -> list[str]:
    if chart.target is None:
        return []
    y = frame.y(chart.target)
    return [line(frame.left, y, frame.right, y, class_="l4", stroke=INK, stroke_width=1.25)]


def _series(series: Series, frame: Frame) -> str:
    """Each stretch by itself: a gap stays a gap, and a figure alone is a dot."""
    style = series.style
    look: Look = {"stroke": style.colour, "stroke_width": style.width, "stroke_linecap": "round", "stroke_linejoin": "round"}
    dashes = {"stroke_dasharray": style.dashes} if style.dashes else {}
    drawn = []
    for run in series.runs():
        points = [(frame.x(n), frame.y(value)) for n, value in run]
        if len(points) == 1:
            drawn.append(dot(points[0], 4, style.colour))
        else:
            drawn.append(tag("path", class_=f"l l{style.mark}", d=path_of(points), fill="none", **look, **dashes))
    if style.mark == "1" and series.figures():
        n, value = series.figures()[-1]
        drawn.append(dot((frame.x(n), frame.y(value)), 6, style.colour))
    return "".join(drawn)


def _end_labels(chart: LineChart, frame: Frame, size: float) -> list[EndLabel]:
    labels = [_label_of(chart, s, frame, size) for s in chart.series if s.figures()]
    if chart.target is not None and labels:
        text = f"Target {chart.target_text}"
        y = frame.y(chart.target)
        labels.append(EndLabel(wrapped(text, frame.width * 0.4, size), y, True, "4", INK, size, False))
    return labels


def _label_of(chart: LineChart, series: Series, frame: Frame, size: float) -> EndLabel:
    n, value = series.figures()[-1]
    ours = series.style.mark == "1"
    name = series.short if series.short and frame.width < NARROW_BELOW else series.name
    ends_early = n < len(chart.periods) - 1
    text = f"{name} {chart.text_of(value, series.printed(n))}" + (f" in {chart.periods[n]}" if ends_early else "")
    size = 17 if ours else size
    y = frame.y(value)
    lines = wrapped(text, frame.width * 0.4, size, bold=ours)
    return EndLabel(lines, y, not ends_early, series.style.mark, series.style.colour, size, ours)


def _end_label(label: EndLabel, middle: float, end: float, indent: float) -> str:
    """The label, and a hair that leads to it where it had to stand apart from the end of its line."""
    first = middle - label.height / 2 + 15
    weight = {"font_weight": "700"} if label.bold else {}
    look: Look = {"class_": f"t{label.mark}", "font_size": label.size, "fill": label.colour, **weight}
    texts = [text_at(end + indent, first + n * LINE_HEIGHT, text, **look) for n, text in enumerate(label.lines)]
    if label.stands_apart(middle):
        texts.insert(0, line(end + 8, label.wanted, end + indent - 4, middle, stroke=label.colour, stroke_width=1))
    return "".join(texts)


def bar_chart(chart: BarChart, width: int) -> SafeString:
    """Bars that lie, each under its name; a bar without a figure is words."""
    size = _size(width)
    high = scale(chart)[-1]
    widest = max(width_of(chart.bar_text(b), size, bold=True) for b in chart.bars)
    per_unit = (width - widest - 12) / high
    top = 34.0 if chart.target is not None else 4.0
    drawn, y = [], top
    for bar in chart.bars:
        drawn.append(_bar(chart, bar, y, per_unit, size, width))
        y += 30 + LINE_HEIGHT * len(wrapped(bar.name, width, size))
    if chart.target is not None:
        x = chart.target * per_unit
        anchor = "end" if x > width / 2 else "start"
        drawn.append(line(x, top - 10, x, y - 8, class_="l4", stroke=INK, stroke_width=1.25))
        text = f"Target {chart.target_text}"
        drawn.append(text_at(x, top - 16, text, class_="t4", text_anchor=anchor, font_size=size, fill=INK))
    return _whole(chart, width, y, *drawn)


def _bar(chart: BarChart, bar: Bar, y: float, per_unit: float, size: float, width: float) -> str:
    colour = US if bar.ours else OTHER
    lines = wrapped(bar.name, width, size)
    texts = [text_at(0, y + 15 + n * LINE_HEIGHT, t, font_size=size, fill=INK) for n, t in enumerate(lines)]
    y += LINE_HEIGHT * len(lines)
    words = chart.bar_text(bar)
    if isinstance(bar.reading, str):
        return "".join([*texts, text_at(0, y + 16, words, font_size=size, fill=SOFT)])
    length = float(bar.reading) * per_unit
    drawn = [tag("rect", x=0, y=y + 2, width=length, height=18, fill=colour)] if length > 0 else []
    weight = {"font_weight": "700"} if bar.ours else {}
    return "".join([*texts, *drawn, text_at(length + 8 if drawn else 0, y + 16, words, font_size=size, fill=INK, **weight)])
