"""The agenda: items, their order, why an item is private, where it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError

from champions.models import ReportBack
from cpboard.board.models import Promise
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.models import AgendaItem, AgendaSource, Session
from meetings.numbering import blocks
from meetings.operations.giving import agenda_changed
from meetings.operations.locking import locked_item, locked_session
from meetings.standing import CLOSE, standing_items
from meetings.terms import terms_on
from performance.models import Indicator
from voice.models import Theme

Cause = Theme | ReportBack | Indicator


@transaction.atomic
def add_item(
    *,
    session: Session,
    title: str,
    by: Viewer,
    now: dt.datetime,
    kind: str = AgendaItem.Kind.REPORT,
    purpose: str = AgendaItem.Purpose.RECEIVE,
    presenter: User | None = None,
    minutes_planned: int = 10,
    promise: Promise | None = None,
    clause: int | None = None,
    exempt_paragraph: int | None = None,
    privacy_reason: str = "",
    **cause: Cause,
) -> AgendaItem:
    """An item at the end of a session, before its close while the agenda is not out. `cause` as in `add_source`.

    `clause`: the line of the terms of reference that it serves, counted from 1.
    Raises Refused for a private item without paragraph and reason where the meeting keeps these rules, or for no such clause.
    """
    session = locked_session(session)
    require(policies.may_add_item(by, session))
    item = AgendaItem(session=session, position=_place(session), title=title, kind=kind, purpose=purpose)
    item.presenter, item.minutes_planned, item.promise = presenter, minutes_planned, promise
    _serve(item, clause)
    item.opened_at = now if session.meeting.agenda_out_at is not None else None
    _give_reason(item, exempt_paragraph, privacy_reason)
    item.save()
    _link(item, cause)
    agenda_changed(session, by=by, now=now)
    events.record("meetings.add_item", subject=item, by=by, at=now, kind=kind, purpose=purpose)
    return item


def add_standing_items(session: Session) -> None:
    """The standing agenda, into a session that is empty. Part of `create_meeting`."""
    for position, each in enumerate(standing_items(session.meeting), start=1):
        AgendaItem.objects.create(
            session=session, position=position, title=each.title, kind=each.kind, purpose=each.purpose, minutes_planned=each.minutes
        )


def _place(session: Session) -> int:
    """Where a new item stands: last, or before the close, which then stands one further down.

    Once the agenda is out nothing that people have read moves.
    """
    last = session.items.order_by("position").last()
    if last is None:
        return 1
    if last.title != CLOSE.title or last.kind != CLOSE.kind or session.meeting.agenda_out_at is not None:
        return last.position + 1
    session.items.filter(pk=last.pk).update(position=last.position + 1)
    return last.position


def _serve(item: AgendaItem, clause: int | None) -> None:
    """The clause of the terms that hold on the day of the meeting."""
    item.constitution, item.clause = None, None
    if not clause:
        return
    item.constitution = terms_on(item.session.meeting)
    if item.constitution is None or clause > len(item.constitution.clauses):
        raise Refused("The terms of reference of that day have no such clause.", "clause")
    item.clause = clause


def _give_reason(item: AgendaItem, paragraph: int | None, reason: str) -> None:
    """Only a private item has them, and where the rules hold it has both (meetings §2.3)."""
    if not item.session.is_private:
        item.exempt_paragraph, item.privacy_reason = None, ""
        return
    if item.session.meeting.has_notice_rules and not paragraph:
        raise Refused("Choose the paragraph of Schedule 12A that keeps it private.", "exempt_paragraph")
    if item.session.meeting.has_notice_rules and not reason:
        raise Refused("Say why it is private, in words that anybody may read.", "privacy_reason")
    item.exempt_paragraph, item.privacy_reason = paragraph, reason


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    title: str,
    kind: str,
    purpose: str,
    presenter: User | None,
    minutes_planned: int,
    promise: Promise | None,
    by: Viewer,
    now: dt.datetime,
    clause: int | None = None,
    **cause: Cause,
) -> AgendaItem:
    """Other words, another presenter, another clause, one more cause. An item never moves between public and private."""
    item = locked_item(item)
    require(policies.may_change_item(by, item))
    item.title, item.kind, item.purpose = title, kind, purpose
    item.presenter, item.minutes_planned, item.promise = presenter, minutes_planned, promise
    _serve(item, clause)
    item.save()
    _link(item, cause)
    events.record("meetings.change_item", subject=item, by=by, at=now, kind=kind, purpose=purpose)
    return item


@transaction.atomic
def restrict_item(*, item: AgendaItem, exempt_paragraph: int | None, privacy_reason: str, by: Viewer, now: dt.datetime) -> AgendaItem:
    """Why an item of a private session is private: the paragraph, and the reason in public words."""
    item = locked_item(item)
    require(policies.may_restrict_item(by, item))
    _give_reason(item, exempt_paragraph, privacy_reason)
    item.save()
    events.record("meetings.restrict_item", subject=item, by=by, at=now, paragraph=exempt_paragraph)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Viewer, now: dt.datetime) -> None:
    """Take an item off the agenda. Raises Refused when something was written for it: that is not thrown away."""
    item = locked_item(item)
    require(policies.may_remove_item(by, item))
    events.record("meetings.remove_item", subject=item, by=by, at=now)
    session, position, freed = item.session, item.position, _belonging(item)
    try:
        item.delete()
    except ProtectedError as kept:
        raise Refused("Something is written for this item already, so it stays. Change its title instead.") from kept
    session.items.filter(pk__in=freed).update(is_sub=False)
    session.items.filter(position__gt=position).update(position=F("position") - 1)
    agenda_changed(session, by=by, now=now)


def _belonging(item: AgendaItem) -> list[int]:
    """The keys of the items that belong to this one: they stand alone once it is gone."""
    block = next(each for each in blocks(item.session.items.order_by("position")) if item in each)
    return [each.pk for each in block[1:]] if item == block[0] else []


@transaction.atomic
def add_source(
    *,
    item: AgendaItem,
    by: Viewer,
    now: dt.datetime,
    theme: Theme | None = None,
    report_back: ReportBack | None = None,
    indicator: Indicator | None = None,
) -> AgendaSource:
    """Where an item came from: one theme, champion's report or figure. Said twice, it is there once.

    Raises Refused unless exactly one is given.
    """
    item = locked_item(item)
    require(policies.may_add_source(by, item))
    given = {"theme": theme, "report_back": report_back, "indicator": indicator}
    source = _link(item, {name: row for name, row in given.items() if row is not None})
    if source is None:
        raise Refused("Choose one thing that this item came from.")
    events.record("meetings.add_source", subject=item, by=by, at=now, source=source.pk)
    return source


def _link(item: AgendaItem, cause: Mapping[str, Cause]) -> AgendaSource | None:
    """The link to its one cause; None without one. Exactly one is held by the database."""
    if not cause:
        return None
    with in_words({"meetings_agendasource_one_source": ("came_from", "Choose one thing that this item came from.")}):
        return AgendaSource.objects.get_or_create(item=item, **dict[str, Any](cause))[0]


@transaction.atomic
def remove_source(*, source: AgendaSource, by: Viewer, now: dt.datetime) -> None:
    """The item did not come from there after all."""
    item = locked_item(source.item)
    require(policies.may_remove_source(by, item))
    AgendaSource.objects.filter(pk=source.pk).delete()
    events.record("meetings.remove_source", subject=item, by=by, at=now, source=source.pk)
