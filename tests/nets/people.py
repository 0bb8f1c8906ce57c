"""Everybody who may come to the door, by the names that the columns of access.csv and canaries.csv have."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cpboard.board.models import Membership, Seat
from cpboard.core import sealing
from cpboard.core.models import User
from cpboard.core.roles import Role
from tests.cast import PASSWORD, Cast, appoint, person, seat

ANONYMOUS = "anonymous"
# Who is signed in to nothing: an account that was switched off opens no page.
LOCKED_OUT = (ANONYMOUS, "switched_off")
ROLES = (
    *LOCKED_OUT,
    *("stranger", "former", "ended_clerk"),
    *("young_member", "young_other"),
    *("councillor", "named", "champion", "chair"),
    *("other_member", "other_chair"),
    *("officer", "other_officer", "partner", "other_partner"),
    *("performance", "participation", "safeguarding", "custodian", "scrutiny", "administrator"),
    *("clerk", "second_clerk"),
)
PERSONS = tuple(role for role in ROLES if role != ANONYMOUS)


def people_of(cast: Cast) -> dict[str, User]:
    """Each role of ROLES but the anonymous one: the cast, and those whose rights differ by a name on a list.

    `named` and `young_member` are readers of the private session; `councillor`, `young_other` and the chair are not.
    `former`, `switched_off` and `ended_clerk` were, while they were there.
    """
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    chair = Membership.Post.CHAIR
    more = {
        "ended_clerk": appoint(person("walter", "Walter Quist"), Role.CLERK, until=yesterday),
        "young_other": seat(person("jaden", "Jaden", "Young board member"), cast.body, Seat.Kind.YOUNG),
        "named": seat(person("harriet", "Cllr Harriet Lund"), cast.body, Seat.Kind.COUNCILLOR),
        "champion": seat(person("bilal", "Cllr Bilal Sharif"), cast.body, Seat.Kind.COUNCILLOR),
        "other_chair": seat(person("oona", "Cllr Oona Devlin"), cast.other_body, Seat.Kind.COUNCILLOR, chair),
        "other_partner": appoint(person("stefan", "Stefan Ruiz"), Role.PARTNER),
    }
    people = {name: more.get(name) or getattr(cast, name) for name in PERSONS}
    _can_sign_in(people)
    return people


def _can_sign_in(people: dict[str, User]) -> None:
    """Everybody has a password, the app on their phone, and codes for the day they lose it."""
    User.objects.filter(pk__in=[each.pk for each in people.values()]).update(password=make_password(PASSWORD))
    secret, seed = sealing.seal("JBSWY3DPEHPK3PXP"), sealing.seal("00" * 16)
    kinds = {Authenticator.Type.TOTP: {"secret": secret}, Authenticator.Type.RECOVERY_CODES: {"seed": seed, "used_mask": 0}}
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=kind, data=data) for user in people.values() for kind, data in kinds.items()
    )
    for each in people.values():
        each.refresh_from_db()
