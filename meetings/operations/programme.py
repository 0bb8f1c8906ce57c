"""The work programme: slots planned, moved, put on an agenda, carried over; topics and their homes; last year's again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cpboard.board.models import Body, MunicipalYear
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, Meeting, Session, Slot, Topic
from meetings.operations.agenda import add_item
from meetings.operations.locking import locked
from performance.models import Indicator
from voice.models import Theme

TWICE = {"meetings_topic_once": ("name", "That topic is in the plan of the year already.")}
PURPOSES = {
    Slot.Kind.REPORT: AgendaItem.Purpose.RECEIVE,
    Slot.Kind.PERFORMANCE: AgendaItem.Purpose.SOLVE,
    Slot.Kind.ISSUE: AgendaItem.Purpose.SOLVE,
    Slot.Kind.VOICE: AgendaItem.Purpose.HEAR,
}


@dataclass(frozen=True)
class Planned:
    """What a slot says. `meeting` None: not placed yet. `said_theme` and `indicator` are what it came from, if that is a row."""

    title: str
    kind: str
    meeting: Meeting | None = None
    theme: str = ""
    topic: Topic | None = None
    minutes_planned: int = 15
    spare: bool = False
    came_from: str = ""
    said_theme: Theme | None = None
    indicator: Indicator | None = None
    source_note: str = ""
    follows: Slot | None = None


@transaction.atomic
def add_slot(*, body: Body, year: MunicipalYear, planned: Planned, by: Viewer, now: dt.datetime) -> Slot:
    """Plan a subject for the year. Raises Refused for a meeting, topic or pair of another body or year."""
    require(policies.may_plan(by, body))
    slot = Slot(body=body, year=year)
    _fill(slot, planned)
    slot.save()
    events.record("meetings.add_slot", subject=slot, by=by, at=now, kind=slot.kind, came_from=slot.came_from)
    return slot


@transaction.atomic
def change_slot(*, slot: Slot, planned: Planned, by: Viewer, now: dt.datetime) -> Slot:
    """Another meeting, other words, another source. Raises Refused as `add_slot`, and once it is on an agenda."""
    slot = locked(slot, "body", "year")
    require(policies.may_change_slot(by, slot))
    _fill(slot, planned)
    slot.save()
    events.record("meetings.change_slot", subject=slot, by=by, at=now, kind=slot.kind, meeting=slot.meeting_id)
    return slot


def _fill(slot: Slot, planned: Planned) -> None:
    for row, field in ((planned.meeting, "meeting"), (planned.topic, "topic"), (planned.follows, "follows")):
        if row is not None and (row.body_id, row.year_id) != (slot.body_id, slot.year_id):
            raise Refused("Choose one of this body and year.", field)
    if planned.meeting is not None and planned.meeting.called_off_at is not None:
        raise Refused("That meeting was called off. Choose another.", "meeting")
    _check_pair(slot, planned)
    for name, value in vars(planned).items():
        setattr(slot, name, value)
    if planned.spare:
        slot.kind = Slot.Kind.VOICE
    slot.said_theme = planned.said_theme if planned.came_from == Slot.Source.VOICE else None
    slot.indicator = planned.indicator if planned.came_from == Slot.Source.FIGURE else None


def _check_pair(slot: Slot, planned: Planned) -> None:
    """The informal meeting hears, the formal one decides (requirement 003-09)."""
    heard = planned.follows
    if heard is None:
        return
    if heard.pk == slot.pk or heard.meeting is None or heard.meeting.kind != Meeting.Kind.INFORMAL:
        raise Refused("Choose something that an informal meeting hears.", "follows")
    if planned.meeting is None or planned.meeting.kind != Meeting.Kind.FORMAL or planned.meeting.starts_at < heard.meeting.starts_at:
        raise Refused("What is heard first is decided in a formal meeting after it. Choose that meeting.", "meeting")


@transaction.atomic
def remove_slot(*, slot: Slot, by: Viewer, now: dt.datetime) -> None:
    """Take it off the plan. What is on an agenda, or was carried over, stays."""
    slot = locked(slot)
    require(policies.may_remove_slot(by, slot))
    events.record("meetings.remove_slot", subject=slot, by=by, at=now)
    slot.delete()


@transaction.atomic
def put_on_agenda(*, slot: Slot, by: Viewer, now: dt.datetime) -> AgendaItem:
    """An item in the open session of its meeting, with its source. Raises Refused while it has no meeting, or is spare."""
    slot = locked(slot, "meeting__body", "said_theme", "indicator")
    require(policies.may_put_on_agenda(by, slot))
    session = slot.meeting.sessions.filter(privacy=Session.Privacy.PUBLIC).order_by("position").first() if slot.meeting else None
    if session is None:
        raise Refused("Choose the meeting first.")
    if slot.spare:
        raise Refused("This slot is kept open. First write down what young people want to talk about.")
    causes: dict[str, Any] = {"theme": slot.said_theme, "indicator": slot.indicator}
    cause = {name: row for name, row in causes.items() if row is not None}
    shape: dict[str, Any] = {"kind": slot.kind, "purpose": PURPOSES[Slot.Kind(slot.kind)], "minutes_planned": slot.minutes_planned}
    slot.item = add_item(session=session, title=slot.title, **shape, **cause, by=by, now=now)
    slot.save()
    events.record("meetings.put_on_agenda", subject=slot, by=by, at=now, item=slot.item.pk)
    return slot.item


@transaction.atomic
def carry_over(*, slot: Slot, meeting: Meeting, by: Viewer, now: dt.datetime) -> Slot:
    """What was not reached goes to another meeting, next year's too, as a slot of its own. Raises Refused for one that is over."""
    slot = locked(slot)
    require(policies.may_carry_over(by, slot))
    if meeting.body_id != slot.body_id or meeting.held_at is not None or meeting.called_off_at is not None:
        raise Refused("Choose a meeting of this body that is still to come.", "meeting")
    names = ("title", "kind", "theme", "minutes_planned", "spare", "came_from", "said_theme", "indicator", "source_note")
    same = {name: getattr(slot, name) for name in names}
    topic = slot.topic if meeting.year_id == slot.year_id else None
    new = Slot.objects.create(body=slot.body, year=meeting.year, meeting=meeting, topic=topic, carried_from=slot, **same)
    events.record("meetings.carry_over", subject=new, by=by, at=now, carried_from=slot.pk, meeting=meeting.pk)
    return new


