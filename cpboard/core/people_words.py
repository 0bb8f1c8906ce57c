"""What happened to a person's account and roles, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cpboard.core.access import Viewer
from cpboard.core.models import Event, User
from cpboard.core.roles import Role
from cpboard.core.templatetags.cpb import day, moment

FIELDS = {"name": "name", "email": "e-mail address", "job": "job", "organisation": "organisation"}
PLAIN = {
    "core.add_person": "Account made",
    "core.invite": "Invitation sent",
    "core.switch_off": "Account switched off",
    "core.switch_on": "Account switched on again",
    "core.take_second_factor": "App for codes taken away, so that they can set up another",
}


def roles(viewer: Viewer) -> str:
    """What somebody is today: `a clerk and an administrator`; empty for nothing."""
    held = [role.label for role in Role if role in viewer.roles]
    return _list(f"{'an' if label[0] in 'aeio' else 'a'} {label}" for label in held) if held else ""


def timeline(events: Iterable[Event]) -> list[dict[str, str]]:
    """Events as the timeline shows them."""
    return [{"head": sentence(event), "by": f"{_who(event)}, {moment(event.at)}"} for event in events]


def sentence(event: Event) -> str:
    """What was done."""
    if event.verb == "core.change_person":
        said = _list(FIELDS[field] for field in event.facts["changed"])
        return f"{said[:1].upper()}{said[1:]} changed"
    if event.verb == "core.give_role":
        return f"Made {_role(event)} from {_day(event.facts['starts_on'])}{_until(event)}"
    if event.verb == "core.end_role":
        last = event.facts["ends_on"]
        return f"No longer {_role(event)} after {_day(last)}" if last else f"No longer {_role(event)}, at once"
    return PLAIN.get(event.verb, event.verb)


def changes_of_roles(events: Iterable[Event]) -> list[dict[str, str]]:
    """Who gave whom which role; giving oneself one stands out."""
    listed = list(events)
    people = User.objects.in_bulk({event.subject_id for event in listed})
    return [_change(event, people[event.subject_id]) for event in listed if event.subject_id in people]


def _change(event: Event, person: User) -> dict[str, str]:
    told = sentence(event)
    return {
        "head": f"{person}: {told[:1].lower()}{told[1:]}",
        "by": f"{_who(event)}, {moment(event.at)}",
        "text": f"{_who(event)} gave this role to themselves." if event.facts.get("to_self") else "",
    }


def _who(event: Event) -> str:
    return event.by.name if event.by else "The house"


def _role(event: Event) -> str:
    return Role(event.facts["role"]).label


def _until(event: Event) -> str:
    return f" to {_day(event.facts['ends_on'])}" if event.facts["ends_on"] else ""


def _day(iso: str) -> str:
    return day(dt.date.fromisoformat(iso))


def _list(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
