"""What happened in Fenbridge: meetings, themes, actions, figures, made by the operations of each app."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from actions import operations as actions
from actions.models import Action, Outcome
from cpboard.board.models import Regime
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.sitting import note_sitting
from meetings import operations as meetings
from meetings import record
from meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes, Session
from voice import operations as voice
from voice.models import Theme

IN_THE_YEAR = (30, 120, 182, 240, 302, 340)  # days into a municipal year
PLACE = "Council Chamber, The Moot Hall"


@dataclass
class Told:
    """Meetings, themes and actions made so far."""

    meetings: list[Meeting] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """A theme of the demo: when it was heard, and what was answered when (days ago)."""

    key: str
    title: str
    words: str
    who: str
    ago: int
    promise: int
    times: int = 1
    source: str = Theme.Source.GROUP
    reply: str = ""
    reply_kind: str = "we_did"
    replied: int = 0


HEARD = (
    Heard(
        "bags",
        "Our things in bin bags",
        "Stop putting my things in bin bags when I move.",
        "Our Voice",
        420,
        3,
        6,
        reply="You said your things were put in bin bags. Now you get two proper suitcases, and they are yours to keep. Social workers carry a spare set in the car.",
        replied=330,
    ),
    Heard(
        "brother",
        "Seeing brothers and sisters",
        "I want to see my brother more than once a month.",
        "A young person, 14",
        400,
        2,
        4,
        Theme.Source.MESSAGE,
        "We asked everyone with a brother or sister somewhere else how often they want to meet. Most of you meet more often now. If you do not, ring Nadia.",
        replied=190,
    ),
    Heard(
        "worker",
        "My social worker keeps changing",
        "Can we have the same social worker for a whole year?",
        "Our Voice",
        230,
        1,
        14,
        reply="Not yet, and we are sorry. Six in ten of you kept your social worker last year. We are hiring eight people, and that takes us until spring. We will tell you in March how it went.",
        reply_kind="we_cant",
        replied=160,
    ),
    Heard(
        "dentist",
        "Going to the dentist takes too long",
        "My tooth hurt from Christmas till Easter. They kept saying next month.",
        "Our Voice",
        168,
        5,
        9,
    ),
    Heard(
        "rooms",
        "Nobody asks us before they paint our rooms",
        "It is my room. Ask me.",
        "Two children's homes",
        50,
        3,
        2,
        Theme.Source.VISIT,
    ),
    Heard(
        "wifi",
        "Wi-Fi that works for homework",
        "I do my homework on the bus because the bus has Wi-Fi.",
        "The Thursday group",
        300,
        4,
        3,
        reply="You said the Wi-Fi is bad. We put new boxes in all three homes. If it is slow, tell the person on shift and they will ring us.",
        replied=240,
    ),
    Heard(
        "key",
        "My own key",
        "I got my own key this year. It sounds small but it isn't.",
        "A young person, 15",
        20,
        3,
        1,
        Theme.Source.EVENT,
        "Thank you for telling us. We asked every foster home to talk about keys. We will tell you by summer how many of you have one.",
        "we_will",
        8,
    ),
    Heard(
        "bus",
        "Free travel at weekends",
        "Only on weekdays is no use. I see my friends on Saturday.",
        "Moving on drop-in",
        95,
        6,
        5,
        reply="We asked the bus company. They say yes to Saturdays from April.",
        reply_kind="we_will",
        replied=60,
    ),
    Heard(
        "summer",
        "Something to do in summer",
        "August is long when you are new.",
        "The Thursday group",
        610,
        1,
        2,
        reply="There were 24 days out last summer, and you chose them. There will be as many this year.",
        replied=520,
    ),
    Heard(
        "letters",
        "Letters we can understand",
        "I needed my foster dad to tell me what the letter meant.",
        "Our Voice",
        560,
        1,
        3,
        reply="We threw the old letters away. Our Voice wrote the new ones with us.",
        replied=450,
    ),
    Heard("flat", "Help with a first flat", "They gave me keys and a mattress.", "Moving on drop-in", 130, 6, 4),
    Heard(
        "photo",
        "Photos of when I was little",
        "I don't have one picture of me as a baby.",
        "A young person, 12",
        12,
        2,
        1,
        Theme.Source.WORKER,
    ),
)


def fill_themes(fen: Fenbridge, told: Told) -> None:
    """What children said, and the answers that they have."""
    for one in HEARD:
        day = fen.days.ago(one.ago)
        told.themes[one.key] = voice.add_theme(
            body=fen.board,
            title=one.title,
            words=one.words,
            said_by=one.who,
            permission="Used with their yes.",
            source=one.source,
            group=fen.groups["Our Voice Fenbridge"] if "Our Voice" in one.who else None,
            heard_on=day,
            times_heard=one.times,
            promise=fen.promises[one.promise],
            by=fen.viewer("nadia", day),
            now=at(day, 15),
        )
    for one in HEARD:
        if one.reply:
            day = fen.days.ago(one.replied)
            will_by = fen.days.ahead(120) if one.reply_kind == "we_will" else None
            voice.reply(
                theme=told.themes[one.key],
                kind=one.reply_kind,
                text=one.reply,
                will_by=will_by,
                signed="Nadia",
                by=fen.viewer("nadia", day),
                now=at(day, 14),
            )


def fill_meetings(fen: Fenbridge, told: Told) -> None:
    """Six meetings a year, formal and informal in turn; those that lie behind were held and minuted."""
    for back in (2, 1, 0):
        first = fen.years[back].starts_on
        meetings.set_programme(
            body=fen.board,
            year=fen.years[back],
            formal_target=3,
            informal_target=3,
            themes="homes, health and school",
            by=fen.viewer("ruth", first),
            now=at(first),
        )
        for place, days in enumerate(IN_THE_YEAR):
            day = fen.days.in_year(back, days)
            if abs((day - fen.days.today).days) < 14 and day >= fen.days.today:
                day = fen.days.ahead(21)
            told.meetings.append(_meeting(fen, back, place, day))
    for meeting in told.meetings:
        if meeting.starts_at.date() < fen.days.today:
            if meeting.kind == Meeting.Kind.INFORMAL:
                _hold_informal(fen, meeting)
            else:
                _hold(fen, meeting, last=meeting == _last_held(fen, told))
    _prepare_next(fen, told)
    told.meetings = list(Meeting.objects.filter(body=fen.board).order_by("starts_at"))


def _meeting(fen: Fenbridge, back: int, place: int, day: dt.date) -> Meeting:
    formal = (place - _next_place(fen)) % 2 == 0
    made = max(min(day, fen.days.today) - dt.timedelta(days=70), fen.days.years[2][0])
    topics = ("Homes", "Homes", "Health", "Health", "School", "School")
    return meetings.create_meeting(
        body=fen.board,
        year=fen.years[back],
        kind=Meeting.Kind.FORMAL if formal else Meeting.Kind.INFORMAL,
        regime=Regime.VOLUNTARY_PUBLIC if formal else Regime.PRIVATE,
        starts_at=at(day, 17, 30),
        ends_at=at(day, 19, 45),
        place=PLACE if formal else "The Boathouse youth centre",
        theme=topics[place],
        standing=formal,
        private_session=formal,
        by=fen.viewer("ruth", made),
        now=at(made),
    )


def _next_place(fen: Fenbridge) -> int:
    """Which of the year's meetings comes next; it is a formal one, so that there is an agenda to prepare."""
    coming = [n for n, days in enumerate(IN_THE_YEAR) if fen.days.in_year(0, days) >= fen.days.today]
    return coming[0] if coming else 0


