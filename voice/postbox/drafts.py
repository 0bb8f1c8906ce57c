"""What a child has typed so far. It travels with the page and is stored nowhere before Send."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from voice.postbox.models import Submission

STEPS = ("about", "words", "wish", "check")
MOST = 5000  # letters


@dataclass(frozen=True)
class Draft:
    """The answers so far: topic (may be empty), words, who may see them, whether the child feels unsafe."""

    about: str = ""
    words: str = ""
    wish: str = Submission.Wish.TEAM.value
    unsafe: bool = False

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Self:
        """The answers in what was sent; a choice that we do not offer counts as not made."""
        about, wish = sent.get("about", ""), sent.get("wish", "")
        return cls(
            about=about if about in Submission.Topic.values else "",
            words=sent.get("words", "").replace("\r\n", "\n").replace("\0", "").strip(),
            wish=wish if wish in Submission.Wish.values else Submission.Wish.TEAM.value,
            unsafe=sent.get("unsafe") == "yes",
        )

    def not_safe(self) -> Self:
        """The same, marked as urgent."""
        return replace(self, unsafe=True)

    @property
    def fault(self) -> str:
        """What is wrong with the words, as a child reads it; empty when they can be sent."""
        if not self.words:
            return "Write something first. It can be short."
        return f"Your words are too long for us. Make them shorter than {MOST:,} letters." if len(self.words) > MOST else ""

    @property
    def digest(self) -> str:
        """What tells these answers from any others."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()

    @property
    def about_label(self) -> str:
        """The topic in words."""
        return Submission.Topic(self.about).label if self.about else "You did not say"

    @property
    def wish_label(self) -> str:
        """Who may see it, in words."""
        return Submission.Wish(self.wish).label
