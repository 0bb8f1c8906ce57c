"""Who may read a session. An empty list means nobody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.forms import ReaderForm
from meetings.models import SessionReader
from meetings.views.common import asked, confirming, done, session_of


def readers(request: SignedIn, pk: int) -> HttpResponse:
    """The named readers of a session, for whoever may see it; the clerk names one more here."""
    session = session_of(request, pk)
    if request.method == "POST":
        require(policies.may_name_reader(request.viewer, session))
    form = ReaderForm(posted(request), session=session, on=request.viewer.on)
    if carried_out(form, lambda: operations.name_reader(session=session, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "One more person may read it now.", "meetings:readers", session.pk)
    context = {
        "session": session,
        "meeting": session.meeting,
        "readers": SessionReader.objects.visible_to(request.viewer).filter(session=session).select_related("user"),
        "form": form,
        "may_name": policies.may_name_reader(request.viewer, session),
    }
    return render(request, "meetings/readers.html", context)


def unname_reader(request: SignedIn, pk: int) -> HttpResponse:
    """Take a name off the list."""
    named = SessionReader.objects.visible_to(request.viewer).select_related("session__meeting__body", "user")
    reader = get_object_or_404(named, pk=pk)
    require(policies.may_unname_reader(request.viewer, reader.session))
    if request.method == "POST":
        operations.unname_reader(reader=reader, by=request.viewer, now=timezone.now())
        return done(request, "They can no longer read it.", "meetings:readers", reader.session_id)
    meeting = reader.session.meeting
    return asked(request, "unname_reader", confirming(request, "Take off the list"), back=meeting, reader=reader, meeting=meeting)
