"""What became of one message, as its writer reads it: the letters, and the way their words went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cpboard.core.templatetags.cpb import day
from voice.models import Reply
from voice.postbox.models import Answer, Submission
from voice.postbox.readers import CodeHolder


@dataclass(frozen=True)
class Letter:
    """One answer: by a worker to this child, or to all who said the same."""

    text: str
    signed: str
    at: dt.datetime
    will_by: dt.date | None = None


@dataclass(frozen=True)
class Story:
    """The page behind a code."""

    message: Submission
    letters: list[Letter]
    on: dt.date

    @property
    def late(self) -> bool:
        """Whether the first answer came, or is still to come, after the promised day."""
        first = self.letters[0].at.date() if self.letters else self.on
        return first > self.message.answer_by

    @property
    def steps(self) -> list[dict[str, str]]:
        """We heard you, Someone read it, We told the board, We told you: what is behind, and what comes next."""
        told = [self._heard(), self._read(), self._board(), self._told()]
        done = [step for step in told if step["state"] == "done"]
        here = [{**step, "state": "here"} for step in told if step["state"] == "here"][:1]
        return [*done, *here]

    def _heard(self) -> dict[str, str]:
        return _step("We heard you", f"You sent this on {day(self.message.received_on)}.")

    def _read(self) -> dict[str, str]:
        if self.message.read_at is None or self.message.read_by is None:
            return _step("Next: we read it", "No one has read it yet.", "here")
        return _step("We read it", f"{self.message.read_by.first_name} read it on {day(self.message.read_at)}.")

    def _board(self) -> dict[str, str]:
        if self.message.theme_id is None:
            return _step("", "", "none")
        return _step("We told the board", "They know what it is about. They do not know it was you.")

    def _told(self) -> dict[str, str]:
        if self.letters:
            return _step("We told you", f"You got an answer on {day(self.letters[0].at)}.")
        return _step("Next: we answer you", f"You will hear by {day(self.message.answer_by)}.", "here")


def _step(name: str, text: str, state: str = "done") -> dict[str, str]:
    return {"name": name, "text": text, "state": state}


def letters_to(holder: CodeHolder, message: Submission | None) -> list[Letter]:
    """Every answer, oldest first. Two queries, also for a code that opens nothing."""
    own = [Letter(a.text, a.signed, a.at) for a in Answer.objects.open_to(holder)]
    replies = Reply.objects.filter(theme=message.theme_id if message else None)
    to_all = [Letter(r.text, r.signed, r.at, r.will_by) for r in replies]
    return sorted([*own, *to_all], key=lambda letter: letter.at)
