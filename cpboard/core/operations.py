"""Deeds: accounts and roles. Every one is an event that says who, whom and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from cpboard.core import events, jobs, keys, letters, policies
from cpboard.core.access import Viewer, require
from cpboard.core.models import Appointment, Council, Job, ReadKey, User
from cpboard.core.refusals import in_words
from cpboard.core.roles import Role

TAKEN = {"core_user_email": ("email", "Somebody already has an account with this address.")}
ROLE_REFUSED = {
    "core_appointment_once": ("role", "They have this role already in that time. Choose other days, or end the other one first."),
    "core_appointment_starts_on": ("ends_on", "The last day must not be before the first."),
}


@transaction.atomic
def add_person(*, by: Viewer, name: str, email: str, job: str, organisation: str, invite: bool, now: dt.datetime) -> User:
    """A new account without a password, and the invitation if wanted. Raises ValidationError on a taken address."""
    require(policies.may_add_person(by))
    with in_words(TAKEN):
        person = User.objects.create_user(email, name, job=job, organisation=organisation)
    events.record("core.add_person", subject=person, by=by, at=now)
    if invite:
        invite_person(by=by, person=person, now=now)
    return person


@transaction.atomic
def change_person(*, by: Viewer, person: User, name: str, email: str, job: str, organisation: str, now: dt.datetime) -> User:
    """Correct what we know of a person. Raises ValidationError on a taken address.

    With a new address the old one opens nothing more: links in the old post die and every browser is signed out.
    """
    require(policies.may_change_person(by, person))
    new = {"name": name, "email": email.strip().lower(), "job": job, "organisation": organisation}
    changed = sorted(field for field, value in new.items() if getattr(person, field) != value)
    if not changed:
        return person
    for field in changed:
        setattr(person, field, new[field])
    with in_words(TAKEN):
        person.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=person).delete()
        _end_sessions(person, now)
    events.record("core.change_person", subject=person, by=by, at=now, changed=changed)
    return person


@transaction.atomic
def invite_person(*, by: Viewer, person: User, now: dt.datetime) -> None:
    """Write to a person that they have an account and how to get in. Once a day at most."""
    require(policies.may_invite(by, person))
    if letters.invite(person, now=now):
        events.record("core.invite", subject=person, by=by, at=now)


@transaction.atomic
def give_role(*, by: Viewer, person: User, role: Role, starts_on: dt.date, ends_on: dt.date | None, now: dt.datetime) -> Appointment:
    """Give a role of the house for a term. Raises ValidationError when the same role already runs in it."""
    require(policies.may_give_role(by, person, role))
    with in_words(ROLE_REFUSED):
        appointment = Appointment.objects.create(user=person, role=role, starts_on=starts_on, ends_on=ends_on)
    term = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}
    events.record("core.give_role", subject=person, by=by, at=now, role=role.value, to_self=person.pk == by.user_id, **term)
    return appointment


@transaction.atomic
def end_role(*, by: Viewer, appointment: Appointment, ends_on: dt.date, now: dt.datetime) -> Appointment:
    """Let a role end after a day. Raises ValidationError if that day is before its first."""
    require(policies.may_end_role(by, appointment))
    appointment.ends_on = ends_on
    with in_words(ROLE_REFUSED):
        appointment.save(update_fields=["ends_on"])
    _role_ended(by, appointment, now, ends_on=ends_on.isoformat())
    return appointment


@transaction.atomic
def end_role_at_once(*, by: Viewer, appointment: Appointment, now: dt.datetime) -> Appointment:
    """Take a role away this moment. One that began before today ends with yesterday; one that did not is taken back."""
    require(policies.may_end_role(by, appointment))
    yesterday = timezone.localdate(now) - dt.timedelta(days=1)
    _role_ended(by, appointment, now, ends_on=None)
    if appointment.starts_on <= yesterday:
        appointment.ends_on = yesterday
        appointment.save(update_fields=["ends_on"])
    else:
        appointment.delete()
    return appointment


def _role_ended(by: Viewer, appointment: Appointment, now: dt.datetime, *, ends_on: str | None) -> None:
    role = str(appointment.role)
    events.record("core.end_role", subject=appointment.user, by=by, at=now, role=role, ends_on=ends_on)


@transaction.atomic
def switch_off(*, by: Viewer, person: User, now: dt.datetime) -> None:
    """Close an account this moment: wherever the person is signed in, they are out."""
    require(policies.may_switch_off(by, person))
    if person.is_active:
        _set_active(by, person, False, now)
    _end_sessions(person, now)


@transaction.atomic
def switch_on(*, by: Viewer, person: User, now: dt.datetime) -> None:
    """Open an account again; the person signs in anew."""
    require(policies.may_switch_on(by, person))
    if not person.is_active:
        _set_active(by, person, True, now)


def _set_active(by: Viewer, person: User, active: bool, now: dt.datetime) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
    events.record("core.switch_on" if active else "core.switch_off", subject=person, by=by, at=now)


@transaction.atomic
def take_second_factor(*, by: Viewer, person: User, now: dt.datetime) -> None:
    """Take away the app and the recovery codes of somebody who has lost them; they set up new ones at the next sign-in."""
    require(policies.may_take_second_factor(by, person))
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person, now)
    events.record("core.take_second_factor", subject=person, by=by, at=now)


def _end_sessions(person: User, now: dt.datetime) -> None:
    """Delete every session of this person, also one that still waits for its second factor."""
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if _is_of(person, session.get_decoded()):
            session.delete()


def _is_of(person: User, session: dict[str, Any]) -> bool:
    half_way = session.get("account_login") or {}
    return session.get("_auth_user_id") == str(person.pk) or half_way.get("user_pk") == user_pk_to_url_str(person)


@transaction.atomic
def change_council(*, by: Viewer, said: Mapping[str, str], now: dt.datetime) -> Council:
    """Change what everybody reads of the council: names, numbers, colours, by the name of each field.

    The first time it writes the row that the installation began without.
    """
    require(policies.may_change_council(by))
    council = Council.objects.select_for_update().filter(pk=1).first() or Council(pk=1)
    changed = sorted(field for field, value in said.items() if getattr(council, field) != value)
    if not changed:
        return council
    for field in changed:
        setattr(council, field, said[field])
    council.save()
    events.record("core.change_council", subject=council, by=by, at=now, changed=changed)
    return council


@transaction.atomic
def ask_again(*, by: Viewer, job: Job, now: dt.datetime) -> Job:
    """Ask once more for work that failed. What comes of it is read under the rights of that moment."""
    require(policies.may_ask_again(by, job))
    again = jobs.ask_again(job, by=by, now=now)
    events.record("core.ask_again", subject=again, by=by, at=now, failed=job.pk)
    return again


@transaction.atomic
def make_key(*, by: Viewer, kind: ReadKey.Kind, name: str, now: dt.datetime) -> tuple[ReadKey, str]:
    """Let a program read one kind of page. Gives the key and its secret, which is shown once and kept nowhere."""
    require(policies.may_make_key(by, kind))
    secret = keys.new_secret()
    key = ReadKey.objects.create(user=by.user, kind=kind, name=name, digest=keys.digest(secret), made_at=now)
    events.record("core.make_key", subject=key, by=by, at=now, kind=kind.value)
    return key, secret


@transaction.atomic
def use_key(*, by: Viewer, key: ReadKey, now: dt.datetime) -> None:
    """Note the day on which a key last read, so that its owner sees which ones nobody uses. No event: it decides nothing."""
    require(policies.may_use_key(by, key))
    if key.last_used_on != by.on:
        key.last_used_on = by.on
        key.save(update_fields=["last_used_on"])


@transaction.atomic
def end_key(*, by: Viewer, key: ReadKey, now: dt.datetime) -> ReadKey:
    """Let a key open nothing more, from this moment."""
    key = ReadKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    require(policies.may_end_key(by, key))
    key.ended_at = now
    key.save(update_fields=["ended_at"])
    events.record("core.end_key", subject=key, by=by, at=now, kind=key.kind)
    return key
