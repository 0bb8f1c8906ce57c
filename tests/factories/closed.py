"""Private papers for tests, written by the clerk."""

from __future__ import annotations

from django.utils import timezone

from meetings.closed import operations
from meetings.closed.models import ClosedNote, ClosedPaper
from meetings.models import AgendaItem
from tests.cast import Cast


def make_paper(cast: Cast, item: AgendaItem, text: str = "What the letter says.", title: str = "The two letters") -> ClosedPaper:
    """The private paper of an item, first version."""
    return operations.write_paper(item=item, title=title, text=text, version=0, by=cast.viewer("clerk"), now=timezone.now())


def make_note(cast: Cast, item: AgendaItem, text: str = "What was said.") -> ClosedNote:
    """A note of the private record."""
    return operations.add_note(item=item, text=text, by=cast.viewer("clerk"), now=timezone.now())
