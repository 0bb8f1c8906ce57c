"""The cast: invented people with one role each, on one board, as tests know them.

`cast` builds the council Fenbridge, its board with a private-by-default constitution, one municipal year
around today, and everybody with the role that their name here says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from cpboard.board.models import Body, Constitution, Membership, MunicipalYear, Regime, Seat
from cpboard.core.access import Viewer
from cpboard.core.models import Appointment, Council, User
from cpboard.core.roles import Role
from cpboard.core.signin import SESSION_MARK

LONG_AGO = dt.timedelta(days=700)
PASSWORD = "correct horse battery staple"


@dataclass
class Cast:
    """Everybody, by role. `stranger` has an account and no role; `former` had a seat whose term ended."""

    body: Body
    other_body: Body
    year: MunicipalYear
    clerk: User
    second_clerk: User
    chair: User
    councillor: User
    former: User
    switched_off: User
    other_member: User
    young_member: User
    officer: User
    other_officer: User
    partner: User
    performance: User
    participation: User
    safeguarding: User
    custodian: User
    scrutiny: User
    administrator: User
    stranger: User

    def viewer(self, name: str) -> Viewer:
        """The viewer of a person today."""
        return as_viewer(getattr(self, name))


def as_viewer(user: User) -> Viewer:
    """A person, looking today."""
    return Viewer(user, timezone.localdate())


def person(email: str, name: str, job: str = "") -> User:
    """An account that can sign in with PASSWORD only after `set_password`; hashing is slow."""
    return User.objects.create(email=f"{email}@fenbridge.example", name=name, job=job, password="!")


def appoint(user: User, role: Role, *, since: dt.date | None = None, until: dt.date | None = None) -> User:
    """Give a house-wide role for a term."""
    Appointment.objects.create(user=user, role=role, starts_on=since or _long_ago(), ends_on=until)
    return user


def seat(user: User, body: Body, kind: str, post: str = Membership.Post.MEMBER, until: dt.date | None = None) -> User:
    """Give a seat on a body."""
    place = Seat.objects.create(body=body, kind=kind, title=user.job)
    Membership.objects.create(seat=place, user=user, post=post, starts_on=_long_ago(), ends_on=until)
    return user


def _long_ago() -> dt.date:
    return timezone.localdate() - LONG_AGO


def make_cast() -> Cast:
    """Build everybody."""
    today = timezone.localdate()
    Council.objects.get_or_create(
        pk=1, defaults={"name": "Fenbridge Council", "place": "Fenbridge", "contact_name": "Ruth Adeyemi", "contact_phone": "01632 960 112"}
    )
    body = Body.objects.create(name="Corporate Parenting Board", slug="board", kind=Body.Kind.BOARD)
    other = Body.objects.create(name="Health sub-group", slug="health", kind=Body.Kind.SUB_GROUP)
    for each in (body, other):
        Constitution.objects.create(body=each, starts_on=_long_ago(), regime=Regime.VOLUNTARY_PUBLIC, appointed_by="Annual Council")
    year = MunicipalYear.objects.create(
        label=f"{today.year}/{(today.year + 1) % 100:02d}",
        starts_on=today - dt.timedelta(days=180),
        ends_on=today + dt.timedelta(days=184),
    )
    yesterday = today - dt.timedelta(days=1)
    people = {
        "clerk": appoint(person("ruth", "Ruth Adeyemi", "Democratic services officer"), Role.CLERK),
        "second_clerk": appoint(person("oliver", "Oliver Brandt", "Democratic services manager"), Role.CLERK),
        "chair": seat(person("margaret", "Cllr Margaret Holloway"), body, Seat.Kind.COUNCILLOR, Membership.Post.CHAIR),
        "councillor": seat(person("david", "Cllr David Thorne"), body, Seat.Kind.COUNCILLOR),
        "former": seat(person("edith", "Edith Marlow"), body, Seat.Kind.COUNCILLOR, until=yesterday),
        "switched_off": seat(person("kurt", "Kurt Vance"), body, Seat.Kind.COUNCILLOR),
        "other_member": seat(person("ines", "Ines Calder"), other, Seat.Kind.PARTNER),
        "young_member": seat(person("kayleigh", "Kayleigh", "Young board member"), body, Seat.Kind.YOUNG),
        "officer": appoint(person("tom", "Tom Whitfield", "Head of corporate parenting"), Role.OFFICER),
        "other_officer": appoint(person("helen", "Helen Marsh", "Director"), Role.OFFICER),
        "partner": appoint(person("amara", "Dr Amara Osei", "Designated doctor"), Role.PARTNER),
        "performance": appoint(person("priya", "Priya Nair", "Performance officer"), Role.PERFORMANCE),
        "participation": appoint(person("nadia", "Nadia Rahman", "Participation worker"), Role.PARTICIPATION),
        "safeguarding": appoint(person("grace", "Grace Okoro", "Safeguarding lead"), Role.SAFEGUARDING),
        "custodian": appoint(person("petra", "Petra Lindqvist", "Data protection officer"), Role.CUSTODIAN),
        "scrutiny": appoint(person("samir", "Samir Haddad", "Scrutiny officer"), Role.SCRUTINY),
        "administrator": appoint(person("lena", "Lena Fischer", "System administrator"), Role.ADMINISTRATOR),
        "stranger": person("noor", "Noor Whitlock"),
    }
    User.objects.filter(pk=people["switched_off"].pk).update(is_active=False)
    people["switched_off"].refresh_from_db()
    return Cast(body=body, other_body=other, year=year, **people)


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in, second factor included."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[SESSION_MARK] = user.pk
    session.save()
    return client
