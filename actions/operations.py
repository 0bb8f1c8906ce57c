"""The deeds of actions: agree, change, update, judge, tell, close. The only writer of these rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from actions import policies
from actions.models import Action, ActionTheme, Closure, Outcome, ToldBack, Update
from cpboard.board.models import Body, MunicipalYear, Promise
from cpboard.core import events, files
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from cpboard.core.uploads import Upload
from meetings import operations as meetings
from meetings.models import AgendaItem, Decision, Meeting
from performance.models import Indicator
from voice import operations as voice
from voice.models import Theme


@transaction.atomic
def agree(
    *,
    body: Body,
    title: str,
    so_that: str,
    owner: User,
    due_on: dt.date | None,
    agreed_on: dt.date,
    organisation: str = "",
    item: AgendaItem | None = None,
    decision: Decision | None = None,
    promise: Promise | None = None,
    themes: Iterable[Theme] = (),
    bring_back_to: Meeting | None = None,
    by: Viewer,
    now: dt.datetime,
) -> Action:
    """Write down what was agreed: who, what, by when, so that what changes. Gives it its reference.

    The themes behind its item come with it, so that nobody has to remember whom to tell. With `bring_back_to` it is due
    on the day of that meeting, and its item waits for that agenda (requirement 001-36). Raises ValidationError without a day.
    """
    require(policies.may_agree(by, body.pk))
    item = item or (decision.item if decision else None)
    due_on = bring_back_to.day if bring_back_to else due_on
    if due_on is None or (bring_back_to and item is None):
        raise ValidationError({"due_on": "Enter the day it is due."})
    action = Action.objects.create(
        body=body,
        year_number=agreed_on.year,
        number=_next_number(body, agreed_on.year),
        title=title,
        so_that=so_that,
        owner=owner,
        organisation=organisation or owner.organisation,
        due_on=due_on,
        first_due_on=due_on,
        agreed_on=agreed_on,
        item=item,
        decision=decision,
        promise=promise or (item.promise if item else None),
    )
    _link_themes(action, themes, item)
    if bring_back_to and item:
        meetings.bring_back(item=item, meeting=bring_back_to, why=f"{action.reference}: {title}"[:250], by=by, now=now)
    events.record("actions.agree", subject=action, by=by, at=now, owner=owner.pk)
    return action


def _next_number(body: Body, year: int) -> int:
    """The next number of the year. The lock makes two clerks wait for each other, not share a number."""
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))
    return (Action.objects.filter(year_number=year).aggregate(top=Max("number"))["top"] or 0) + 1


def _link_themes(action: Action, themes: Iterable[Theme], item: AgendaItem | None) -> None:
    behind = {theme.pk for theme in themes}
    if item is not None:
        behind |= set(item.sources.filter(theme__isnull=False).values_list("theme_id", flat=True))
    ActionTheme.objects.bulk_create([ActionTheme(action=action, theme_id=pk) for pk in sorted(behind)], ignore_conflicts=True)


@transaction.atomic
def change(
    action: Action,
    *,
    title: str,
    so_that: str,
    owner: User,
    organisation: str,
    promise: Promise | None,
    themes: Iterable[Theme],
    by: Viewer,
    now: dt.datetime,
) -> Action:
    """Mend the words or the owner. The day moves only by an update, so that it is counted and explained."""
    require(policies.may_change(by, action))
    action.title, action.so_that, action.owner = title, so_that, owner
    action.organisation, action.promise = organisation, promise
    action.save(update_fields=["title", "so_that", "owner", "organisation", "promise"])
    kept = {theme.pk for theme in themes}
    action.theme_links.exclude(theme__in=kept).exclude(theme__told_backs__action=action).delete()
    _link_themes(action, themes, None)
    events.record("actions.change", subject=action, by=by, at=now, owner=owner.pk)
    return action


@transaction.atomic
def update(
    action: Action,
    *,
    status: str,
    text: str,
    evidence: Upload | None = None,
    evidence_words: str = "",
    new_due_on: dt.date | None = None,
    by: Viewer,
    now: dt.datetime,
) -> Update:
    """Say how it goes. Done needs evidence: the form asks for it and the database refuses without."""
    require(policies.may_update(by, action))
    stored = _store(evidence, by, now) if evidence else None
    row = Update.record(
        action=action,
        status=status,
        text=text,
        evidence=stored,
        evidence_words=evidence_words,
        new_due_on=new_due_on,
        by=by.user,
        at=now,
    )
    action.status = status
    action.due_on = new_due_on or action.due_on
    action.save(update_fields=["status", "due_on"])
    events.record("actions.update", subject=action, by=by, at=now, status=status)
    return row


def _store(upload: Upload, by: Viewer, now: dt.datetime) -> object:
    return files.store(upload.content, name=upload.name, content_type=upload.content_type, by=by, now=now)


@transaction.atomic
def judge(
    action: Action,
    *,
    difference: str,
    text: str,
    kind: str,
    year: MunicipalYear,
    look_again_on: dt.date | None = None,
    indicator: Indicator | None = None,
    by: Viewer,
    now: dt.datetime,
) -> Outcome:
    """Judge whether it made a difference, apart from whether it was done."""
    require(policies.may_judge(by, action))
    outcome = Outcome.record(
        action=action,
        body=action.body,
        year=year,
        kind=kind,
        text=text,
        difference=difference,
        look_again_on=look_again_on,
        indicator=indicator,
        by=by.user,
        at=now,
    )
    events.record("actions.judge", subject=action, by=by, at=now, difference=difference)
    return outcome


@transaction.atomic
def record_outcome(
    *,
    body: Body,
    year: MunicipalYear,
    kind: str,
    text: str,
    difference: str,
    look_again_on: dt.date | None = None,
    by: Viewer,
    now: dt.datetime,
) -> Outcome:
    """Record an outcome of the board that hangs on no single action (requirement 003-18)."""
    require(policies.may_record_outcome(by, body.pk))
    outcome = Outcome.record(
        body=body,
        year=year,
        kind=kind,
        text=text,
        difference=difference,
        look_again_on=look_again_on,
        by=by.user,
        at=now,
    )
    events.record("actions.record_outcome", subject=outcome, by=by, at=now)
    return outcome


@transaction.atomic
def tell(
    action: Action,
    *,
    theme: Theme | None,
    whom: str,
    how: str,
    told_on: dt.date,
    reply_kind: str = "",
    reply_text: str = "",
    signed: str = "",
    will_by: dt.date | None = None,
    by: Viewer,
    now: dt.datetime,
) -> ToldBack:
    """Write down that those who raised it were told; for a theme the letter goes to voice as a reply.

    So the child's own page shows it, in plain words, and voice never learns that actions exist.
    """
    require(policies.may_tell(by, action))
    reply = None
    if theme is not None and reply_text:
        reply = voice.reply(theme=theme, kind=reply_kind, text=reply_text, will_by=will_by, signed=signed, by=by, now=now)
    row = ToldBack.record(action=action, theme=theme, reply=reply, whom=whom, how=how, told_on=told_on, by=by.user, at=now)
    events.record("actions.tell", subject=action, by=by, at=now, theme=theme.pk if theme else None)
    return row


@transaction.atomic
def close(action: Action, *, at_meeting: Meeting, good_enough: str, by: Viewer, now: dt.datetime) -> Closure:
    """The board closes an action; nothing closes until people were told."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    require(policies.may_close(by, action) and at_meeting.body_id == action.body_id)
    closure = Closure.record(action=action, meeting=at_meeting, good_enough=good_enough, by=by.user, at=now)
    events.record("actions.close", subject=action, by=by, at=now, meeting=at_meeting.pk)
    return closure
