"""What a scorecard must say before a meeting gets it: what each figure is compared with, and why (requirement 000-22).

A red and a clear change have words; every figure for which one way is better has something beside it. What is missing
is asked for before the scorecard is frozen, and a reason for it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpboard.core.templatetags.cpb import count_words
from performance import telling, words
from performance.figures import Figure
from performance.models import Indicator, Rating

NAMED = 5  # figures that a sentence names; the rest are counted
COMPARED = (Indicator.Polarity.HIGH, Indicator.Polarity.LOW)
ALONE, RED, MOVED = "nothing stands beside it", "nobody has said why it is off track", "nobody has said why it changed"


@dataclass(frozen=True)
class Owed:
    """What one figure lacks."""

    figure: Figure
    lacks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Nothing stands beside it; nobody has said why it changed."""
        said = "; ".join(self.lacks)
        return f"{said[:1].upper()}{said[1:]}."


def owed(found: Iterable[Figure]) -> list[Owed]:
    """The figures that lack a comparator or words, in their order, each with what it lacks."""
    every = [Owed(figure, tuple(_lacks(figure))) for figure in found if figure.value]
    return [one for one in every if one.lacks]


def _lacks(figure: Figure) -> Iterable[str]:
    if figure.indicator.polarity in COMPARED and not any(rating.comparator for rating in figure.ratings):
        yield ALONE
    if figure.commentary is not None:
        return
    if figure.result == Rating.Result.RED:
        yield RED
    elif words.clear_change(telling.for_members(figure)):
        yield MOVED


def ask(missing: Sequence[Owed]) -> str:
    """The sentence that holds a scorecard back."""
    names = "; ".join(one.figure.indicator.plain_name for one in missing[:NAMED])
    more = f"; and {count_words(len(missing) - NAMED, 'other')}" if len(missing) > NAMED else ""
    number = count_words(len(missing), "figure lacks,figures lack").capitalize()
    return f"{number} words or something to compare with: {names}{more}. Add them, or say why the meeting gets it so."


def tells_no_outcome(found: Iterable[Figure]) -> bool:
    """Whether no figure says what comes of the work for children (requirement 001-04)."""
    there = [figure for figure in found if figure.value]
    return bool(there) and all(figure.indicator.measures != Indicator.Measures.OUTCOME for figure in there)
