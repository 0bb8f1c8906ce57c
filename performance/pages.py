"""What the page of one indicator says: how it stands, why, beside whom, what it was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from cpboard.board.models import Promise
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import day
from performance import banding, cards, comparing, periods, placing, policies, rating, telling, words
from performance import surety as sure
from performance.course import course
from performance.figures import Figure
from performance.models import Comparator, Indicator, Rating, Value
from performance.words import Told


def standing(figure: Figure, on: dt.date) -> dict[str, Any]:
    """Title, sentence, colour, bands, comparators and age of a figure that is there."""
    told, value = telling.for_members(figure), figure.past[-1]
    return {
        "title": title(figure, told),
        "sentence": sentence(told),
        "phrase": words.phrase(told),
        "gap": words.gap(told),
        "caution": words.caution(told),
        "why": why(figure, told),
        "beside": [beside(figure, told, one, one.comparator) for one in figure.ratings if one.comparator],
        "target": target(figure, told),
        "when": cards.when(value, on),
        "course": course(figure.past),
        "aged": "" if value.freshness(on) == "fresh" else f"{periods.span(value.period_ends_on, on)} old",
    }


def surety(figure: Figure, comparators: Iterable[Comparator], told: Told) -> dict[str, Any]:
    """How sure it is: clear or chance, the change, the averages of similar councils, the place among all."""
    averages = sure.averages(figure, comparators, told)
    return {
        "chance": sure.chance(figure, told),
        "change": sure.change(figure, told),
        "chance_table": sure.table(figure, told),
        "averages": averages,
        "sensitive": sure.sensitive(averages),
        "place": _place(figure, told),
    }


def _place(figure: Figure, told: Told) -> dict[str, Any] | None:
    """Rank and quarter in words, with the marks between quarters as they are printed."""
    found = placing.placed(figure.indicator)
    if found is None:
        return None
    names = ("Lowest", "A quarter is below", "Half are below", "Three quarters are below", "Highest")
    marks = [{"name": name, "text": words.figure(mark, told)} for name, mark in zip(names, found["marks"], strict=True)]
    return {**found, "figure": words.figure(found["figure"], told), "marks": marks}


def title(figure: Figure, told: Told) -> str:
    """Same home for two years or more: 67.9%, on track."""
    colour = "" if figure.result == Rating.Result.NONE else f", {Rating.Result(figure.result).label.lower()}"
    return f"{figure.indicator.plain_name}: {words.figure(told.now.value, told)}{colour}"


def sentence(told: Told) -> str:
    """The record in one sentence."""
    return capital(words.sentence(told))


def capital(text: str) -> str:
    """With a capital at its head, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def why(figure: Figure, told: Told) -> dict[str, Any]:
    """What templates/components/why.html shows: the sentence, the rule, all bands with ours marked."""
    label = Rating.Result(figure.result).label.lower()
    if figure.primary is None or figure.result == Rating.Result.NONE:
        return {"word": label, "sentence": figure.why, "bands": []}
    if figure.primary.comparator is None:
        return _why_banded(figure, label, told)
    given = rating.inputs_from(figure.primary.inputs)
    return {
        "word": label,
        "sentence": f"{figure.why} {_rule(figure.primary, figure.primary.comparator)}",
        "bands": [
            {"rating": band.result, "text": f"{capital(words.band(band, told))}.", "this": band.result == figure.result}
            for band in rating.bands(given)
        ],
    }


def _why_banded(figure: Figure, label: str, told: Told) -> dict[str, Any]:
    texts = words.banded(banding.inputs_from(figure.ratings[0].inputs), told)
    bands = [{"rating": name, "text": f"{capital(text)}.", "this": name == figure.result} for name, text in texts.items()]
    return {"word": label, "sentence": f"{figure.why} By {figure.ratings[0].rule}, on {day(figure.ratings[0].rated_at)}:", "bands": bands}


def _rule(one: Rating, comparator: Comparator) -> str:
    made = "".join(f", {part}" for part in [comparing.made(comparator)] if part)
    return (
        f"Compared with {words.AREAS_IN_TEXT[comparator.area]} to {day(comparator.period_ends_on)} ({comparator.release}{made}), "
        f"by {one.rule}, on {day(one.rated_at)}:"
    )


