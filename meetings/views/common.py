"""What the pages of meetings share: finding a row for its viewer, saying what was done, two texts side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cpboard.board.models import Regime
from cpboard.core.access import Viewer
from cpboard.core.http import SignedIn, posted
from cpboard.core.roles import May
from meetings.faults import Stale
from meetings.forms import ConfirmForm
from meetings.models import AgendaItem, Decision, Meeting, Minutes, Report, Session

Linked = Meeting | AgendaItem | Report
Written = TypeVar("Written", Report, Minutes)


def meeting_of(request: SignedIn, pk: int) -> Meeting:
    """The meeting, if this viewer may see it."""
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.viewer).select_related("body", "year"), pk=pk)
    return found


def session_of(request: SignedIn, pk: int) -> Session:
    """The session, if this viewer may see it."""
    found: Session = get_object_or_404(Session.objects.visible_to(request.viewer).select_related("meeting__body"), pk=pk)
    return found


def item_of(request: SignedIn, pk: int) -> AgendaItem:
    """The item, if this viewer may see it."""
    rows = AgendaItem.objects.visible_to(request.viewer).select_related(
        "session__meeting__body", "presenter", "promise", "constitution", "report__author"
    )
    found: AgendaItem = get_object_or_404(rows, pk=pk)
    return found


def report_of(request: SignedIn, pk: int) -> Report:
    """The report, if this viewer may read it."""
    rows = Report.objects.visible_to(request.viewer).select_related("author", "item__session__meeting__body", "item__constitution")
    found: Report = get_object_or_404(rows, pk=pk)
    return found


def minutes_of(request: SignedIn, meeting: Meeting) -> Minutes | None:
    """The minutes, if there are any that this viewer may read."""
    rows = Minutes.objects.visible_to(request.viewer).select_related("meeting__body", *STEPS)
    return rows.filter(meeting=meeting).first()


def seen_minutes(request: SignedIn, pk: int) -> Minutes | None:
    """The minutes of a meeting with the meeting, in one query, if there are any that this viewer may read."""
    rows = Minutes.objects.visible_to(request.viewer).select_related("meeting__body", "meeting__year", *STEPS)
    return rows.filter(meeting=pk, meeting__in=Meeting.objects.visible_to(request.viewer).values("pk")).first()


STEPS = ("out__by", "approval__by", "approval__at_meeting", "approval__signature__signed_by")


def may_ask_release(meeting: Meeting, viewer: Viewer) -> bool:
    """Whether this viewer may ask that something of the meeting becomes public. Nothing of a private one does."""
    runs = viewer.can(May.ASK_RELEASE, meeting.body_id) and viewer.can(May.RUN_MEETINGS, meeting.body_id)
    return runs and meeting.regime != Regime.PRIVATE and meeting.called_off_at is None


def to_agree(meeting: Meeting, viewer: Viewer) -> list[Decision]:
    """The decisions of a meeting from which this viewer may write down an action; none before it was held."""
    if meeting.held_at is None or not viewer.can(May.RUN_ACTIONS, meeting.body_id):
        return []
    made = Decision.objects.visible_to(viewer).filter(item__session__meeting=meeting).select_related("item")
    return list(made.order_by("item__session__position", "item__position", "number"))


def asked(request: SignedIn, deed: str, form: forms.Form, *, back: Linked, **context: Any) -> HttpResponse:
    """The page of a deed: its form, and the way back without doing it."""
    return render(request, f"meetings/{deed}.html", {"form": form, "cancel_url": back.get_absolute_url(), **context})


def confirming(request: SignedIn, button: str) -> ConfirmForm:
    """A form that asks nothing but whether to go on."""
    form = ConfirmForm(posted(request))
    form.button = button  # type: ignore[misc]
    return form


def done(request: SignedIn, sentence: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done and go on."""
    messages.success(request, sentence)
    return redirect(to, *args)


def newest(form: forms.Form, load: Callable[[], Written | None]) -> Written | None:
    """What somebody else saved meanwhile, if that is why the form was refused; else None.

    The form then carries the newest version, so that it can be saved again over what is shown.
    """
    if not form.has_error("version", Stale.code):
        return None
    row = load()
    retyped(form, version=str(row.version if row else 0))
    return row


def retyped(form: forms.Form, **hidden: str) -> None:
    """Keep what was typed, with other hidden answers: those of the page that is shown now."""
    form.data = {**dict(form.data.items()), **hidden}
