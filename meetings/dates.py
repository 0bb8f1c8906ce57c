"""A meeting as an entry of somebody's calendar: when, where and whose. What it is about stays behind the sign-in."""

from __future__ import annotations

from django.conf import settings

from cpboard.core.ics import Entry
from meetings.models import Meeting


def entry_of(meeting: Meeting) -> Entry:
    """The entry: the body is its title; a meeting that was called off says so to the calendar."""
    return Entry(
        uid=f"meeting-{meeting.pk}",
        title=meeting.body.name,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        place=meeting.place,
        url=f"{settings.SITE_ADDRESS.rstrip('/')}{meeting.get_absolute_url()}",
        is_off=meeting.called_off_at is not None,
    )
