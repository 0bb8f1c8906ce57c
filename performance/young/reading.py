"""The figures of the young people's card: what the public may have of them, for everybody who opens it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from cpboard.core.access import Viewer
from performance import disclosing, others, telling, words
from performance.figures import KEPT, Figure, comes_first
from performance.models import Indicator, Judgement, Rating, Value

MOST = 10
OF_EVERY = {"percent": " in every 100", "rate": " in every 10,000"}


@dataclass(frozen=True)
class CardLine:
    """One figure of the card. `value` is None where it is hidden or not there yet."""

    question: str
    answer: str
    course: str
    result: str
    promise: str
    value: Value | None
    young: str
    mine: str


def card(viewer: Viewer, on: dt.date) -> list[CardLine]:
    """Ten figures at most: those on the scorecard that have words for children, in its order. The same six queries for all."""
    indicators = list(Indicator.objects.in_use().exclude(child_line="").with_people()[:MOST])
    told = disclosing.verdicts(indicators)
    figures = [others.as_told(figure, told) for figure in _figures(indicators, on)]
    said = list(Judgement.objects.visible_to(viewer).latest_of_each().filter(value__in=[f.past[-1].pk for f in figures if f.past]))
    return [_line(viewer, figure, said) for figure in figures]


def is_on_card(value: Value, on: dt.date) -> bool:
    """Whether a figure is the one that the card shows of its indicator, and may be told."""
    found = value.indicator
    if found.retired_on or not found.on_scorecard or not found.child_line:
        return False
    newest = Value.objects.filter(indicator=found).standing().ending_by(on).order_by("period_ends_on", "pk").last()
    return newest == value and others.is_told(value, disclosing.verdicts([found]))


def _figures(indicators: list[Indicator], on: dt.date) -> list[Figure]:
    """As `figures_at`, for readers who have no right to figures in full: nothing of it leaves this module but what may be told."""
    past: dict[int, list[Value]] = defaultdict(list)
    for value in Value.objects.filter(indicator__in=indicators).standing().ending_by(on).newest(KEPT):
        past[value.indicator_id].append(value)
    colours: dict[int, list[Rating]] = defaultdict(list)
    for rating in Rating.objects.filter(value__in=[values[-1].pk for values in past.values()]).standing():
        colours[rating.value_id].append(rating)
    return [_figure(each, past[each.pk], colours) for each in indicators]


def _figure(indicator: Indicator, past: list[Value], colours: dict[int, list[Rating]]) -> Figure:
    banded = indicator.polarity == Indicator.Polarity.BAND
    own = [rating for rating in colours[past[-1].pk] if banded or rating.comparator] if past else []
    return Figure(indicator, tuple(past), tuple(sorted(own, key=comes_first)))


def _line(viewer: Viewer, figure: Figure, said: list[Judgement]) -> CardLine:
    indicator, value = figure.indicator, figure.value
    told = telling.for_members(figure) if value else None
    own = [each for each in said if value and each.value_id == value.pk]
    return CardLine(
        question=indicator.child_line,
        answer=_answer(told) if told else "There is no number that we can show.",
        course=words.phrase(told) if told else "",
        result=figure.result if value else "",
        promise=str(indicator.promise or ""),
        value=value,
        young=_young(own),
        mine=next((each.get_fits_display() for each in own if each.by_id == viewer.user_id), ""),
    )


def _answer(told: words.Told) -> str:
    """89 of 131 children; 68 in every 100 where counts are not known; 364 children; 14.9."""
    pair = words.counts(told.now, told.who)
    if pair or told.unit == "count":
        return pair or f"{words.figure(told.now.value, told)} {told.who}"
    bare = words.figure(told.now.value, told).removesuffix(told.rule.suffix)
    return f"{bare}{OF_EVERY.get(told.unit, told.rule.suffix)}"


def _young(said: list[Judgement]) -> str:
    """What young people say, without names: yes: 2, no: 1."""
    if not said:
        return ""
    number = Counter(each.fits for each in said)
    parts = [f"{label.split(',')[0].lower()}: {number[fits]}" for fits, label in Judgement.Fits.choices if number[fits]]
    return ", ".join(parts)
