"""An area gives a standing: its champion is a champion of that body, for as long as the term runs."""

from __future__ import annotations

import datetime as dt

from champions.models import Appointment
from cpboard.core.access import Standing, standings_from
from cpboard.core.models import User
from cpboard.core.roles import Role


@standings_from
def standings_by_area(user: User, on: dt.date) -> list[Standing]:
    """The bodies for which this person carries an area on this day."""
    bodies = Appointment.objects.current(on=on).filter(champion=user).values_list("area__body_id", flat=True).distinct()
    return [Standing(Role.CHAMPION, body_id) for body_id in bodies]
