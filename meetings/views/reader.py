"""The reader: one item at a time, from what the board is asked to the last paragraph, where the person stopped last time."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.http import SignedIn
from meetings import operations, policies
from meetings.form_of_report import cover_of
from meetings.margins import passages
from meetings.models import AgendaItem, Note, Paper, ReaderChoice, Report, Session
from meetings.pages_of_pack import packs_of, pages_of
from meetings.questions import asked
from meetings.reading import Paragraph, minutes_to_read, paragraphs
from meetings.sheet import agenda_of, number_of, scorecard_of
from meetings.views.common import meeting_of
from meetings.way_in import beside, first_to_read, steps_of


def read(request: SignedIn, pk: int) -> HttpResponse:
    """To where this person stopped, or to the first open item."""
    found = meeting_of(request, pk)
    item = first_to_read(found, request.viewer)
    if item is None:
        messages.info(request, "There is nothing here for you to read yet.")
        return redirect("meetings:meeting", found.pk)
    return redirect("meetings:read_item", item.pk)


def read_item(request: SignedIn, pk: int) -> HttpResponse:
    """One open item: what is asked first, the summary second, the report third. A private one is not here."""
    item, viewer = open_item(request, pk), request.viewer
    meeting = item.session.meeting
    operations.keep_place(item=item, by=viewer, now=timezone.now())
    report = report_to_read(request, item)
    notes = list(Note.objects.open_to(viewer).filter(meeting=meeting))
    papers = Paper.objects.visible_to(viewer).filter(item=item).select_related("file").order_by("-for_young", "pk")
    steps = steps_of(agenda_of(meeting, viewer), item, Counter(note.item_id for note in notes))
    number = next(step.row.number for step in steps if step.current)
    before, after = beside(steps)
    pages = pages_of(packs_of(meeting, viewer), item)
    on_item = [note for note in notes if note.item_id == item.pk]
    whole, *read = passages(paragraphs_of(report, number), on_item, asked(meeting, viewer, item))
    context = {
        "item": item,
        "meeting": meeting,
        "report": report,
        "number": number,
        "steps": steps,
        "before": before,
        "after": after,
        "whole": whole,
        "passages": read,
        "noted": len(notes),
        "may_ask": policies.may_ask_question(viewer, item),
        "minutes": minutes_to_read(report.asks, report.summary, report.text) if report else 0,
        "papers": [(paper, pages.papers.get(paper.pk, "")) for paper in papers],
        "pages": pages,
        "scorecard": scorecard_of(item, viewer),
        "cover": cover_of(report, item, number) if report else [],
        "evening": ReaderChoice.objects.visible_to(viewer).filter(evening=True).exists(),
    }
    return render(request, "meetings/read_item.html", context)


def choose_light(request: SignedIn, pk: int) -> HttpResponse:
    """Evening or day, from now on; then back to the item."""
    item = open_item(request, pk)
    if request.method == "POST":
        operations.choose_light(evening="evening" in request.POST, by=request.viewer, now=timezone.now())
    return redirect("meetings:read_item", item.pk)


def report_to_read(request: SignedIn, item: AgendaItem) -> Report | None:
    """The report of an item once it is cleared."""
    rows = Report.objects.visible_to(request.viewer).filter(item=item, state=Report.State.CLEARED)
    found: Report | None = rows.select_related("author").first()
    return found


def paragraphs_of(report: Report | None, number: str = "") -> list[Paragraph]:
    """The paragraphs of a report, numbered under the number of its item; none without a report."""
    return paragraphs(report.text, before=number) if report else []


def paragraph_of(request: SignedIn, item: AgendaItem, place: int) -> Paragraph | None:
    """One paragraph of the report; None for 0, the item as a whole. A place where there is none is as if it were not there."""
    found = {each.place: each for each in paragraphs_of(report_to_read(request, item), number_of(item, request.viewer)) if each.place}
    if place and place not in found:
        raise Http404
    return found.get(place)


def back_to(item: AgendaItem, paragraph: Paragraph | None) -> str:
    """The address of the place in the reader where somebody was."""
    anchor = f"#{paragraph.anchor}" if paragraph else ""
    return f"{reverse('meetings:read_item', args=[item.pk])}{anchor}"


def open_item(request: SignedIn, pk: int) -> AgendaItem:
    """An open item that this viewer may read; a private one is as if it were not there."""
    rows = AgendaItem.objects.visible_to(request.viewer).filter(session__privacy=Session.Privacy.PUBLIC)
    found: AgendaItem = get_object_or_404(
        rows.select_related("session__meeting__body", "presenter", "constitution", "report__author"), pk=pk
    )
    return found
