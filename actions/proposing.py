"""What agendas are told of actions: those that are late are proposed before anything else (requirement 001-26)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from actions.models import Action
from cpboard.core.access import Viewer
from cpboard.core.templatetags.cpb import late_words
from meetings.models import Meeting, Proposal, Session
from meetings.proposed import Proposed, proposed_by


@proposed_by
def late(meeting: Meeting, viewer: Viewer) -> Iterator[Proposed]:
    """The actions of the body that are late today. None that came from a private item: its title stands on the agenda."""
    open_ones = Q(item=None) | Q(item__session__privacy=Session.Privacy.PUBLIC)
    found = Action.objects.visible_to(viewer).filter(open_ones, body=meeting.body_id).overdue(on=viewer.on)
    for action in found.select_related("owner").order_by("due_on", "pk"):
        why = f"{action.reference} of {action.owner.name} is {late_words(action.due_on, viewer.on)}."
        title, url = f"{action.reference}: {action.title}"[:160], reverse("actions:action", args=[action.pk])
        yield Proposed(Proposal.Kind.ACTION, action.pk, title, why, url, action.owner, reference=action.reference)
