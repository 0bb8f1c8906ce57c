"""Pages of the closed room. Each begins at the door: who may not enter gets the answer of a room that is not there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings.closed import operations, policies
from meetings.closed.forms import NoteForm, PaperForm, SummaryForm
from meetings.closed.models import ClosedNote, ClosedPaper
from meetings.closed.querysets import enterable
from meetings.faults import Stale
from meetings.models import AgendaItem, PublicSummary
from meetings.reading import minutes_to_read, paragraphs
from meetings.views.common import retyped


def paper(request: SignedIn, pk: int) -> HttpResponse:
    """The private paper and the private record of one item, marked with the reader's name."""
    item = _item(request, pk)
    found = _paper(request, item)
    context = {
        "item": item,
        "meeting": item.session.meeting,
        "paper": found,
        "paragraphs": paragraphs(found.text) if found else [],
        "minutes": minutes_to_read(found.text) if found else 0,
        "notes": ClosedNote.objects.open_to(request.viewer).filter(item=item).select_related("by"),
        "reader": request.viewer.user,
        "now": timezone.now(),
        "may_write": policies.may_write_paper(request.viewer, item),
        "may_note": policies.may_add_note(request.viewer, item),
        "summary": _summary(request, item),
        "may_summarise": policies.may_write_summary(request.viewer, item),
    }
    return render(request, "closed/paper.html", context)


def write_paper(request: SignedIn, pk: int) -> HttpResponse:
    """Write or change the paper. When somebody else has saved meanwhile, both texts stand on the page."""
    item = _item(request, pk)
    require(policies.may_write_paper(request.viewer, item))
    found = _paper(request, item) or ClosedPaper(item=item, version=0)
    form = PaperForm(posted(request), initial={"title": found.title, "text": found.text, "version": found.version})
    saved = carried_out(form, lambda: operations.write_paper(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now()))
    if saved:
        messages.success(request, "The private paper is saved.")
        return redirect("closed:paper", item.pk)
    theirs = _paper(request, item) if form.has_error("version", Stale.code) else None
    if theirs:
        retyped(form, version=str(theirs.version))
    return render(request, "closed/write_paper.html", {"form": form, "item": item, "meeting": item.session.meeting, "theirs": theirs})


def add_note(request: SignedIn, pk: int) -> HttpResponse:
    """Add to the private record."""
    item = _item(request, pk)
    require(policies.may_add_note(request.viewer, item))
    form = NoteForm(posted(request))
    if carried_out(form, lambda: operations.add_note(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, "The private record has one more note.")
        return redirect("closed:paper", item.pk)
    return render(request, "closed/add_note.html", {"form": form, "item": item, "meeting": item.session.meeting})


def write_summary(request: SignedIn, pk: int) -> HttpResponse:
    """What the public may know, written with the private record in view."""
    item = _item(request, pk)
    require(policies.may_write_summary(request.viewer, item))
    found = _summary(request, item) or PublicSummary(item=item, version=0)
    form = SummaryForm(posted(request), initial={"text": found.text, "version": found.version})
    if carried_out(form, lambda: operations.write_summary(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        messages.success(request, "The public words are saved. The minutes say them.")
        return redirect("closed:paper", item.pk)
    theirs = _summary(request, item) if form.has_error("version", Stale.code) else None
    if theirs:
        retyped(form, version=str(theirs.version))
    notes = ClosedNote.objects.open_to(request.viewer).filter(item=item)
    return render(
        request,
        "closed/write_summary.html",
        {"form": form, "item": item, "meeting": item.session.meeting, "theirs": theirs, "notes": notes},
    )


def _summary(request: SignedIn, item: AgendaItem) -> PublicSummary | None:
    found: PublicSummary | None = PublicSummary.objects.visible_to(request.viewer).filter(item=item).first()
    return found


def _item(request: SignedIn, pk: int) -> AgendaItem:
    return get_object_or_404(enterable(request.viewer), pk=pk)


def _paper(request: SignedIn, item: AgendaItem) -> ClosedPaper | None:
    return ClosedPaper.objects.open_to(request.viewer).filter(item=item).select_related("written_by").first()
