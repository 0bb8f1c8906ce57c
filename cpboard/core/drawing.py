"""The pen under `charts`: safe SVG elements, how wide a text runs, ticks, labels kept apart.

Elements carry presentation attributes only, so that a strict content security policy and a PDF draw
them alike. Whatever is handed in as text or attribute is escaped here, and nowhere else.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

FONT = "Inter, Helvetica Neue, Helvetica, Arial, sans-serif"
GAP = 18  # labels at the ends of lines stand at least this far apart (look §4)
LONGEST = 100  # no label shows more words, or letters of one word, than this
MOST_TICKS = 6  # steps; a chart has at most ten grid lines (ux §5.1)

_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_THIN, _BROAD = frozenset(" iIjlftr1.,:;'’|!()[]-/"), frozenset("mwMW%@&—…")


def clean(text: str) -> str:
    """The text without characters that XML cannot hold, or would read back as others."""
    return _NOT_XML.sub("", text)


def number(value: float) -> str:
    """A coordinate: one decimal, no more than is needed, never minus nought."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """One element. `inside` is finished markup; attributes are escaped. `stroke_width` is stroke-width."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(clean(value) if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Text that somebody may have typed, as content of an element."""
    return escape(clean(text))


def text_at(x: float, y: float, content: str, **attributes: str | float) -> str:
    """Horizontal text with its baseline at y."""
    return tag("text", words(content), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def path_of(points: Sequence[tuple[float, float]]) -> str:
    """What a path element draws: straight from point to point."""
    return "M" + " L".join(f"{number(x)} {number(y)}" for x, y in points)


def dot(at: tuple[float, float], radius: float, colour: str) -> str:
    """A filled circle."""
    return tag("circle", cx=at[0], cy=at[1], r=radius, fill=colour)


def picture(width: float, height: float, *inside: str, name: str = "", key: str = "", class_: str = "", fixed: bool = False) -> SafeString:
    """A whole drawing. With a name it is an image that a screen reader and a PDF can say; without, decoration.

    It takes the width of the page unless it is `fixed`.
    """
    size: dict[str, str | float] = {"width": width, "height": height} if fixed else {}
    title = [tag("title", words(name), id=key)] if name else []
    told = {"role": "img", "aria_labelledby": key} if name else {"aria_hidden": "true", "focusable": "false"}
    svg = tag(
        "svg",
        *title,
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_=class_,
        **size,
        **told,
        font_family=FONT,
    )
    return mark_safe(svg)  # noqa: S308 - every text and attribute in it went through `words` or `tag`


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text runs, on the generous side: the fonts of page and PDF differ."""
    em = sum(map(_em, text))
    return em * size * (1.08 if bold else 1.02)


@cache
def _em(c: str) -> float:
    if c in _THIN:
        return 0.34
    if c in _BROAD:
        return 0.92
    if ord(c) > 0x2E7F:
        return 1.05
    return 0.72 if c.isupper() else 0.59


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """The text in lines that fit the room; broken between words, inside a word only if it must."""
    lines = [""]
    for word in clean(text).split()[:LONGEST]:
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word[:LONGEST], room, size, bold)
    kept = [part for part in lines if part] or [""]
    return kept if len(kept) <= most else [*kept[: most - 1], kept[most - 1][:-1] + "…"]


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """One word in as many pieces as the room asks for."""
    pieces, used = [""], 0.0
    for c in word:
        wide = width_of(c, size, bold=bold)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += c
        used += wide
    return pieces


def ticks(low: float, high: float, *, least: float = 0, ceiling: float | None = None) -> list[float]:
    """Round numbers that span low to high and at least `least`; at most `MOST_TICKS` steps.

    They start at nought unless the values lie high above it. A small change must not look like a cliff:
    that is what `least` is for.
    """
    short = max(least - (high - low), 0) / 2
    low, high = (max(low - short, 0) if low >= 0 else low - short), high + short
    if 0 <= low <= 0.4 * high:
        low = 0
    if high - low < 1e-6 * max(abs(low), abs(high), 1):
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if abs(high) > 1e-6 else (0, 1)
    step = _step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    steps = [round(n * step, 9) for n in range(first, last + 1)]
    return [t for t in steps if ceiling is None or t <= ceiling]


def _step(span: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, … that needs no more than `MOST_TICKS` lines."""
    rough = span / (MOST_TICKS - 2)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for labels, as near as can be to where they are wanted, in that order, never closer than `GAP`.

    They stay between low and high; when they do not all fit, they run over at the high end. Labels that crowd are
    laid out round the middle of their crowd (least squares: pooled means of what is wanted, less the room above).
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    tall = [heights[i] for i in order]
    above = [0.0]
    for one, other in itertools.pairwise(tall):
        above.append(above[-1] + max(GAP, (one + other) / 2))
    least, most = low + tall[0] / 2, high - tall[-1] / 2 - above[-1]
    level = [max(min(n, most), least) for n in _pooled([wanted[i] - a for i, a in zip(order, above, strict=True)])]
    middles = [n + a for n, a in zip(level, above, strict=True)]
    return [middles[order.index(i)] for i in range(len(wanted))]


def _pooled(values: Sequence[float]) -> list[float]:
    """The nearest row of numbers that never falls: neighbours out of order share their mean."""
    crowds: list[tuple[float, int]] = []
    for value in values:
        crowds.append((value, 1))
        while len(crowds) > 1 and crowds[-2][0] > crowds[-1][0]:
            (mean, many), (other, more) = crowds[-2:]
            crowds[-2:] = [((mean * many + other * more) / (many + more), many + more)]
    return [mean for mean, many in crowds for _ in range(many)]


def shown(value: float | Fraction, unit: str = "%", decimals: int = 1) -> str:
    """A figure as it is printed, halves rounded away from nought: 67.9%, 1,234. One rounding for chart, table, text."""
    exact = value if isinstance(value, Fraction) else Fraction(repr(value))
    scaled = abs(exact) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    minus = "-" if exact < 0 and whole else ""
    digits = f"{whole // 10**decimals:,}"
    return f"{minus}{digits}{f'.{whole % 10**decimals:0{decimals}d}' if decimals else ''}{unit}"
