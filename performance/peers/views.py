"""Pages of the councils to learn from: all of them, a new note, the end of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Viewer, require
from performance import policies
from performance.checking import WrongFigure
from performance.models import PeerNote
from performance.peers import operations, reading
from performance.peers.forms import PeerFilter, PeerNoteForm


def peers(request: HttpRequest) -> HttpResponse:
    """Similar councils, the nearest first, and what inspectors praised in them and elsewhere."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_read_figures(viewer))
    form = PeerFilter(request.GET or None)
    found = reading.peers(viewer, best_only=form.best_only())
    context = {
        "form": form,
        "peers": found,
        "title": reading.title(found),
        "model": reading.model_of(viewer),
        "narrowed": form.best_only(),
        "may_note": policies.may_note_peer(viewer),
    }
    return render(request, "performance/peers/list.html", context)


def note_peer(request: HttpRequest) -> HttpResponse:
    """Write down what a council was praised for."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    require(policies.may_note_peer(viewer))
    form = PeerNoteForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            note = operations.note_peer(by=viewer, now=timezone.now(), **form.cleaned_data)
        except WrongFigure as fault:
            form.refuse(fault)
        else:
            messages.success(request, f"The note on {note.council} is saved.")
            return redirect("performance:peers")
    return render(request, "performance/peers/note_peer.html", {"form": form, "cancel_url": reverse("performance:peers")})


def remove_peer_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a note off, after a question."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    note: PeerNote = get_object_or_404(PeerNote.objects.visible_to(viewer).select_related("council"), pk=pk)
    require(policies.may_remove_peer_note(viewer, note))
    if request.method == "POST":
        operations.remove_peer_note(note=note, by=viewer, now=timezone.now())
        messages.success(request, "The note is off the page.")
        return redirect("performance:peers")
    asked = {"note": note, "button": "Take it off", "cancel_url": reverse("performance:peers"), "cancel_text": "Leave it"}
    return render(request, "performance/peers/remove_peer_note.html", asked)
