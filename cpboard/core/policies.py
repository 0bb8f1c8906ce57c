"""Who may do what with people, roles, jobs and the machinery. Each rule is one function, so that its absence is found."""

from __future__ import annotations

from cpboard.core.access import Viewer
from cpboard.core.keys import opening
from cpboard.core.models import Appointment, Job, ReadKey, User
from cpboard.core.roles import HOUSE_ROLES, May, Role


def may_run_people(by: Viewer) -> bool:
    """An administrator may see who has an account and what they may do."""
    return by.can(May.RUN_PEOPLE)


def may_add_person(by: Viewer) -> bool:
    """An administrator may make an account."""
    return by.can(May.RUN_PEOPLE)


def may_change_person(by: Viewer, person: User) -> bool:
    """An administrator may correct a name, an address or a job."""
    return by.can(May.RUN_PEOPLE)


def may_invite(by: Viewer, person: User) -> bool:
    """An administrator may invite whoever has an account that is on."""
    return by.can(May.RUN_PEOPLE) and person.is_active


def may_give_roles(by: Viewer, person: User) -> bool:
    """An administrator may give roles to anybody but themselves: who keeps the accounts reads no content (design §4)."""
    return by.can(May.RUN_PEOPLE) and not by.is_self(person)


def may_give_role(by: Viewer, person: User, role: Role) -> bool:
    """A role of the house, to somebody else. A seat or an area is given by the board, never here."""
    return may_give_roles(by, person) and role in HOUSE_ROLES


def may_end_role(by: Viewer, appointment: Appointment) -> bool:
    """An administrator may end a role, but not be the one who takes their own away: somebody must stay."""
    own = appointment.user_id == by.user_id and appointment.role == Role.ADMINISTRATOR
    return by.can(May.RUN_PEOPLE) and not own


def may_switch_off(by: Viewer, person: User) -> bool:
    """An administrator may switch off any account but their own."""
    return by.can(May.RUN_PEOPLE) and not by.is_self(person)


def may_switch_on(by: Viewer, person: User) -> bool:
    """An administrator may switch an account on again."""
    return by.can(May.RUN_PEOPLE)


def may_take_second_factor(by: Viewer, person: User) -> bool:
    """An administrator may take away the app of somebody who has lost it, but not their own."""
    return by.can(May.RUN_PEOPLE) and not by.is_self(person)


def may_see_changes(by: Viewer) -> bool:
    """Clerks see who gave whom a role, so that no administrator makes themselves a reader unseen."""
    return by.can(May.RUN_PEOPLE) or by.can(May.RUN_BOARD)


def may_change_council(by: Viewer) -> bool:
    """An administrator may say who the council is, whom to ring, and its colours."""
    return by.can(May.RUN_COUNCIL)


def may_see_health(by: Viewer) -> bool:
    """An administrator may see that the machinery works."""
    return by.can(May.SEE_HEALTH)


def may_ask_again(by: Viewer, job: Job) -> bool:
    """Whoever asked may ask again for what failed."""
    return job.state == Job.State.FAILED and Job.objects.visible_to(by).filter(pk=job.pk).exists()


def may_make_key(by: Viewer, kind: ReadKey.Kind) -> bool:
    """Whoever may read the pages of a kind may have a program read them."""
    what = opening(kind)
    return what is not None and what.allowed(by)


def may_use_key(by: Viewer, key: ReadKey) -> bool:
    """A key reads for as long as it runs and its maker may make one: rights that end take their keys along."""
    return key.ended_at is None and by.is_self(key.user) and may_make_key(by, ReadKey.Kind(key.kind))


def may_end_key(by: Viewer, key: ReadKey) -> bool:
    """Whoever made it, once."""
    return key.ended_at is None and by.is_self(key.user)


def may_search(by: Viewer) -> bool:
    """Whoever reads what can be found: each finds what they may see, and nothing tells of the rest."""
    return by.can(May.READ_ACTIONS) or by.can(May.WRITE_REPORTS)
