"""Notes of one's own: all of a meeting, as a file, added, changed, thrown away. Nobody else's are anywhere."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.faults import StaleNote
from meetings.forms import ChangeNoteForm, NoteForm
from meetings.models import Meeting, Note
from meetings.views.common import confirming, done, meeting_of, retyped
from meetings.views.reader import back_to, open_item, paragraph_of

TEXT = "text/plain; charset=utf-8"


def my_notes(request: SignedIn, pk: int) -> HttpResponse:
    """All my notes on a meeting, item by item, to read and to print."""
    found = meeting_of(request, pk)
    notes = _notes(request, found)
    groups = [(title, list(each)) for title, each in groupby(notes, key=lambda note: note.item_title)]
    return render(request, "meetings/my_notes.html", {"meeting": found, "groups": groups, "count": len(notes)})


def notes_file(request: SignedIn, pk: int) -> HttpResponse:
    """The same as a text file, which only its owner can ask for."""
    found = meeting_of(request, pk)
    context = {"meeting": found, "notes": _notes(request, found)}
    answer = render(request, "meetings/my_notes.txt", context, content_type=TEXT)
    answer["Content-Disposition"] = f'attachment; filename="my-notes-{found.day:%Y-%m-%d}.txt"'
    return answer


def _notes(request: SignedIn, meeting: Meeting) -> list[Note]:
    """In the order of the agenda; those whose item was taken off it come last."""
    rows = Note.objects.open_to(request.viewer).filter(meeting=meeting).select_related("item")
    return list(rows.order_by("item__session__position", "item__position", "paragraph", "pk"))


def add_note(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """A note on an item or on one of its paragraphs; then back to that paragraph."""
    item = open_item(request, pk)
    about = paragraph_of(request, item, paragraph)
    form = NoteForm(posted(request))
    if carried_out(form, lambda: operations.add_note(item=item, **form.cleaned_data, about=about, by=request.viewer, now=timezone.now())):
        return redirect(back_to(item, about))
    context = {"form": form, "item": item, "about": about, "cancel_url": back_to(item, about)}
    return render(request, "meetings/add_note.html", context)


def change_note(request: SignedIn, pk: int) -> HttpResponse:
    """Other words. When the same person saved elsewhere meanwhile, both texts stand on the page."""
    note = _note(request, pk)
    require(policies.may_change_note(request.viewer, note))
    form = ChangeNoteForm(posted(request), initial={"text": note.text, "version": note.version})
    if carried_out(form, lambda: operations.change_note(note=note, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "Your note is saved.", "meetings:my_notes", note.meeting_id)
    theirs = _note(request, pk) if form.has_error("version", StaleNote.code) else None
    if theirs:
        retyped(form, version=str(theirs.version))
    context = {"form": form, "note": note, "theirs": theirs, "cancel_url": _all(note)}
    return render(request, "meetings/change_note.html", context)


def remove_note(request: SignedIn, pk: int) -> HttpResponse:
    """Throw a note away."""
    note = _note(request, pk)
    require(policies.may_remove_note(request.viewer, note))
    form = confirming(request, "Throw the note away")
    carried_out(form, lambda: operations.remove_note(note=note, by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return render(request, "meetings/remove_note.html", {"form": form, "note": note, "cancel_url": _all(note)})
    return done(request, "The note is gone.", "meetings:my_notes", note.meeting_id)


def _note(request: SignedIn, pk: int) -> Note:
    found: Note = get_object_or_404(Note.objects.open_to(request.viewer).select_related("item", "meeting__body"), pk=pk)
    return found


def _all(note: Note) -> str:
    return reverse("meetings:my_notes", args=[note.meeting_id])
