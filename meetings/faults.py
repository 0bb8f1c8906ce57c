"""What the meeting's deeds refuse, as sentences for the person who asked (see cpboard.core.refusals)."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """It cannot be done as things stand. The message says what is wrong and how to mend it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__({field: [sentence]} if field else sentence)


class Stale(ValidationError):
    """Somebody saved since this person began to write. Nothing was saved; both texts must be shown."""

    code = "stale"
    sentence = "Somebody else saved while you were writing. Nothing of yours is lost: compare the two texts below, then save again."

    def __init__(self) -> None:
        super().__init__({"version": [ValidationError(self.sentence, code=self.code)]})


class StaleNote(Stale):
    """The person saved the same note elsewhere since. Nothing was saved; both texts must be shown."""

    sentence = "You saved this note somewhere else meanwhile. Nothing is lost: compare the two texts below, then save again."
