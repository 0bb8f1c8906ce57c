"""Fenbridge's board: bodies, constitution, seats, years, promises, groups, champions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from champions import operations as champions
from champions.models import Appointment, Cycle, Duty
from cpboard.board import operations as board
from cpboard.board.models import Body, Membership, MunicipalYear, Promise, Regime, Seat, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.models import Council, User
from cpboard.demo.calendar import Days, at
from cpboard.demo.people import PEOPLE

PROMISES = (
    (
        "We listen, and we tell you what happens next",
        "Nobody tells us what became of what we said.",
        "Answer everything you tell us within a month, by a named person.",
        "Every theme has an answer by its day. You tell us whether it helped.",
    ),
    (
        "You have one home, and it is a good one",
        "I have lived in five places.",
        "Find a home for each child by the first time, and keep brothers and sisters together.",
        "More children stay in one home for two years or more.",
    ),
    (
        "A home that feels like home",
        "Nobody asks us before they paint our rooms.",
        "Let each child choose how their room looks within a month of moving in.",
        "Foster homes and children's homes tell us, and we visit to see.",
    ),
    (
        "School is for us too",
        "I missed three weeks because of a move.",
        "Have a plan for school ready before any move, and a computer for each child by September.",
        "Every child has a plan that is up to date, and fewer days are missed.",
    ),
    (
        "We look after your health, and you are not kept waiting",
        "My tooth hurt from Christmas till Easter.",
        "See that each child can go to a dentist within a month of asking, wherever they live, by March.",
        "At least 80% of children see a dentist each year.",
    ),
    (
        "We do not let go when you are 18",
        "On my birthday it all just stopped.",
        "Give each young person a named adviser until they are 25, and help with a first flat.",
        "More young people live somewhere good and are in work or learning.",
    ),
)
AREAS = (
    ("Health", "david", "amara"),
    ("Homes", "rosa", "tom"),
    ("School and work", "yusra", "gwen"),
    ("Leisure and friends", "edmund", "nadia"),
    ("Moving on", "tobias", "bilal"),
)


@dataclass
class Fenbridge:
    """What the demo has made so far, for the parts that come after."""

    days: Days
    people: dict[str, User]
    board: Body = field(init=False)
    panel: Body = field(init=False)
    years: list[MunicipalYear] = field(default_factory=list)
    promises: dict[int, Promise] = field(default_factory=dict)
    groups: dict[str, YoungGroup] = field(default_factory=dict)
    areas: dict[str, Appointment] = field(default_factory=dict)

    def viewer(self, key: str, day: dt.date | None = None) -> Viewer:
        """A person, looking on a day; today unless told."""
        return Viewer(self.people[key], day or self.days.today)


def fill_board(fen: Fenbridge) -> None:
    """The council, its bodies and their people."""
    start = fen.days.years[2][0]
    by, now = fen.viewer("ruth", start), at(start)
    Council.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Fenbridge Council",
            "place": "Fenbridge",
            "team": "Democratic Services",
            "contact_name": "Ruth Adeyemi",
            "contact_phone": "01632 960 112",
            "address": "The Moot Hall, Fenbridge",
            "out_of_hours": "The duty social worker on 01632 960 999, day and night",
        },
    )
    fen.board = board.add_body(
        name="Corporate Parenting Board",
        kind=Body.Kind.BOARD,
        slug="board",
        purpose="Councillors, officers, partners and young people who act together as parents for the children in Fenbridge's care.",
        vision="Every child in our care has a home, is heard, and is proud of where they are going.",
        by=by,
        now=now,
    )
    health = board.add_body(
        name="Health sub-group",
        kind=Body.Kind.SUB_GROUP,
        slug="health",
        purpose="Doctors, nurses and carers who keep the promise about health.",
        by=by,
        now=now,
    )
    fen.panel = board.add_body(
        name="Young people's panel", kind=Body.Kind.PANEL, slug="panel", purpose="Young people run it and call adults in.", by=by, now=now
    )
    for body, regime, power in (
        (fen.board, Regime.VOLUNTARY_PUBLIC, "Annual Council, as a board that chooses to meet in public"),
        (health, Regime.PRIVATE, "The Corporate Parenting Board, as a working group"),
        (fen.panel, Regime.PRIVATE, "The Corporate Parenting Board, with Our Voice"),
    ):
        board.add_constitution(
            body=body,
            starts_on=start,
            regime=regime,
            appointed_by=power,
            meetings_a_year=6,
            quorum=4,
            terms="1. Hear children and young people at every meeting.\n2. Watch how the promises are kept.\n3. Ask for what stands in the way to be cleared.",
            by=by,
            now=now,
        )
    _years(fen)
    _seats(fen, health)
    _promises(fen)
    _groups(fen)


def _years(fen: Fenbridge) -> None:
    for first, last in fen.days.years:
        fen.years.append(board.add_year(starts_on=first, ends_on=last, by=fen.viewer("ruth", first), now=at(first)))


def _seats(fen: Fenbridge, health: Body) -> None:
    start = fen.days.years[2][0]
    by, now = fen.viewer("ruth", start), at(start)
    for person in PEOPLE:
        if person.seat:
            seat = board.add_seat(
                body=fen.board, kind=person.seat, title=person.job, voting=person.seat == Seat.Kind.COUNCILLOR, by=by, now=now
            )
            board.appoint_member(
                seat=seat, user=fen.people[person.key], starts_on=start, post=person.post, political_group=person.group, by=by, now=now
            )
    board.add_seat(body=fen.board, kind=Seat.Kind.YOUNG, title="Young member who left care", by=by, now=now)
    old = board.add_seat(body=fen.board, kind=Seat.Kind.COUNCILLOR, title="", by=by, now=now)
    board.appoint_member(seat=old, user=fen.people["arthur"], starts_on=start, ends_on=fen.days.years[1][1], by=by, now=now)
    for key, post in (("david", Membership.Post.CHAIR), ("amara", Membership.Post.MEMBER)):
        seat = board.add_seat(body=health, kind=Seat.Kind.PARTNER if key == "amara" else Seat.Kind.COUNCILLOR, by=by, now=now)
        board.appoint_member(seat=seat, user=fen.people[key], starts_on=start, post=post, by=by, now=now)
    for key in ("kayleigh", "jaden"):
        seat = board.add_seat(body=fen.panel, kind=Seat.Kind.YOUNG, by=by, now=now)
        board.appoint_member(seat=seat, user=fen.people[key], starts_on=start, by=by, now=now)


def _promises(fen: Fenbridge) -> None:
    start = fen.days.years[2][0]
    for number, (title, said, will, know) in enumerate(PROMISES, start=1):
        fen.promises[number] = board.add_promise(
            body=fen.board,
            number=number,
            title=title,
            you_said=said,
            we_will=will,
            how_we_will_know=know,
            adopted_on=start,
            by=fen.viewer("ruth", start),
            now=at(start),
        )


def _groups(fen: Fenbridge) -> None:
    start = fen.days.years[2][0]
    by, now = fen.viewer("ruth", start), at(start)
    told = (
        (
            "Our Voice Fenbridge",
            "The Children in Care Council. Two of its members sit on the board.",
            "monthly",
            9,
            "It is good when you come to us. Come more often, and bring answers.",
            ("Planned the summer trip to the coast.", "Wrote the questions for new social workers.", "Chose the suitcases."),
        ),
        (
            "The Thursday group",
            "For children from 8 to 12.",
            "every other week",
            11,
            "",
            ("Drew the map of things that help on a first day.", "Tried out the cards that workers send."),
        ),
        (
            "Moving on drop-in",
            "For young people from 16 to 25.",
            "each week",
            7,
            "",
            ("Tested the passport to independence.", "Told housing what a first flat needs."),
        ),
    )
    for name, about, meets, usual, says, activities in told:
        group = board.add_group(name=name, about=about, meets=meets, usual_number=usual, says_about_board=says, by=by, now=now)
        fen.groups[name] = group
        for year in fen.years:
            for text in activities:
                board.add_activity(group=group, year=year, text=text, by=by, now=now)


def fill_champions(fen: Fenbridge) -> None:
    """Areas, champions, the cycles between meetings and what the champions did in them."""
    start = fen.days.years[2][0]
    by, now = fen.viewer("ruth", start), at(start)
    for name, champion, lead in AREAS:
        area = champions.add_area(body=fen.board, name=name, by=by, now=now)
        fen.areas[name] = champions.appoint_champion(
            area=area, champion=fen.people[champion], officer_lead=fen.people[lead], starts_on=start, by=by, now=now
        )
    past = champions.open_cycle(body=fen.board, starts_on=fen.days.ago(130), ends_on=fen.days.ago(69), by=by, now=at(fen.days.ago(130)))
    running = champions.open_cycle(
        body=fen.board, starts_on=past.ends_on + dt.timedelta(days=1), ends_on=fen.days.ahead(50), by=by, now=at(fen.days.ago(68))
    )
    for name, champion, _ in AREAS[:4]:
        _did(fen, name, champion, past, whole=True)
    _did(fen, "Health", "david", running, whole=False)
    _did(fen, "Homes", "rosa", running, whole=False)


def _did(fen: Fenbridge, area: str, champion: str, cycle: Cycle, *, whole: bool) -> None:
    appointment = fen.areas[area]
    begin = cycle.starts_on
    steps = (
        (Duty.Kind.MEET_LEAD, 7, "The office", "We went through what was promised and what is late.", ""),
        (
            Duty.Kind.VISIT,
            20,
            "A foster home",
            "A full fridge, a loud dog, two school plans on the wall.",
            "You can hear that they like it here.",
        ),
        (
            Duty.Kind.MEET_YOUNG_PERSON,
            30,
            "Our Voice",
            "Nine came. They had pizza and a list.",
            "I like it when the same person comes back.",
        ),
    )
    for kind, after, where, saw, heard in steps if whole else steps[:2]:
        day = min(begin + dt.timedelta(days=after), fen.days.today)
        champions.log_duty(
            appointment=appointment,
            kind=kind,
            done_on=day,
            cycle=cycle,
            where=where,
            saw=saw,
            heard=heard,
            heard_agreed=bool(heard),
            by=fen.viewer(champion, day),
            now=at(day, 16),
        )
    if whole:
        day = begin + dt.timedelta(days=40)
        champions.report_back(
            appointment=appointment,
            cycle=cycle,
            did="I met the officer lead, visited a foster home and sat with Our Voice.",
            saw="Homes that care, and forms that take too long.",
            heard="Come more often, and bring answers.",
            should_change="One person who answers for each child, and an answer in a month.",
            ask="Ask for the list of who answers for whom.",
            by=fen.viewer(champion, day),
            now=at(day, 18),
        )
