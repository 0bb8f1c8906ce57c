"""What Fenbridge agreed to do, and how far each came on the thread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from actions import operations as actions
from actions.models import Action, Outcome
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.told import Told
from meetings.models import Decision, Meeting


@dataclass(frozen=True)
class Did:
    """An action of the demo: agreed and due so many days ago (due may lie ahead), and how far it came."""

    title: str
    so_that: str
    owner: str
    agreed: int
    due: int
    promise: int
    themes: tuple[str, ...] = ()
    done: int | None = None
    difference: str = ""
    told: bool = False
    closed: bool = False
    status: str = "on_track"


DID = (
    Did(
        "Give every child two suitcases that are theirs",
        "nobody's things travel in a bin bag.",
        "tom",
        390,
        340,
        3,
        ("bags",),
        345,
        "yes",
        True,
        True,
    ),
    Did(
        "Ask each child how often they want to see their brothers and sisters",
        "no child waits a month against their wish.",
        "helen",
        360,
        220,
        2,
        ("brother",),
        230,
        "some",
        True,
        True,
    ),
    Did(
        "Put new Wi-Fi into the three children's homes",
        "homework is done at home.",
        "bilal",
        290,
        250,
        4,
        ("wifi",),
        255,
        "yes",
        True,
        False,
    ),
    Did(
        "Keep dentist places for children in our care",
        "every child sees a dentist within a month of asking.",
        "amara",
        69,
        25,
        5,
        ("dentist",),
        26,
        "yes",
        False,
        False,
    ),
    Did("Hire eight social workers who stay", "children keep the same person for a year.", "helen", 200, -120, 1, ("worker",)),
    Did(
        "Write the letters again with Our Voice",
        "a child can read their own letter.",
        "tom",
        540,
        460,
        1,
        ("letters",),
        455,
        "yes",
        True,
        True,
    ),
    Did("Agree Saturday travel with the bus company", "young people can see their friends.", "bilal", 80, -130, 6, ("bus",)),
    Did("Find a guarantor for a first flat", "nobody starts with keys and a mattress.", "bilal", 110, 12, 6, ("flat",), status="stuck"),
    Did("List who answers for each promise", "every child knows whom to ring.", "tom", 130, 30, 1, (), None, status="late"),
    Did("Ask every foster home about keys", "a home is a place you have a key to.", "tom", 15, -60, 3, ("key",), status="not_started"),
    Did("Plan 24 days out with the Thursday group", "August is not long.", "tom", 600, 530, 1, ("summer",), 535, "some", True, True),
    Did(
        "Train housing staff as corporate parents",
        "housing sees a child of ours and knows it.",
        "bilal",
        230,
        70,
        6,
        (),
        75,
        "unknown",
        True,
        False,
    ),
)


def fill_actions(fen: Fenbridge, told: Told) -> None:
    """What was agreed, and how far each came on the thread."""
    for one in DID:
        agreed = fen.days.ago(one.agreed)
        action = actions.agree(
            body=fen.board,
            title=one.title,
            so_that=one.so_that,
            owner=fen.people[one.owner],
            due_on=fen.days.ago(one.due) if one.due >= 0 else fen.days.ahead(-one.due),
            agreed_on=agreed,
            decision=_decision_before(told, agreed),
            promise=fen.promises[one.promise],
            themes=[told.themes[key] for key in one.themes],
            by=fen.viewer("ruth", agreed),
            now=at(agreed, 12),
        )
        told.actions[one.title] = action
        _follow(fen, told, action, one)


def _decision_before(told: Told, day: dt.date) -> Decision | None:
    held = [m for m in told.meetings if m.held_at and m.kind == Meeting.Kind.FORMAL and m.starts_at.date() <= day]
    if not held:
        return None
    return Decision.objects.filter(item__session__meeting=max(held, key=lambda m: m.starts_at)).first()


def _follow(fen: Fenbridge, told: Told, action: Action, one: Did) -> None:
    half = fen.days.ago(max(one.agreed - 20, 1))
    owner = fen.viewer(one.owner, half)
    if one.done is None:
        words = {
            "stuck": "The landlord asks for somebody who signs. We have not found who may.",
            "late": "Two services have not answered.",
            "not_started": "We begin next month.",
        }
        actions.update(action, status=one.status, text=words.get(one.status, "It goes as planned."), by=owner, now=at(half, 16))
        return
    actions.update(action, status="on_track", text="The first half is done.", by=owner, now=at(half, 16))
    done = fen.days.ago(one.done)
    actions.update(
        action,
        status="delivered",
        text="It is done, and those who asked for it have seen it.",
        evidence_words="The signed list, kept by the team.",
        by=fen.viewer(one.owner, done),
        now=at(done, 15),
    )
    judged = fen.days.ago(max(one.done - 12, 1))
    year = next(year for year in fen.years if year.starts_on <= judged)
    actions.judge(
        action,
        difference=one.difference,
        text="I rang four homes and asked. It is not as before.",
        kind=Outcome.Kind.SERVICE,
        year=year,
        by=fen.viewer("margaret", judged),
        now=at(judged, 17),
    )
    if one.told:
        _tell_and_close(fen, told, Action.objects.get(pk=action.pk), one, judged)


def _tell_and_close(fen: Fenbridge, told: Told, action: Action, one: Did, judged: dt.date) -> None:
    day = judged + dt.timedelta(days=1)
    if one.themes:
        theme = told.themes[one.themes[0]]
        actions.tell(
            action,
            theme=theme,
            whom=theme.said_by,
            how="Read out where they meet, and by letter",
            told_on=day,
            by=fen.viewer("nadia", day),
            now=at(day, 16),
        )
    else:
        actions.tell(action, theme=None, whom="The board", how="In the meeting", told_on=day, by=fen.viewer("ruth", day), now=at(day, 16))
    later = [m for m in told.meetings if m.held_at and m.kind == Meeting.Kind.FORMAL and m.starts_at.date() > day]
    if one.closed and later:
        meeting = min(later, key=lambda m: m.starts_at)
        on = meeting.starts_at.date()
        actions.close(
            Action.objects.get(pk=action.pk),
            at_meeting=meeting,
            good_enough="Yes. We would want it for our own.",
            by=fen.viewer("margaret", on),
            now=at(on, 19),
        )