def _last_held(fen: Fenbridge, told: Told) -> Meeting:
    held = [m for m in told.meetings if m.starts_at.date() < fen.days.today and m.kind == Meeting.Kind.FORMAL]
    return max(held, key=lambda m: m.starts_at)


def _public(meeting: Meeting) -> Session:
    return meeting.sessions.filter(privacy=Session.Privacy.PUBLIC).order_by("position")[0]


def _hold(fen: Fenbridge, meeting: Meeting, *, last: bool) -> None:
    day = meeting.starts_at.date()
    before = day - dt.timedelta(days=12)
    clerk = fen.viewer("ruth", before)
    item = meetings.add_item(
        session=_public(meeting),
        title=_title(meeting),
        kind=AgendaItem.Kind.VOICE,
        purpose=AgendaItem.Purpose.SOLVE,
        presenter=fen.people["tom"],
        minutes_planned=30,
        promise=fen.promises[_promise_of(meeting)],
        by=clerk,
        now=at(before),
    )
    private = meeting.sessions.filter(privacy=Session.Privacy.PRIVATE).first()
    if private is not None:
        meetings.add_item(
            session=private,
            title="A letter about one home",
            kind=AgendaItem.Kind.REPORT,
            purpose=AgendaItem.Purpose.HEAR,
            presenter=fen.people["helen"],
            minutes_planned=15,
            exempt_paragraph=1,
            privacy_reason="It could point to a child.",
            by=clerk,
            now=at(before),
        )
    _report(fen, item, before, cleared=True)
    meetings.put_agenda_out(meeting=meeting, by=fen.viewer("ruth", before), now=at(before, 11))
    _attend(fen, meeting, day)
    meetings.hold_meeting(meeting=meeting, by=fen.viewer("ruth", day), now=at(day, 20))
    meetings.record_decision(
        item=item,
        verb="agree",
        text="to ask those who can change it to do so, and to look at it again in the next formal meeting.",
        so_that="no child has to say it twice.",
        by=fen.viewer("ruth", day),
        now=at(day, 19),
    )
    note_sitting(fen, item, day)
    _minute(fen, meeting, day, approve=not last)


def _title(meeting: Meeting) -> str:
    return f"{meeting.theme}: what children told us and what we do about it"


