"""Words that others will read are shown back before they are kept: sealed letters, and anything that looks like a name.

The first sending shows the words and the hints; the second, with the same words, keeps them. Nothing is refused for
a hint, and words that were changed in between are shown again.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django import forms

from cpboard.core.forms import GovForm
from voice.reading import hints


class ReadBack(GovForm):
    """The base of forms whose words are read back. `read_fields` are what is read; `seen` marks what was."""

    read_fields: ClassVar[tuple[str, ...]] = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def must_read_back(self) -> bool:
        """Whether there is something to read back."""
        return True

    def hints(self) -> list[str]:
        """What could be easier to read."""
        return hints(str(self.cleaned_data.get("text", "")))

    @property
    def is_ready(self) -> bool:
        """Whether the words are good, and were read back as they are."""
        return self.is_valid() and (self.cleaned_data["seen"] == self._mark() or not self.must_read_back)

    def read_back(self) -> bool:
        """Whether the page should show the words back now; the next sending of the same words is ready."""
        if not self.is_valid() or not self.must_read_back:
            return False
        self.data = self.data.copy()  # type: ignore[union-attr,attr-defined]
        self.data[self.add_prefix("seen")] = self._mark()  # type: ignore[index]
        return True

    def _mark(self) -> str:
        words = json.dumps([str(self.cleaned_data.get(name, "")) for name in self.read_fields])
        return hashlib.sha256(words.encode()).hexdigest()[:20]

    @property
    def plain_answers(self) -> dict[str, Any]:
        """The answers without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
