"""What is proposed for an agenda: put on it in one step, left off with a reason, put on it after all.

The buttons stand on the page of the meeting and send at once; asked without a deed, each shows its question.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cpboard.core.access import require
from cpboard.core.http import SignedIn, posted
from cpboard.core.refusals import carried_out
from meetings import operations, policies
from meetings.forms import LeaveOffForm, ScorecardForm
from meetings.models import Meeting, Proposal
from meetings.proposed import Proposed, proposals_for
from meetings.views.common import asked, confirming, done, item_of, meeting_of

PUT_ON = "Put it on the agenda"


def take_up(request: SignedIn, pk: int, kind: str, about: int) -> HttpResponse:
    """Put it on the agenda, in one step."""
    meeting = meeting_of(request, pk)
    require(policies.may_take_up(request.viewer, meeting))
    found = _proposed(request, meeting, kind, about)
    form = confirming(request, PUT_ON)
    made = carried_out(form, lambda: operations.take_up(meeting=meeting, proposed=found, by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "take_up", form, back=meeting, meeting=meeting, proposed=found)
    return done(request, "It is on the agenda.", "meetings:meeting", meeting.pk)


def leave_off(request: SignedIn, pk: int, kind: str, about: int) -> HttpResponse:
    """It stays off, for a reason."""
    meeting = meeting_of(request, pk)
    require(policies.may_leave_off(request.viewer, meeting))
    found = _proposed(request, meeting, kind, about)
    form = LeaveOffForm(posted(request))
    said: dict[str, Any] = {"meeting": meeting, "proposed": found, "by": request.viewer, "now": timezone.now()}
    if carried_out(form, lambda: operations.leave_off(**form.cleaned_data, **said)) is None:
        return asked(request, "leave_off", form, back=meeting, meeting=meeting, proposed=found)
    return done(request, "It stays off this agenda. Members can read why.", "meetings:meeting", meeting.pk)


def take_up_after_all(request: SignedIn, pk: int) -> HttpResponse:
    """What was left off goes on the agenda."""
    seen = Proposal.objects.visible_to(request.viewer).select_related("meeting__body")
    found: Proposal = get_object_or_404(seen, pk=pk)
    require(policies.may_take_up_after_all(request.viewer, found))
    form = confirming(request, PUT_ON)
    made = carried_out(form, lambda: operations.take_up_after_all(proposal=found, by=request.viewer, now=timezone.now()))
    if made is None:
        return asked(request, "take_up", form, back=found.meeting, meeting=found.meeting, proposed=found)
    return done(request, "It is on the agenda after all.", "meetings:meeting", found.meeting_id)


def choose_scorecard(request: SignedIn, pk: int) -> HttpResponse:
    """Which frozen scorecard an item discusses."""
    item = item_of(request, pk)
    require(policies.may_choose_scorecard(request.viewer, item))
    form = ScorecardForm(posted(request), viewer=request.viewer, initial={"snapshot": item.snapshot_id})
    if carried_out(form, lambda: operations.choose_scorecard(item=item, **form.cleaned_data, by=request.viewer, now=timezone.now())):
        return done(request, "The scorecard is saved.", "meetings:item", item.pk)
    return asked(request, "choose_scorecard", form, back=item, item=item, meeting=item.session.meeting)


def _proposed(request: SignedIn, meeting: Meeting, kind: str, about: int) -> Proposed:
    """One of the proposals that wait; what was answered meanwhile is not there any more."""
    found = proposals_for(meeting, request.viewer).find(kind, about)
    if found is None:
        raise Http404
    return found