def _hold_informal(fen: Fenbridge, meeting: Meeting) -> None:
    day = meeting.starts_at.date()
    meetings.add_item(
        session=_public(meeting),
        title=_title(meeting),
        kind=AgendaItem.Kind.VOICE,
        purpose=AgendaItem.Purpose.HEAR,
        presenter=fen.people["nadia"],
        minutes_planned=60,
        by=fen.viewer("ruth", day),
        now=at(day, 9),
    )
    for key in ("kayleigh", "jaden"):
        meetings.name_reader(session=_public(meeting), user=fen.people[key], by=fen.viewer("ruth", day), now=at(day, 9))
    _attend(fen, meeting, day)
    meetings.hold_meeting(meeting=meeting, by=fen.viewer("ruth", day), now=at(day, 20))
    _minute(fen, meeting, day, approve=True)


def _promise_of(meeting: Meeting) -> int:
    return {"Homes": 2, "Health": 5, "School": 4}[meeting.theme]


def _attend(fen: Fenbridge, meeting: Meeting, day: dt.date) -> None:
    keys = ("margaret", "tobias", "ines", "david", "yusra", "edmund", "rosa", "joan", "amara", "gwen", "kayleigh", "jaden")
    away = {keys[(meeting.pk + 2) % 7], keys[(meeting.pk * 3) % 10]}
    marks = {fen.people[k]: Attendance.How.APOLOGIES if k in away else Attendance.How.PRESENT for k in keys}
    meetings.record_attendance(meeting=meeting, marks=marks, by=fen.viewer("ruth", day), now=at(day, 18))


def _report(fen: Fenbridge, item: AgendaItem, day: dt.date, *, cleared: bool) -> None:
    clerk, author = fen.viewer("ruth", day), fen.viewer("tom", day)
    report = meetings.ask_report(item=item, author=fen.people["tom"], due_on=day, by=clerk, now=at(day, 8))
    report = meetings.save_report(
        report=report,
        asks="Agree who does what, and by when children are told.",
        summary="Children told us what is wrong. Half of it we can mend this term. The rest needs money or another service.",
        text="# What children said\n\nThey waited too long and nobody told them why.\n\n# What we know\n\nThe figures say the same.\n\n# What we suggest\n\n- one named person for each promise\n- an answer within a month",
        version=0,
        by=author,
        now=at(day, 9),
    )
    report = meetings.submit_report(report=report, by=author, now=at(day, 9, 30))
    if cleared:
        meetings.clear_report(report=report, by=clerk, now=at(day, 10))


def _minute(fen: Fenbridge, meeting: Meeting, day: dt.date, *, approve: bool) -> None:
    after = day + dt.timedelta(days=5)
    minutes: Minutes = meetings.save_minutes(
        meeting=meeting,
        text="The young members spoke first. Members asked what stands in the way and who can clear it.",
        version=0,
        by=fen.viewer("ruth", after),
        now=at(after),
    )
    if approve:
        minutes = meetings.send_minutes_to_chair(minutes=minutes, by=fen.viewer("ruth", after), now=at(after, 11))
        later = after + dt.timedelta(days=3)
        read = record.fingerprint(record.full_text(minutes))
        chair = fen.viewer("margaret", later)
        out = meetings.put_minutes_out(minutes=minutes, sha256=read, fair=True, by=chair, now=at(later))
        meetings.approve_minutes(minutes=out.minutes, sha256=read, by=chair, now=at(later))


def _prepare_next(fen: Fenbridge, told: Told) -> None:
    """The next formal meeting: items with their sources, one report cleared, one being written, one not asked for."""
    coming = [m for m in told.meetings if m.starts_at.date() > fen.days.today and m.kind == Meeting.Kind.FORMAL]
    if not coming:
        return
    meeting = min(coming, key=lambda m: m.starts_at)
    day = fen.days.ago(6)
    clerk = fen.viewer("ruth", day)
    items = (
        ("What children told us: going to the dentist", "voice", "hear", "nadia", 20, "dentist", 5),
        ("Staying in one home: why fewer children do", "performance", "solve", "tom", 30, "", 2),
        ("Nobody asks us before they paint our rooms", "issue", "decide", "bilal", 20, "rooms", 3),
    )
    for title, kind, purpose, key, minutes, theme, promise in items:
        item = meetings.add_item(
            session=_public(meeting),
            title=title,
            kind=kind,
            purpose=purpose,
            presenter=fen.people[key],
            minutes_planned=minutes,
            promise=fen.promises[promise],
            by=clerk,
            now=at(day),
        )
        if theme:
            meetings.add_source(item=item, theme=told.themes[theme], by=clerk, now=at(day))
        if kind == "performance":
            _report(fen, item, day, cleared=True)
        elif kind == "issue":
            meetings.ask_report(item=item, author=fen.people["bilal"], due_on=fen.days.ahead(7), by=clerk, now=at(day, 12))
    private = meeting.sessions.filter(privacy=Session.Privacy.PRIVATE).first()
    if private is not None:
        meetings.add_item(
            session=private,
            title="Two letters from inspectors about homes",
            kind="report",
            purpose="hear",
            presenter=fen.people["helen"],
            minutes_planned=15,
            exempt_paragraph=2,
            privacy_reason="One home could be known by it.",
            by=clerk,
            now=at(day),
        )


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
