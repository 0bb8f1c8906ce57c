"""A figure in words, built from the record and never typed (scorecard handbook §4, requirement 003-20).

    67.9% (89 of 131), 0.9 percentage points higher than last year; similar councils 67.0%, region 69%, England 68%.

Every function takes a `Told`: the figure as this reader may have it. Pages for members fill it with the
record, public outputs with what `suppression` let through. Numbers are rounded once, here, halves up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from cpboard.core.drawing import shown
from performance import banding, statistics
from performance.comparing import PRIMARY_ORDER, TOLD_ORDER
from performance.periods import LAG_DAYS
from performance.rating import FEWEST, Band, Inputs, Verdict

FEW = "too few to show"
AREAS = {"neighbours": "similar councils", "region": "region", "england": "England"}
AREAS_IN_TEXT = {"neighbours": "similar councils", "region": "our region", "england": "England"}
ONE_OF = {"children": "child", "young people": "young person", "families": "family"}


@dataclass(frozen=True)
class UnitRule:
    """How one unit is written: what follows a figure, what follows a difference, and which way is which."""

    suffix: str
    apart: str
    up: str
    down: str


UNITS = {
    "percent": UnitRule("%", " percentage points", "higher", "lower"),
    "count": UnitRule("", "", "more", "fewer"),
    "rate": UnitRule(" per 10,000", " per 10,000", "higher", "lower"),
    "score": UnitRule("", " points", "higher", "lower"),
    "days": UnitRule(" days", " days", "longer", "shorter"),
    "ratio": UnitRule("", "", "more", "fewer"),
}


@dataclass(frozen=True)
class Said:
    """One figure as it may be told. `value` None: hidden. Counts are None where they are unknown or hidden."""

    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def counts(self) -> tuple[int, int] | None:
        """Both counts, or nothing."""
        if self.value is None or self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator


@dataclass(frozen=True)
class Beside:
    """A comparator: the figure as it is printed, where ours lies (better, level, worse or nothing), how much older."""

    area: str
    value: Fraction
    decimals: int
    position: str = ""
    period_ends_on: dt.date | None = None
    lag_days: int = 0


@dataclass(frozen=True)
class Told:
    """Everything that a sentence about a figure may draw on."""

    unit: str
    polarity: str
    decimals: int
    now: Said
    who: str = "children"
    before: Said | None = None
    peak: Fraction | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def rule(self) -> UnitRule:
        """How this unit is written."""
        return UNITS[self.unit]

    @property
    def change(self) -> Fraction | None:
        """By how much it moved in a year; None if either figure is missing or hidden."""
        if self.now.value is None or self.before is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


# Figures -----------------------------------------------------------------------------------------------------------


def figure(value: Fraction | None, told: Told, decimals: int | None = None) -> str:
    """67.9%, 364, or that it is too few to show."""
    if value is None:
        return FEW
    return shown(value, told.rule.suffix, told.decimals if decimals is None else decimals)


def counts(said: Said, who: str = "") -> str:
    """89 of 131, or 89 of 131 children; empty without counts."""
    pair = said.counts
    return f"{pair[0]:,} of {pair[1]:,}{f' {who}' if who else ''}" if pair else ""


def apart(difference: Fraction, told: Told) -> str:
    """A difference: 0.9 percentage points, 1 percentage point, 12."""
    digits = shown(abs(difference), "", told.decimals)
    unit = told.rule.apart
    return f"{digits}{unit.removesuffix('s') if digits == '1' else unit}"


def moved(told: Told, since: str = "last year") -> str:
    """0.9 percentage points higher than last year; empty when there is nothing to say."""
    change = told.change
    if change is None:
        return ""
    if change == 0:
        return f"the same as {since}"
    if shown(abs(change), "", told.decimals) == shown(Fraction(0), "", told.decimals):
        return f"almost the same as {since}"
    return f"{apart(change, told)} {told.rule.up if change > 0 else told.rule.down} than {since}"


def compared(told: Told) -> str:
    """similar councils 67.0%, region 69%, England 68%; empty without comparators."""
    ordered = sorted(told.beside, key=lambda b: TOLD_ORDER.index(b.area))
    return ", ".join(f"{AREAS[b.area]} {figure(b.value, told, b.decimals)}" for b in ordered)


# Sentences ---------------------------------------------------------------------------------------------------------


def sentence(told: Told) -> str:
    """The whole figure in one sentence. A hidden figure takes everything worked out from it with it."""
    if told.now.value is None:
        return f"{FEW[0].upper()}{FEW[1:]}."
    first = ", ".join(part for part in (_figure_with_counts(told), moved(told)) if part)
    most = f"the most in the year was {figure(told.peak, told)}" if told.peak is not None else ""
    return "; ".join(part for part in (first, most, compared(told)) if part) + "."


def _figure_with_counts(told: Told) -> str:
    text, pair = figure(told.now.value, told), counts(told.now)
    if told.unit == "count":
        return f"{text} {told.who}"
    return f"{text} ({pair})" if pair else text


def verdict(told: Told) -> str:
    """Better than similar councils, level with England, worse than our region. Empty without colours."""
    if told.now.value is None:
        return ""
    parts = [_stands(told, position, joint) for position, joint in (("better", "than"), ("level", "with"), ("worse", "than"))]
    text = ", ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _stands(told: Told, position: str, joint: str) -> str:
    names = [AREAS_IN_TEXT[area] for area in TOLD_ORDER for b in told.beside if b.area == area and b.position == position]
    return f"{position} {joint} {listed(names)}" if names else ""


def listed(names: list[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def phrase(told: Told) -> str:
    """Getting better, getting worse, no real change, or too early to say; by what chance alone would do."""
    change = told.change
    if change is None:
        return "" if told.now.value is None else "Too early to say."
    if change == 0:
        return "No change."
    if told.polarity in ("neutral", "band"):
        return f"{(told.rule.up if change > 0 else told.rule.down).capitalize()} than last year."
    better = (change > 0) == (told.polarity == "high")
    clear = clear_change(told)
    if clear is None:
        return f"{'Better' if better else 'Worse'} than last year."
    return f"Getting {'better' if better else 'worse'}." if clear else "No real change since last year."


def clear_change(told: Told) -> bool | None:
    """Whether the change is more than chance would make; None without counts."""
    now, before = told.now.counts, told.before.counts if told.before else None
    return statistics.change(now, before).clear if now and before else None


def why(told: Told, beside: Beside, given: Inputs, verdict: Verdict) -> str:
    """Why a figure has its colour against one comparator, in a sentence that holds its own numbers."""
    if verdict.reason:
        return verdict.reason
    ours, theirs = figure(told.now.value, told), f"{AREAS_IN_TEXT[beside.area]} at {figure(beside.value, told, beside.decimals)}"
    if verdict.position == "level":
        return f"{ours} cannot be told apart from {theirs}." if given.gap else f"{ours} is level with {theirs}."
    if verdict.position == "better":
        return f"{ours} is {apart(given.gap, told)} better than {theirs}."
    allowed = shown(given.tolerance, "", _digits(given.tolerance))
    close = f"within the {allowed} that" if verdict.result == "amber" else f"more than the {allowed} that"
    return f"{ours} is {apart(given.gap, told)} worse than {theirs}: {close} count as close."


def why_banded(told: Told, given: banding.Inputs) -> str:
    """Why a figure has its colour by a band, in a sentence that holds its own numbers."""
    ours, low, high = figure(told.now.value, told), _edge(given.low, told), _edge(given.high, told)
    if given.denominator is not None and given.denominator < FEWEST:
        return f"Too few are counted for a colour: {given.denominator}, and it takes {FEWEST}."
    if not given.outside:
        return f"{ours} lies between {low} and {high}, where it is best."
    allowed, way = shown(given.tolerance, "", _digits(given.tolerance)), "below" if given.value < given.low else "above"
    close = f"within the {allowed} that" if given.outside <= given.tolerance else f"more than the {allowed} that"
    return f"{ours} is {apart(given.outside, told)} {way} the band from {low} to {high}: {close} count as close."


def gap(told: Told) -> str:
    """How many children it would take to reach the primary comparator; empty when there, or without counts."""
    pair, first = told.now.counts, _primary(told)
    if pair is None or first is None or first.position != "worse" or told.unit != "percent":
        return ""
    short = statistics.gap_in_children(*pair, first.value, told.polarity)
    more = "fewer" if told.polarity == "low" else "more"
    who = ONE_OF.get(told.who, told.who) if short == 1 else told.who
    return f"With {short} {more} {who} it would reach {AREAS_IN_TEXT[first.area]}."


def _primary(told: Told) -> Beside | None:
    return next((b for area in PRIMARY_ORDER for b in told.beside if b.area == area), None)


def caution(told: Told) -> str:
    """That the figures beside ours are of another time; empty when none is."""
    old = [b for area in TOLD_ORDER for b in told.beside if b.area == area and b.lag_days > LAG_DAYS and b.period_ends_on]
    if not old or told.now.value is None:
        return ""
    ends = {b.period_ends_on for b in old}
    days = " and ".join(f"{day.day} {day:%B %Y}" for day in sorted(d for d in ends if d))
    who = listed([AREAS_IN_TEXT[b.area] for b in old])
    return f"{who[0].upper()}{who[1:]}: {'figure' if len(old) == 1 else 'figures'} to {days}, older than ours."


def band(given: Band, told: Told) -> str:
    """The figures of one colour: 68.5% or more; 67% or more, but less than 68.5%; less than 67%."""
    low = told.polarity == "low"
    reach, short = ("or less", "more than") if low else ("or more", "less than")
    if given.worst is None:
        return f"{short} {_edge(given.best, told)}"
    if given.best is None:
        return f"{_edge(given.worst, told)} {reach}"
    return f"{_edge(given.worst, told)} {reach}, but {short} {_edge(given.best, told)}"


def banded(given: banding.Inputs, told: Told) -> dict[str, str]:
    """The figures of each colour by a band, the best first: from 14 to 18; up to 2 below or above that; further away."""
    low, high = _edge(given.low, told), _edge(given.high, told)
    allowed = apart(given.tolerance, told)
    amber = {"amber": f"up to {allowed} below or above that"} if given.tolerance else {}
    return {"green": f"from {low} to {high}", **amber, "red": "further away"}


def _edge(edge: Fraction | None, told: Told) -> str:
    """A boundary with as many digits as it has, at most two; "about" where it has more."""
    value = edge or Fraction(0)
    about = "" if (value * 100).denominator == 1 else "about "
    return f"{about}{shown(value, told.rule.suffix, _digits(value))}"


def _digits(number: Fraction) -> int:
    """How many decimals a number needs, at most two."""
    return next((n for n in range(2) if (number * 10**n).denominator == 1), 2)
