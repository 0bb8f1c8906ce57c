"""What stands beside which paragraph: notes and questions find the words that they were written about.

A report that is changed or replaced may have its paragraphs elsewhere. Whoever wrote in the margin is told when the
words are no longer there; nothing is ever shown beside words that it was not about without saying so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.safestring import SafeString

from meetings.models import Note
from meetings.questions import Asked
from meetings.reading import Paragraph, fingerprint

T = TypeVar("T")


@dataclass(frozen=True)
class Mark(Generic[T]):
    """A note or a question where it stands now; `changed`: the words it was about are not there any more."""

    about: T
    changed: bool = False


@dataclass
class Passage:
    """A heading or a paragraph with what stands beside it. Place 0 is the item as a whole."""

    paragraph: Paragraph
    notes: list[Mark[Note]] = field(default_factory=list)
    questions: list[Mark[Asked]] = field(default_factory=list)


def where(place: int, mark: str, marks: dict[int, str]) -> tuple[int, bool]:
    """Where something stands now that was written beside paragraph `place` when it had the fingerprint `mark`.

    `marks` are the paragraphs of today. Gives the paragraph, 0 for the item as a whole, and whether the words have changed.
    """
    if place == 0 or marks.get(place) == mark:
        return place, False
    moved = next((now for now, each in marks.items() if each == mark), None)
    if moved is not None:
        return moved, False
    return (place if place in marks else 0), True


def passages(paragraphs: list[Paragraph], notes: Iterable[Note], questions: Iterable[Asked]) -> list[Passage]:
    """The item as a whole, then the report paragraph by paragraph, each with its notes and questions."""
    marks = {each.place: fingerprint(each.words) for each in paragraphs if each.place}
    noted = _placed(notes, marks, lambda note: (note.paragraph, fingerprint(note.words)))
    asked = _placed(questions, marks, lambda each: (each.question.paragraph, each.question.fingerprint))
    whole = Passage(Paragraph("", SafeString()), noted[0], asked[0])
    return [whole, *(Passage(each, noted[each.place], asked[each.place]) if each.place else Passage(each) for each in paragraphs)]


def _placed(written: Iterable[T], marks: dict[int, str], about: Callable[[T], tuple[int, str]]) -> defaultdict[int, list[Mark[T]]]:
    found: defaultdict[int, list[Mark[T]]] = defaultdict(list)
    for each in written:
        place, changed = where(*about(each), marks)
        found[place].append(Mark(each, changed))
    return found
