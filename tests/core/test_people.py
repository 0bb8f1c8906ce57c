"""Who keeps the accounts: roles are given to others, never to oneself."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core import operations
from cpboard.core.access import Denied
from cpboard.core.models import Appointment
from cpboard.core.roles import Role
from tests.cast import Cast, as_viewer

pytestmark = pytest.mark.django_db


def give(cast: Cast, person: object, role: Role) -> Appointment:
    """The administrator gives a role from today."""
    day = timezone.localdate()
    return operations.give_role(person=person, role=role, starts_on=day, ends_on=None, by=as_viewer(cast.administrator), now=timezone.now())


def test_an_administrator_gives_a_role_to_somebody_else(cast: Cast) -> None:
    give(cast, cast.stranger, Role.SAFEGUARDING)
    assert as_viewer(cast.stranger).has(Role.SAFEGUARDING)


def test_an_administrator_gives_themselves_no_role(cast: Cast) -> None:
    with pytest.raises(Denied):
        give(cast, cast.administrator, Role.SAFEGUARDING)
    assert as_viewer(cast.administrator).roles == {Role.ADMINISTRATOR}


def test_their_own_page_says_why_and_another_page_has_the_link(cast: Cast, sign_in) -> None:
    browser = sign_in(cast.administrator)
    own, other = (browser.get(reverse("people:person", args=[each.pk])).content.decode() for each in (cast.administrator, cast.stranger))
    assert ("Nobody gives a role to themselves" in own, "Give a role" in own) == (True, False)
    assert ("Nobody gives a role to themselves" in other, "Give a role" in other) == (False, True)
