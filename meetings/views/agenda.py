"""Items of the agenda: one item, a new one, other words, another place, why it is private, where it came from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from cpboard.core.roles import May
from cpboard.core.templatetags.cpb import count_words
from meetings import operations, policies, sheet
from meetings.counting import rules_of_the_house
from meetings.forms import AddItemForm, AddItemsForm, ChangeItemForm, ConfirmForm, RestrictForm
from meetings.models import AgendaItem, AgendaSource, Meeting, Paper
from meetings.noted import noted_of
from meetings.notice import is_late
from meetings.numbering import moved
from meetings.views.common import asked, confirming, done, item_of, meeting_of, session_of


def item(request: SignedIn, pk: int) -> HttpResponse:
    """One item: what is asked, where it came from, what was written, what was decided."""
    found = item_of(request, pk)
    viewer = request.viewer
    runs = policies.may_run_meetings(viewer, found.session.meeting.body_id)
    report, number = sheet.report_of(found), sheet.number_of(found, viewer)
    sources = AgendaSource.objects.visible_to(viewer).filter(item=found)
    context = {
        "item": found,
        "meeting": found.session.meeting,
        "number": number,
        "sources": sources.select_related("theme", "report_back__appointment__area", "report_back__cycle", "indicator"),
        "noted": noted_of(found, viewer),
        "report": report,
        "papers": Paper.objects.visible_to(viewer).filter(item=found).select_related("file"),
        "report_state": sheet.report_state(found, viewer, runs),
        "may_read_report": report is not None and (runs or report.author_id == viewer.user_id or report.state == report.State.CLEARED),
        "sees_session": bool(number),
        "scorecard": sheet.scorecard_of(found, viewer),
        "may": _may(request, found) if runs else {},
        "may_agree": viewer.can(May.RUN_ACTIONS, found.session.meeting.body_id),
    }
    return render(request, "meetings/item.html", context)


def _may(request: SignedIn, found: AgendaItem) -> dict[str, bool]:
    return {
        "change": policies.may_change_item(request.viewer, found),
        "remove": policies.may_remove_item(request.viewer, found),
        "restrict": policies.may_restrict_item(request.viewer, found),
        "urgent": found.opened_at is not None
        and policies.may_record_urgency(request.viewer, found)
        and is_late(found, rules_of_the_house()),
        "ask": policies.may_ask_report(request.viewer, found),
        "add_paper": policies.may_add_paper(request.viewer, found),
        "choose_scorecard": found.kind == AgendaItem.Kind.PERFORMANCE and policies.may_choose_scorecard(request.viewer, found),
        "decide": policies.may_record_decision(request.viewer, found),
    }


def add_item(request: SignedIn, session: int) -> HttpResponse:
    """A new item at the end of a session."""
    into = session_of(request, session)
    require(policies.may_add_item(request.viewer, into))
    form = AddItemForm(posted(request), session=into, viewer=request.viewer)
    made = carried_out(form, lambda: operations.add_item(session=into, **form.item(), by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "add_item", form, back=into.meeting, session=into, meeting=into.meeting)
    return done(request, "The item is on the agenda.", "meetings:meeting", into.meeting_id)


def add_items(request: SignedIn, session: int) -> HttpResponse:
    """Several items at once, a title a line."""
    into = session_of(request, session)
    require(policies.may_add_items(request.viewer, into))
    form = AddItemsForm(posted(request))
    made = carried_out(form, lambda: operations.add_items(session=into, **form.items(), by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "add_items", form, back=into.meeting, session=into, meeting=into.meeting)
    sentence = f"{count_words(len(made), 'item is,items are').capitalize()} on the agenda."
    return done(request, sentence, "meetings:meeting", into.meeting_id)


def change_item(request: SignedIn, pk: int) -> HttpResponse:
    """Other words, another presenter, one more cause."""
    found = item_of(request, pk)
    require(policies.may_change_item(request.viewer, found))
    form = ChangeItemForm(posted(request), meeting=found.session.meeting, viewer=request.viewer, initial=ChangeItemForm.answers_of(found))
    changed = carried_out(form, lambda: operations.change_item(item=found, **form.item(), by=request.viewer, now=timezone.now()))
    if changed is None:
        return asked(request, "change_item", form, back=found, item=found, meeting=found.session.meeting)
    return done(request, "The item is saved.", "meetings:item", found.pk)


def remove_item(request: SignedIn, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    found = item_of(request, pk)
    require(policies.may_remove_item(request.viewer, found))
    form = confirming(request, "Take it off the agenda")
    meeting = found.session.meeting
    carried_out(form, lambda: operations.remove_item(item=found, by=request.viewer, now=timezone.now()))
    if not form.is_bound or form.errors:
        return asked(request, "remove_item", form, back=found, item=found, meeting=meeting)
    return done(request, "The item is off the agenda.", "meetings:meeting", meeting.pk)


def restrict_item(request: SignedIn, pk: int) -> HttpResponse:
    """Why a private item is private."""
    found = item_of(request, pk)
    require(policies.may_restrict_item(request.viewer, found))
    answers = {"exempt_paragraph": found.exempt_paragraph, "privacy_reason": found.privacy_reason}
    form = RestrictForm(posted(request), meeting=found.session.meeting, initial=answers)
    if carried_out(form, lambda: operations.restrict_item(item=found, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The reason is saved.", "meetings:item", found.pk)
    return asked(request, "restrict_item", form, back=found, item=found, meeting=found.session.meeting)


def order(request: SignedIn, pk: int) -> HttpResponse:
    """The whole agenda with a button up and a button down at each item."""
    meeting = meeting_of(request, pk)
    require(policies.may_change_meeting(request.viewer, meeting))
    return _in_order(request, meeting)


def _in_order(request: SignedIn, meeting: Meeting, form: ConfirmForm | None = None) -> HttpResponse:
    """The order, with what was refused, if something was."""
    parts = [(part, _places(part)) for part in sheet.agenda_of(meeting, request.viewer)]
    return render(request, "meetings/order.html", {"meeting": meeting, "parts": parts, "form": form})


def _places(part: sheet.Part) -> list[tuple[sheet.Row, bool, bool]]:
    """Each row of a session, and whether it can go up, and down."""
    items = [row.item for row in part.rows]
    return [(row, *(moved(items, row.item, up=up) != items for up in (True, False))) for row in part.rows]  # type: ignore[misc]


def move_item(request: SignedIn, pk: int) -> HttpResponse:
    """One place up or down; asked without a deed, it shows the order."""
    found = item_of(request, pk)
    require(policies.may_move_item(request.viewer, found))
    if request.method == "POST":
        operations.move_item(item=found, up="up" in request.POST, by=request.viewer, now=timezone.now())
        messages.success(request, "The order has changed.")
        return redirect(f"{reverse('meetings:order', args=[found.session.meeting_id])}#item-{found.pk}")
    return order(request, found.session.meeting_id)


def nest_item(request: SignedIn, pk: int) -> HttpResponse:
    """It belongs to the item above, or stands alone; asked without a deed, it shows the order."""
    found = item_of(request, pk)
    require(policies.may_nest_item(request.viewer, found))
    form = confirming(request, "Put it under the item above")
    deed = lambda: operations.nest_item(item=found, under="under" in request.POST, by=request.viewer, now=timezone.now())  # noqa: E731
    if carried_out(form, deed) is None:
        return _in_order(request, found.session.meeting, form)
    messages.success(request, "The numbers have changed.")
    return redirect(f"{reverse('meetings:order', args=[found.session.meeting_id])}#item-{found.pk}")


def remove_source(request: SignedIn, pk: int) -> HttpResponse:
    """The item did not come from there after all."""
    source = get_object_or_404(AgendaSource.objects.visible_to(request.viewer), pk=pk)
    found = item_of(request, source.item_id)
    require(policies.may_remove_source(request.viewer, found))
    if request.method == "POST":
        operations.remove_source(source=source, by=request.viewer, now=timezone.now())
        return done(request, "The link is gone.", "meetings:item", found.pk)
    return asked(request, "remove_source", confirming(request, "Take off the link"), back=found, source=source, item=found)
