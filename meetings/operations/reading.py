"""What a reader does for themselves: keep their place, choose their light, write notes.

These write no Event. The ledger says who decided what; who reads what, and who wrote a note on it, is nobody's business
(design §4: who opened the papers is a count). So the row itself, which only its reader sees, is all that is kept.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core.access import Viewer, require
from meetings import policies
from meetings.faults import StaleNote
from meetings.models import AgendaItem, Note, ReaderChoice, ReadingPlace
from meetings.reading import Paragraph


@transaction.atomic
def keep_place(*, item: AgendaItem, by: Viewer, now: dt.datetime) -> None:
    """The person reads this item now: the next visit begins here. One row a person and meeting."""
    require(policies.may_keep_place(by, item))
    place = ReadingPlace(user=by.user, meeting_id=item.session.meeting_id, item=item, at=now)
    rows = ReadingPlace.objects.bulk_create
    rows([place], update_conflicts=True, unique_fields=["user", "meeting"], update_fields=["item", "at"])


@transaction.atomic
def choose_light(*, evening: bool, by: Viewer, now: dt.datetime) -> ReaderChoice:
    """Light letters on dark, or dark on light, from now on and on every device of this person."""
    require(policies.may_choose_light(by))
    choice, _ = ReaderChoice.objects.update_or_create(user=by.user, defaults={"evening": evening})
    return choice


@transaction.atomic
def add_note(*, item: AgendaItem, text: str, by: Viewer, now: dt.datetime, about: Paragraph | None = None) -> Note:
    """A note of one's own on an item, or on a paragraph of its report, whose words it keeps."""
    require(policies.may_add_note(by, item))
    note = Note(owner=by.user, meeting_id=item.session.meeting_id, item=item, item_title=item.title)
    note.paragraph, note.words = (about.place, about.words) if about else (0, "")
    note.text = text
    note.written_at = note.changed_at = now
    note.save()
    return note


@transaction.atomic
def change_note(*, note: Note, text: str, version: int, by: Viewer, now: dt.datetime) -> Note:
    """Other words. Raises StaleNote unless `version` is the one that the writer began from, on whatever device."""
    require(policies.may_change_note(by, note))
    note = _locked(note, by)
    if version != note.version:
        raise StaleNote
    note.text, note.version, note.changed_at = text, version + 1, now
    note.save()
    return note


@transaction.atomic
def remove_note(*, note: Note, by: Viewer, now: dt.datetime) -> None:
    """Throw a note away, for good."""
    require(policies.may_remove_note(by, note))
    _locked(note, by).delete()


def _locked(note: Note, by: Viewer) -> Note:
    found: Note = Note.objects.open_to(by).select_for_update(of=("self",)).get(pk=note.pk)
    return found
