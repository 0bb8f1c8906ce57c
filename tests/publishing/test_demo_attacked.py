"""Every public output of the invented council, set before somebody with a solver who sees all of them at once (rule D10)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cpboard.core import files, pdf
from cpboard.core.models import User
from cpboard.demo import council
from cpboard.demo.people import DOMAIN
from cpboard.publishing.models import Publication
from performance.models import Indicator, Value
from tests.cast import signed_in
from tests.performance.attacker import ENOUGH, FEW, Attack, Puzzle, Sum

DAY = dt.datetime(2027, 1, 11, 9, 30, tzinfo=dt.UTC)
MOST = 2_000  # more children than Fenbridge has
PAIR = re.compile(r"(\d[\d,]*) of (\d[\d,]*)")


class Period(NamedTuple):
    """The first and the last day of a figure."""

    starts_on: dt.date
    ends_on: dt.date


class Counts(NamedTuple):
    """How many, and of how many; None where it is not told."""

    numerator: int | None
    denominator: int | None


Told = dict[str, dict[Period, Counts]]


@dataclass
class Outputs:
    """What is told of our figures outside the board, by indicator and period, and every pair of counts in public text."""

    told: Told
    text: str

    def pairs(self) -> set[Counts]:
        """Each “89 of 131” that somebody can read on a public page."""
        return {Counts(*(int(part.replace(",", "")) for part in found)) for found in PAIR.findall(self.text)}


def outputs() -> Outputs:
    """Everything that scrutiny can download of figures, and the text of every publication."""
    reader, told = signed_in(User.objects.get(email=f"samir@{DOMAIN}")), defaultdict(dict)
    one_by_one = [reverse("performance:indicator_csv", args=[each.pk]) for each in Indicator.objects.all()]
    for file in [reverse("performance:scorecard_csv"), *one_by_one]:
        for row in csv.DictReader(io.StringIO(reader.get(file).text)):
            period = Period(*(dt.date.fromisoformat(row[f"period_{end}_on"]) for end in ("starts", "ends")))
            told[row["code"]][period] = Counts(_number(row["numerator"]), _number(row["denominator"]))
    return Outputs(told, " ".join(_texts()))


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _texts() -> Iterator[str]:
    for each in Publication.objects.out():
        page = Client().get(reverse("publication", args=[each.slug]))
        yield BeautifulSoup(page.content, "html.parser").get_text(" ")
        if each.file:
            yield from pdf.facts_of(files.read(each.file)).text


def record() -> Told:
    """Our figures as they are."""
    held: Told = defaultdict(dict)
    for value in Value.objects.standing().select_related("indicator"):
        held[value.indicator.code][Period(value.period_starts_on, value.period_ends_on)] = Counts(value.numerator, value.denominator)
    return held


def puzzle_of(numbers: dict[Period, int | None]) -> Puzzle:
    """Figures of one indicator as sums: the time between two days on which a period begins or ends is a part of each that covers it."""
    days = sorted({day for p in numbers for day in (p.starts_on, p.ends_on + dt.timedelta(days=1))})
    spans = [(n, first, last) for n, (first, last) in enumerate(itertools.pairwise(days))]
    sums = tuple(
        Sum(tuple(n for n, first, last in spans if period.starts_on <= first and last <= period.ends_on + dt.timedelta(days=1)), place)
        for place, period in enumerate(numbers, start=len(spans))
    )
    return Puzzle((*[None] * len(spans), *numbers.values()), sums, least=0, totals=frozenset(s.whole for s in sums))


def found_out(told: dict[Period, Counts], periods: Iterator[Period] | list[Period], part: str) -> list[object]:
    """What is left with fewer than three values and counts a few: a hidden figure, or a time between two figures.

    `part` is what is counted: those that a figure counts, or those that it leaves out.
    """
    puzzle = puzzle_of({period: _part(told.get(period), part) for period in periods})
    left = Attack(puzzle).ask(dict.fromkeys(puzzle.hidden, (0, MOST)), puzzle.hidden)
    if left is None:
        return []  # these figures are no sums of parts of time; each stands alone
    return [values for values in left.values() if len(values) < ENOUGH and any(1 <= value <= FEW for value in values)]


def _part(counts: Counts | None, part: str) -> int | None:
    if counts is None or counts.numerator is None:
        return None
    if part == "counted":
        return counts.numerator
    return None if counts.denominator is None else counts.denominator - counts.numerator


def few(told: dict[Period, Counts]) -> list[Counts]:
    """Figures that are told although they count a few children, or leave a few out."""
    return [each for each in told.values() if any(1 <= (_part(each, part) or 0) <= FEW for part in ("counted", "left out"))]


@pytest.mark.django_db
def test_nothing_that_the_demo_gives_out_tells_of_a_few_children(settings, files_dir) -> None:
    settings.CHILD_FORM_OPEN = True
    with time_machine.travel(DAY, tick=False):
        council.fill(DAY.date())
        seen, held = outputs(), record()
    children = {i.code for i in Indicator.objects.exclude(unit__in=(Indicator.Unit.SCORE, Indicator.Unit.DAYS, Indicator.Unit.RATIO))}
    hidden = {(code, period) for code, periods in held.items() for period in periods if period not in seen.told[code]}

    assert {code: few(seen.told[code]) for code in children if few(seen.told[code])} == {}
    for code, part in itertools.product(sorted(children), ("counted", "left out")):
        assert found_out(seen.told[code], sorted(held[code]), part) == [], (code, part)
    assert seen.pairs() & {held[code][period] for code, period in hidden} == set()
    # The same eyes find what nobody hides, and read what may be read.
    assert any(few(held[code]) for code in children)
    assert len(hidden) > 0
    assert len(seen.pairs() & {pair for told in seen.told.values() for pair in told.values()}) > 3


@pytest.mark.parametrize(("half_year", "found"), [(43, [{3}]), (40, []), (60, []), (None, [])])
def test_two_figures_whose_difference_is_a_few_children_are_found_out(half_year, found) -> None:
    quarter, half = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30)), Period(dt.date(2026, 4, 1), dt.date(2026, 9, 30))
    told = {quarter: Counts(40, 90)} | ({half: Counts(half_year, 120)} if half_year else {})

    assert found_out(told, [quarter, half], "counted") == found
