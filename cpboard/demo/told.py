"""What Fenbridge has so far: its meetings, themes and actions by a short name each, for what is made after them."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.models import Action
from meetings.models import Meeting
from voice.models import Theme


@dataclass
class Told:
    """Meetings, themes and actions made so far."""

    meetings: list[Meeting] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
