"""The people of Fenbridge, all invented: one account for each role, and enough others for a board."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from cpboard.board.models import Membership, Seat
from cpboard.core.models import Appointment, User
from cpboard.core.roles import Role

PASSWORD = "suitcase dentist kettle moor"
DOMAIN = "fenbridge.example"


@dataclass(frozen=True)
class Person:
    """One invented person: role for the whole house, or seat on the board, or both."""

    key: str
    name: str
    job: str = ""
    organisation: str = "Fenbridge Council"
    role: Role | None = None
    seat: str = ""
    post: str = Membership.Post.MEMBER
    group: str = ""
    shows: str = ""  # the role that the picking page shows this person for


S, P = Seat.Kind, Membership.Post
PEOPLE: tuple[Person, ...] = (
    Person("ruth", "Ruth Adeyemi", "Democratic services officer", role=Role.CLERK, shows="Clerk"),
    Person("oliver", "Oliver Brandt", "Democratic services manager", role=Role.CLERK, shows="Second clerk"),
    Person("margaret", "Cllr Margaret Holloway", seat=S.COUNCILLOR, post=P.CHAIR, group="Alder", shows="Chair"),
    Person("tobias", "Cllr Tobias Marsh", seat=S.COUNCILLOR, post=P.VICE_CHAIR, group="Birch"),
    Person("ines", "Cllr Ines Calder", seat=S.COUNCILLOR, group="Alder", shows="Board member"),
    Person("david", "Cllr David Thorne", seat=S.COUNCILLOR, group="Alder", shows="Champion for health"),
    Person("yusra", "Cllr Yusra Lindgren", seat=S.COUNCILLOR, group="Birch"),
    Person("edmund", "Cllr Edmund Varley", seat=S.COUNCILLOR, group="Independent"),
    Person("rosa", "Cllr Rosa Pemberly", seat=S.COUNCILLOR, group="Alder"),
    Person("joan", "Joan Okafor-Hill", "Foster carer", "Foster carers' association", seat=S.FOSTER_CARER),
    Person("amara", "Dr Amara Osei", "Designated doctor", "Fenbridge NHS Trust", Role.PARTNER, S.PARTNER, shows="Partner"),
    Person("gwen", "Gwen Ashdown", "Virtual school head", seat=S.CO_OPTED),
    Person("kayleigh", "Kayleigh", "Young co-chair", "Our Voice", seat=S.YOUNG, post=P.CO_CHAIR, shows="Young board member"),
    Person("jaden", "Jaden", "Young member", "Our Voice", seat=S.YOUNG),
    Person("tom", "Tom Whitfield", "Head of corporate parenting", role=Role.OFFICER, shows="Officer and report author"),
    Person("helen", "Helen Marlowe", "Director of children's services", role=Role.OFFICER),
    Person("bilal", "Bilal Sorensen", "Housing manager", role=Role.OFFICER),
    Person("priya", "Priya Nair-Holt", "Performance officer", role=Role.PERFORMANCE, shows="Performance officer"),
    Person("nadia", "Nadia Rahman", "Participation worker", role=Role.PARTICIPATION, shows="Participation worker"),
    Person("grace", "Grace Ekwueme", "Safeguarding lead", role=Role.SAFEGUARDING, shows="Safeguarding lead"),
    Person("petra", "Petra Lindqvist", "Data protection officer", role=Role.CUSTODIAN, shows="Custodian"),
    Person("samir", "Samir Delacroix", "Scrutiny officer", role=Role.SCRUTINY, shows="Scrutiny reader"),
    Person("lena", "Lena Fischbach", "System administrator", role=Role.ADMINISTRATOR, shows="Administrator"),
    Person("arthur", "Arthur Penrose", "Former councillor"),
)


def make_people(since: dt.date) -> dict[str, User]:
    """Every account and house-wide role. They begin the house, so nobody can have asked for them."""
    hashed = make_password(PASSWORD)
    people = {
        person.key: User.objects.create(
            email=f"{person.key}@{DOMAIN}",
            name=person.name,
            job=person.job,
            organisation=person.organisation,
            password=hashed,
            is_demo=True,
        )
        for person in PEOPLE
    }
    Appointment.objects.bulk_create(
        Appointment(user=people[person.key], role=person.role, starts_on=since) for person in PEOPLE if person.role
    )
    return people
