"""Who came over the year: by person, by kind of seat, by political group, partners meeting by meeting (requirement 000-17).

Only meetings that were held and at which somebody was marked count: one that was called off is nobody's absence
(meetings §1, MG4). Who came to a private part only is not in it, so no total tells of one. Young people are counted
together and never named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cpboard.board.models import Body, Membership, MunicipalYear, Seat
from cpboard.core.access import Viewer
from meetings.models import Attendance, Challenge, Meeting

How = Attendance.How
YOUNG = "Young members"
ORDER = [str(label) for label in Seat.Kind.labels]
HEAD = ("Name", "Seat", "Political group", "Came", "Of those online", "Sent a substitute", "Apologies", "Absent", "Not marked", "Meetings")


@dataclass(frozen=True)
class Place:
    """One member at one meeting: how they came, or `substitute`, or nothing where nobody marked them."""

    label: str
    seat: str
    group: str
    how: str


@dataclass
class Turnout:
    """How often a person came, or the people of one kind together."""

    label: str
    seat: str = ""
    group: str = ""
    hows: list[str] = field(default_factory=list)

    @property
    def of(self) -> int:
        """The meetings at which they could have been, each person for itself."""
        return len(self.hows)

    @property
    def came(self) -> int:
        """How often they came, in the room or online."""
        return sum(how in Attendance.THERE for how in self.hows)

    @property
    def percent(self) -> int:
        """Of a hundred meetings."""
        return round(100 * self.came / self.of) if self.of else 0

    def count(self, how: str) -> int:
        """How often so."""
        return self.hows.count(how)

    def cells(self) -> list[object]:
        """As a line of the table to take away, in the order of `HEAD`."""
        counted = [self.count(how) for how in (How.ONLINE, "substitute", How.APOLOGIES, How.ABSENT, "")]
        return [self.label, self.seat, self.group, self.came, *counted, self.of]


@dataclass(frozen=True)
class Sitting:
    """One meeting of the year: how many members and how many partners came, and how many questions this viewer sees."""

    meeting: Meeting
    members: Turnout
    partners: Turnout
    questions: int


@dataclass(frozen=True)
class Year:
    """The attendance of one body over one year."""

    people: list[Turnout]
    kinds: list[Turnout]
    groups: list[Turnout]
    sittings: list[Sitting]

    @property
    def questions(self) -> int:
        """All questions put in the year, as far as this viewer sees them."""
        return sum(sitting.questions for sitting in self.sittings)


def turnout_of(body: Body, year: MunicipalYear, viewer: Viewer) -> Year:
    """The year as this viewer may see it, in four queries."""
    held = Meeting.objects.visible_to(viewer).of_year(year).held().filter(body=body, called_off_at=None).order_by("starts_at")
    marks = _marks(body, year, viewer)
    asked = _asked(body, year, viewer)
    terms = list(Membership.objects.filter(seat__body=body).exclude(seat__kind=Seat.Kind.OFFICER).select_related("seat", "user"))
    places: list[Place] = []
    sittings = []
    for meeting in (meeting for meeting in held if marks[meeting.pk]):
        here = [_place(term, marks[meeting.pk]) for term in terms if _runs(term, meeting)]
        partners = [place for place in here if place.seat == Seat.Kind.PARTNER.label]
        sittings.append(Sitting(meeting, _together("", here), _together("", partners), asked[meeting.pk]))
        places += here
    return Year(
        _by(places, lambda place: (place.label, place.seat, place.group)),
        sorted(_by(places, lambda place: (place.seat, "", "")), key=lambda each: ORDER.index(each.label)),
        _by([place for place in places if place.group], lambda place: (place.group, "", "")),
        sittings,
    )


def _marks(body: Body, year: MunicipalYear, viewer: Viewer) -> defaultdict[int, list[Attendance]]:
    """The marks of whole meetings and open parts, by meeting."""
    rows = Attendance.objects.visible_to(viewer).filter(meeting__body=body, meeting__year=year)
    found: defaultdict[int, list[Attendance]] = defaultdict(list)
    for mark in rows.exclude(only_in__privacy="private"):
        found[mark.meeting_id].append(mark)
    return found


def _asked(body: Body, year: MunicipalYear, viewer: Viewer) -> defaultdict[int, int]:
    """How many questions this viewer sees, by meeting (requirements 000-R11, 002-04)."""
    rows = Challenge.objects.visible_to(viewer).filter(item__session__meeting__body=body, item__session__meeting__year=year)
    found: defaultdict[int, int] = defaultdict(int)
    for key in rows.values_list("item__session__meeting", flat=True):
        found[key] += 1
    return found


def _runs(term: Membership, meeting: Meeting) -> bool:
    return term.starts_on <= meeting.day and (term.ends_on is None or term.ends_on >= meeting.day)


def _place(term: Membership, marks: list[Attendance]) -> Place:
    how = next((mark.how for mark in marks if mark.user_id == term.user_id), "")
    if how not in Attendance.THERE and any(mark.substitute_for_id == term.user_id for mark in marks):
        how = "substitute"
    young = term.seat.kind == Seat.Kind.YOUNG
    return Place(YOUNG if young else term.user.name, str(term.seat.get_kind_display()), term.political_group, how)


def _together(label: str, places: Iterable[Place]) -> Turnout:
    return Turnout(label, hows=[place.how for place in places])


def _by(places: Iterable[Place], key: Callable[[Place], tuple[str, str, str]]) -> list[Turnout]:
    found: dict[tuple[str, str, str], Turnout] = {}
    for place in places:
        found.setdefault(key(place), Turnout(*key(place))).hows.append(place.how)
    return sorted(found.values(), key=lambda each: each.label)
