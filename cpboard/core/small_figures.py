"""Small drawings that stand beside a figure: a line of the last periods, and ten people (ux §4.7, look §4).

    sparkline([69.0, None, 67.9], target=75)              decoration on a page: the words beside it say all
    sparkline(..., name="It fell from 69.0% to 67.9%.", key="same-home-spark")                  in a PDF
    ten_figures(out_of_ten(89, 131), name="About 7 out of 10 children.", key="same-home-ten")

What has no figure is None or `Absent`: a gap. The caller hands over only what this reader may see.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from cpboard.core.chart_shapes import AXIS, INK, US, Look
from cpboard.core.drawing import dot, line, number, path_of, picture, tag, text_at
from cpboard.core.readings import Absent, Reading

CHILD = "#0f5c63"


def sparkline(readings: Sequence[Reading | None], *, target: float | None = None, name: str = "", key: str = "") -> SafeString:
    """A small line beside a figure, oldest left. Decoration on a page; a PDF gives it a name and a key."""
    figures = [None if r is None or isinstance(r, Absent) else float(r) for r in readings]
    levels = [f for f in [*figures, target] if f is not None]
    if not levels or levels == [target]:
        return picture(132, 40, name=name, key=key, class_="cpb-spark", fixed=True)
    low, span = min(levels), max(levels) - min(levels)
    step = 122 / max(len(figures) - 1, 1)

    def y(value: float) -> float:
        return 35 - 30 * ((value - low) / span if span else 0.5)

    drawn = [line(0, y(target), 132, y(target), stroke=AXIS, stroke_width=1, stroke_dasharray="3 3")] if target is not None else []
    drawn += [_stretch(run) for run in _runs([None if f is None else (4 + n * step, y(f)) for n, f in enumerate(figures)])]
    if figures[-1] is not None:
        drawn.append(dot((4 + (len(figures) - 1) * step, y(figures[-1])), 4, US))
    return picture(132, 40, *drawn, name=name, key=key, class_="cpb-spark", fixed=True)


def _stretch(points: Sequence[tuple[float, float]]) -> str:
    if len(points) == 1:
        return dot(points[0], 2.5, US)
    return tag("path", d=path_of(points), fill="none", stroke=US, stroke_width=2.5, stroke_linejoin="round")


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def out_of_ten(part: int, whole: int) -> int:
    """How many of ten figures to fill, halves rounded up. Raises ValueError unless 0 ≤ part ≤ whole, whole > 0."""
    if not (whole > 0 and 0 <= part <= whole):
        raise ValueError("The part lies between nought and the whole.")
    return (20 * part + whole) // (2 * whole)


def ten_figures(filled: int, *, name: str, key: str, before: int | None = None, before_words: str = "Last year") -> SafeString:
    """Ten people, some of them filled; last year's as a smaller row. `name` says it in a sentence."""
    if not 0 <= filled <= 10 or not 0 <= (before or 0) <= 10:
        raise ValueError("Ten figures hold nought to ten.")
    drawn = [_person(n * 40, 2, 1.0, n < filled) for n in range(10)]
    if before is None:
        return picture(400, 84, *drawn, name=name, key=key, class_="cpb-ten", fixed=True)
    drawn.append(text_at(0, 112, before_words, font_size=17, fill=INK))
    drawn += [_person(n * 24, 120, 0.6, n < before) for n in range(10)]
    return picture(400, 172, *drawn, name=name, key=key, class_="cpb-ten", fixed=True)


def _person(x: float, y: float, size: float, filled: bool) -> str:
    """A head and a body, drawn in a box of 40 by 80 and moved into place."""
    inside: Look = {"fill": CHILD if filled else "none", "stroke": CHILD, "stroke_width": 2 * size}
    head = tag("circle", cx=x + 20 * size, cy=y + 13 * size, r=10 * size, **inside)
    left, foot, top = x + 6 * size, y + 76 * size, y + 40 * size
    bend = 14 * size
    body = f"M{number(left)} {number(foot)} V{number(top)} a{number(bend)} {number(bend)} 0 0 1 {number(2 * bend)} 0 V{number(foot)} Z"
    return head + tag("path", d=body, stroke_linejoin="round", **inside)
