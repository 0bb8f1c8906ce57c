"""The thread: heard, decided, done, made a difference, told (design §2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

StepState = Literal["done", "here", "next"]
NAMES = ("Heard", "Decided", "Done", "Made a difference", "Told")
WAITING_NAMES = ("To be heard", "To be decided", "Being done", "To be judged", "To be told")


@dataclass(frozen=True)
class Fact:
    """One fact of a step: its words, and where it can be read if this viewer may read it."""

    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """A knot of the thread."""

    name: str
    state: StepState
    fact: str = ""
    url: str = ""


@dataclass(frozen=True)
class Waiting:
    """For whom the thread waits, to do what, and how late that is, in words."""

    who: str
    to_do: str
    late: str = ""


@dataclass(frozen=True)
class Thread:
    """Where a thing stands. `facts` has one entry for each step that is behind."""

    opening_who: str
    opening_words: str
    steps: tuple[Step, ...] = field(default_factory=tuple)
    waiting: Waiting | None = None

    @property
    def label(self) -> str:
        """The one phrase for a list: `Being done`; when all is behind `Told`, or `To be closed` if somebody has to."""
        here = next((i for i, step in enumerate(self.steps) if step.state == "here"), None)
        if here is None:
            return "To be closed" if self.waiting else "Told"
        return WAITING_NAMES[here]

    @property
    def waiting_words(self) -> str:
        """For whom it waits and how late that is, for a list: `Nadia Rahman, 18 days late`."""
        if self.waiting is None:
            return ""
        return ", ".join(part for part in (self.waiting.who, self.waiting.late) if part)


def thread(opening_who: str, opening_words: str, facts: list[Fact | None], waiting: Waiting | None = None) -> Thread:
    """Build a thread from the facts of its five steps; None means that step is still to come.

    The first step without a fact is where it stands; a later fact does not leap over it.
    """
    padded = (facts + [None] * 5)[:5]
    here = next((i for i, fact in enumerate(padded) if fact is None), 5)
    steps = []
    for i, name in enumerate(NAMES):
        fact = padded[i] or Fact()
        state: StepState = "done" if i < here else "here" if i == here else "next"
        steps.append(Step(name, state, fact.text, fact.url))
    return Thread(opening_who, opening_words, tuple(steps), waiting)
