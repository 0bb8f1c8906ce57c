"""What children in Fenbridge said, and the answers that they have, made by the operations of `voice`."""

from __future__ import annotations

from dataclasses import dataclass

from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from cpboard.demo.told import Told
from voice import operations as voice
from voice.models import Theme


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
