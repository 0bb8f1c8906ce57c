"""Who may name champions and who may speak as one: plain predicates, one for each deed."""

from __future__ import annotations

from champions.models import Appointment, Area
from cpboard.board.models import Body
from cpboard.core.access import Viewer
from cpboard.core.roles import May


def may_read_areas(by: Viewer) -> bool:
    """Whoever may read about areas on some body, or carries, leads or works for one."""
    return by.can(May.READ_AREAS) or Area.objects.visible_to(by).exists()


def may_add_area(by: Viewer, body: Body) -> bool:
    """Whoever names champions for this body."""
    return by.can(May.RUN_CHAMPIONS, body.pk)


def may_retire_area(by: Viewer, area: Area) -> bool:
    """Whoever names champions for its body, once."""
    return area.retired_on is None and by.can(May.RUN_CHAMPIONS, area.body_id)


def may_appoint_champion(by: Viewer, area: Area) -> bool:
    """Whoever names champions for its body."""
    return by.can(May.RUN_CHAMPIONS, area.body_id)


def may_end_appointment(by: Viewer, appointment: Appointment) -> bool:
    """Whoever names champions for the body, as long as the term is not over."""
    over = appointment.ends_on is not None and appointment.ends_on < by.on
    return not over and by.can(May.RUN_CHAMPIONS, appointment.area.body_id)


def may_open_cycle(by: Viewer, body: Body) -> bool:
    """Whoever names champions for this body."""
    return by.can(May.RUN_CHAMPIONS, body.pk)


def may_log_duty(by: Viewer, appointment: Appointment) -> bool:
    """The champion of the area, in a term that runs. Nobody writes down for another what they saw."""
    return _is_its_champion(by, appointment)


def may_report_back(by: Viewer, appointment: Appointment) -> bool:
    """The champion of the area, in a term that runs."""
    return _is_its_champion(by, appointment)


def _is_its_champion(by: Viewer, appointment: Appointment) -> bool:
    own = appointment.champion_id == by.user_id and appointment.runs_on(by.on)
    return own and by.can(May.LOG_DUTIES, appointment.area.body_id)
