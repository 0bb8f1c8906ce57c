"""Rows of the board app, as plain functions; every value can be replaced by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from cpboard.board.models import Constitution, GroupActivity, Membership, MunicipalYear, Principle, Promise, Regime, Seat, YoungGroup
from tests.cast import Cast


def days(number: int) -> dt.date:
    """The day this many days from today; before it for a negative number."""
    return timezone.localdate() + dt.timedelta(days=number)


def make_constitution(cast: Cast, **more: Any) -> Constitution:
    """A version of the board from long before the one that the cast has."""
    values = {
        "body": cast.body,
        "starts_on": days(-2000),
        "ends_on": days(-1500),
        "regime": Regime.PART_VA,
        "appointed_by": "Full Council under section 102(1)",
    }
    return Constitution.objects.create(**{**values, **more})


def make_seat(cast: Cast, **more: Any) -> Seat:
    """An empty seat on the board."""
    return Seat.objects.create(**{"body": cast.body, "kind": Seat.Kind.FOSTER_CARER, "title": "Foster carer", **more})


def make_membership(cast: Cast, **more: Any) -> Membership:
    """The stranger on a new seat, since last month."""
    values = {"user": cast.stranger, "starts_on": days(-30)}
    if "seat" not in more:
        values["seat"] = make_seat(cast)
    return Membership.objects.create(**{**values, **more})


def make_promise(cast: Cast, **more: Any) -> Promise:
    """A promise of the board, made last year, that serves the need (f)."""
    number = more.pop("number", Promise.objects.count() + 1)
    values = {
        "body": cast.body,
        "number": number,
        "title": "A home that feels like home",
        "you_said": "We want our own key.",
        "we_will": "Your social worker asks you every month what would make it feel like home.",
        "how_we_will_know": "We ask everybody once a year whether it does.",
        "adopted_on": days(-300),
    }
    promise = Promise.objects.create(**{**values, **more})
    promise.principles.set(Principle.objects.filter(letter="f"))
    return promise


def make_group(cast: Cast, **more: Any) -> YoungGroup:
    """A group of young people."""
    number = YoungGroup.objects.count() + 1
    values = {"name": f"Our Voice {number}", "about": "Children in our care, 11 to 17.", "meets": "every month", "usual_number": 8}
    return YoungGroup.objects.create(**{**values, **more})


def make_activity(cast: Cast, **more: Any) -> GroupActivity:
    """What a group did this year."""
    group = more.pop("group", None) or make_group(cast)
    return GroupActivity.objects.create(**{"group": group, "year": cast.year, "text": "Designed welcome packs.", **more})


def make_year(cast: Cast, back: int = 1, **more: Any) -> MunicipalYear:
    """A municipal year before that of the cast."""
    start = cast.year.starts_on - dt.timedelta(days=365 * back)
    values = {"label": f"{start.year}/{(start.year + 1) % 100:02d}", "starts_on": start, "ends_on": start + dt.timedelta(days=364)}
    return MunicipalYear.objects.create(**{**values, **more})