def beside(figure: Figure, told: Told, one: Rating, comparator: Comparator) -> dict[str, Any]:
    """One comparator: whose, what, from when, the colour against it, whether it is of another time."""
    value = figure.past[-1]
    theirs = telling.beside(figure.indicator, value, comparator, "")
    label = Comparator.Area(comparator.area).label
    older = periods.span(comparator.period_ends_on, value.period_ends_on)
    return {
        "name": f"{label[:1].upper()}{label[1:]}",
        "figure": words.figure(theirs.value, told, theirs.decimals),
        "ends_on": comparator.period_ends_on,
        "release": ", ".join(part for part in (comparator.release, comparing.made(comparator)) if part),
        "result": one.result,
        "why": one.why,
        "older": f"{older} older than ours" if cards.is_mismatched(one, value) else "",
    }


POINTS = {"percent": "percentage points", "rate": "per 10,000", "score": "points", "days": "days", "ratio": "for each one"}


def target(figure: Figure, told: Told) -> dict[str, str] | None:
    """The council's own target as a second opinion, never the colour; None without one."""
    gap = figure.target_gap
    if gap is None:
        return None
    text = cards.target_text(figure, told)
    tolerance = Fraction(figure.tolerance)
    result = "green" if gap >= 0 else "amber" if gap >= -tolerance else "red"
    beyond = "over" if figure.indicator.polarity == Indicator.Polarity.LOW else "short"
    far = "We are there." if gap >= 0 else f"We are {words.apart(gap, told)} {beyond}."
    return {"text": text, "result": result, "far": far}


def definition(indicator: Indicator) -> list[dict[str, str]]:
    """What is counted and how to read it, for templates/components/facts.html."""
    good = {"high": "More is better", "low": "Less is better", "neutral": "Neither: it is shown for context", "band": _band(indicator)}
    points = POINTS.get(indicator.unit, indicator.who_is_counted)
    rows = {
        "What it is": indicator.definition,
        "How many": indicator.numerator_is,
        "Out of how many": indicator.denominator_is,
        "What it measures": indicator.get_measures_display().capitalize(),
        "Which way is good": good[indicator.polarity],
        "Still counts as close": f"Up to {indicator.tolerance.normalize():f} {points} worse" if indicator.polarity != "neutral" else "",
        "How often": indicator.get_cadence_display().capitalize(),
        "What to know": indicator.notes,
        "For children": indicator.child_line,
        "Full name": f"{indicator.name} ({indicator.code})",
    }
    return [{"name": name, "text": text} for name, text in rows.items() if text]


def _band(indicator: Indicator) -> str:
    ends = [f"{end.normalize():f}" for end in (indicator.band_low, indicator.band_high) if end is not None]
    return f"It is best between {' and '.join(ends)}"


def about(indicator: Indicator, value: Value) -> str:
    """67.9% (89 of 131), year to 31 March 2026."""
    return f"{figure_and_counts(indicator, value)}, {value.period}"


def figure_and_counts(indicator: Indicator, value: Value) -> str:
    """67.9% (89 of 131)."""
    told = telling.plain(indicator, value)
    pair = words.counts(told.now)
    return f"{words.figure(told.now.value, told)}{f' ({pair})' if pair else ''}"


def rated(indicator: Indicator, one: Rating) -> dict[str, Any]:
    """A row of the history of colours."""
    return {"at": one.rated_at, "period": one.value.period, "beside": one.comparator, "result": one.result, "why": one.why}


def corrected(indicator: Indicator, old: Value) -> dict[str, Any]:
    """A value that was replaced, and by what."""
    new = old.replaced_by
    return {"old": about(indicator, old), "new": about(indicator, new), "at": new.loaded_at, "source": new.source}


def rights(viewer: Viewer, indicator: Indicator, value: Value | None) -> dict[str, bool]:
    """What this viewer may do here."""
    return {
        "load": policies.may_load_value(viewer, indicator),
        "comment": value is not None and policies.may_comment(viewer, value),
        "change": policies.may_change_indicator(viewer, indicator),
        "switch": policies.may_switch_indicator(viewer, indicator),
        "set_target": policies.may_set_target(viewer, indicator),
    }


def targets(figure: Figure) -> list[dict[str, Any]]:
    """What the council aims at, year by year, the newest first; those that were replaced too."""
    return [
        {
            "year": each.year.label,
            "target": "no target" if each.target is None else f"{each.target.normalize():f}",
            "tolerance": f"{each.tolerance.normalize():f}",
            "who": f"{each.set_by.name}, {day(each.set_at)}",
            "replaced": not each.stands,
        }
        for each in figure.targets
    ]


def may_follow(viewer: Viewer, promise: Promise) -> bool:
    """Whether this viewer may read the promise that the indicator serves."""
    return viewer.can(May.READ_BOARD, promise.body_id)
