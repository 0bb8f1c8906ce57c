"""What comes after a meeting: the later ones of its body, at which its minutes are approved, and who presides then."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from cpboard.board.models import Membership
from cpboard.core.records import current_q
from meetings.models import Meeting

CHAIRING = [Membership.Post.CHAIR, Membership.Post.VICE_CHAIR, Membership.Post.CO_CHAIR]


def held_after(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the same body that were held after this one, the first of them first."""
    held = Meeting.objects.filter(body=meeting.body_id, held_at__isnull=False, starts_at__gt=meeting.starts_at)
    found: QuerySet[Meeting] = held.select_related("body").order_by("starts_at")
    return found


def presiding(meeting: Meeting, on: dt.date) -> QuerySet[Membership]:
    """Who may preside over this body on a day: chair, vice-chair, young co-chair."""
    found: QuerySet[Membership] = Membership.objects.filter(current_q(on), seat__body=meeting.body_id, post__in=CHAIRING)
    return found
