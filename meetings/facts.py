"""What later apps may count of meetings: how many were held, and who came (requirements 003-08, 000-17).

Nothing here counts sessions or items, so nothing here tells of a private one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from cpboard.board.models import Body, MunicipalYear
from cpboard.core.models import User
from meetings.models import Attendance, Meeting, Programme, Session

Kind = Meeting.Kind
How = Attendance.How


@dataclass(frozen=True)
class Counted:
    """Meetings of one body in one year. A target of None: nobody has set one."""

    formal_held: int = 0
    informal_held: int = 0
    planned: int = 0
    called_off: int = 0
    formal_target: int | None = None
    informal_target: int | None = None
    themes: str = ""
    shortfall_reason: str = ""

    @property
    def held(self) -> int:
        """All that were held."""
        return self.formal_held + self.informal_held

    @property
    def target(self) -> int | None:
        """All that were to be held; None if nobody said."""
        return None if self.formal_target is None else self.formal_target + (self.informal_target or 0)

    @property
    def short_by(self) -> int:
        """How many fewer are held or planned than were to be."""
        return max(0, (self.target or 0) - self.held - self.planned)


NONE_YET = Counted()


def counts_by_body(year: MunicipalYear) -> Mapping[int, Counted]:
    """For each body with a plan or a meeting in the year, by its key."""
    called_off = Q(called_off_at__isnull=False)
    held = Q(held_at__isnull=False)
    rows = (
        Meeting.objects.of_year(year)
        .order_by()
        .values("body")
        .annotate(
            formal_held=Count("pk", filter=held & Q(kind=Kind.FORMAL)),
            informal_held=Count("pk", filter=held & Q(kind=Kind.INFORMAL)),
            planned=Count("pk", filter=~held & ~called_off),
            called_off=Count("pk", filter=called_off),
        )
    )
    counted = {row.pop("body"): row for row in rows}
    for plan in Programme.objects.filter(year=year):
        aims = ("formal_target", "informal_target", "themes", "shortfall_reason")
        counted.setdefault(plan.body_id, {}).update({name: getattr(plan, name) for name in aims})
    return {body: Counted(**numbers) for body, numbers in counted.items()}


def counts(body: Body, year: MunicipalYear) -> Counted:
    """The meetings of one body in one year: held by kind, planned, called off, meant to be held, and why fewer."""
    return counts_by_body(year).get(body.pk, NONE_YET)


@dataclass(frozen=True)
class Came:
    """How often one person came to the meetings that were held."""

    user: User
    present: int
    apologies: int
    absent: int

    @property
    def of(self) -> int:
        """The meetings at which they were marked."""
        return self.present + self.apologies + self.absent


def attendance(body: Body, year: MunicipalYear) -> list[Came]:
    """Who came to the meetings held in the year, by name. Meetings that were called off do not count, private parts neither."""
    whole = Q(only_in__isnull=True) | Q(only_in__privacy=Session.Privacy.PUBLIC)
    marks = Attendance.objects.filter(whole, meeting__body=body, meeting__year=year, meeting__held_at__isnull=False)
    tally = marks.order_by().values("user").annotate(**{how: Count("pk", filter=Q(how=how)) for how in How.values})
    people = User.objects.in_bulk([row["user"] for row in tally])
    came = [Came(people[row["user"]], row[How.PRESENT] + row[How.ONLINE], row[How.APOLOGIES], row[How.ABSENT]) for row in tally]
    return sorted(came, key=lambda each: each.user.name)