@transaction.atomic
def copy_programme(*, body: Body, year: MunicipalYear, from_year: MunicipalYear, by: Viewer, now: dt.datetime) -> int:
    """Last year's topics and slots again, each on the meeting of the same kind and place in the row. What is there stays.

    Gives back how many slots were copied. A source that was a row of last year, and what was decided, is not copied.
    """
    require(policies.may_plan(by, body))
    topics = _copied_topics(body, year, from_year)
    places = _places(body, from_year, year)
    there = set(Slot.objects.of(body, year).values_list("title", flat=True))
    copied = 0
    for slot in Slot.objects.of(body, from_year).filter(carried_from=None).order_by("pk"):
        if slot.title in there and not slot.spare:
            continue
        same = {name: getattr(slot, name) for name in ("title", "kind", "theme", "minutes_planned", "spare")}
        meeting = places.get(slot.meeting_id) if slot.meeting_id else None
        Slot.objects.create(body=body, year=year, meeting_id=meeting, topic=topics.get(slot.topic_id), **same)
        copied += 1
    events.record("meetings.copy_programme", subject=body, by=by, at=now, year=year.pk, from_year=from_year.pk, slots=copied)
    return copied


def _copied_topics(body: Body, year: MunicipalYear, from_year: MunicipalYear) -> dict[int | None, Topic]:
    """Last year's topics by their keys, as topics of this year."""
    found: dict[int | None, Topic] = {}
    for topic in Topic.objects.of(body, from_year):
        known = {"home": topic.home, "reason": topic.reason}
        found[topic.pk] = Topic.objects.get_or_create(body=body, year=year, name=topic.name, defaults=known)[0]
    return found


def _places(body: Body, from_year: MunicipalYear, year: MunicipalYear) -> dict[int, int]:
    """Which meeting of this year stands where one of last year stood: the third formal one for the third formal one."""
    found: dict[int, int] = {}
    for kind in Meeting.Kind.values:
        old, new = (_in_a_row(body, each, kind) for each in (from_year, year))
        found.update(zip(old, new, strict=False))
    return found


def _in_a_row(body: Body, year: MunicipalYear, kind: str) -> Iterable[int]:
    there = Meeting.objects.filter(body=body, year=year, kind=kind, called_off_at=None)
    return list(there.order_by("starts_at").values_list("pk", flat=True))


@transaction.atomic
def add_topic(
    *,
    body: Body,
    year: MunicipalYear,
    name: str,
    home: str,
    reason: str,
    by: Viewer,
    now: dt.datetime,
    scrutiny_on: dt.date | None = None,
) -> Topic:
    """A topic of the year, its right home and why. Raises Refused for one that is there."""
    require(policies.may_plan(by, body))
    with in_words(TWICE):
        topic = Topic.objects.create(body=body, year=year, name=name, home=home, reason=reason, scrutiny_on=scrutiny_on)
    events.record("meetings.add_topic", subject=topic, by=by, at=now, home=home)
    return topic


@transaction.atomic
def change_topic(
    *, topic: Topic, name: str, home: str, reason: str, by: Viewer, now: dt.datetime, scrutiny_on: dt.date | None = None
) -> Topic:
    """Another home, another reason, the day on which scrutiny takes it."""
    topic = locked(topic, "body", "year")
    require(policies.may_change_topic(by, topic))
    topic.name, topic.home, topic.reason, topic.scrutiny_on = name, home, reason, scrutiny_on
    with in_words(TWICE, topic):
        topic.save()
    events.record("meetings.change_topic", subject=topic, by=by, at=now, home=home)
    return topic
