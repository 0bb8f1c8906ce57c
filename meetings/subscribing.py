"""What a key for a calendar opens: the meetings of whoever made it, at an address that nobody guesses."""

from __future__ import annotations

from django.urls import reverse

from cpboard.core import keys
from cpboard.core.keys import Address, Opening
from cpboard.core.models import ReadKey
from meetings import policies


def addresses(secret: str) -> list[Address]:
    """The one address; empty before there is a secret."""
    return [Address("Address for your calendar", reverse("meetings:calendar_by_key", args=[secret]))] if secret else []


keys.give(
    ReadKey.Kind.CALENDAR,
    Opening(
        title="your meetings",
        says="A calendar can follow your meetings by itself: when, where, of which board. What they are about stays behind the sign-in.",
        how="In your calendar choose “Subscribe” or “Add from the web” and give it this address. It looks again every few hours.",
        allowed=policies.may_list_meetings,
        addresses=addresses,
        in_address=True,
    ),
)
