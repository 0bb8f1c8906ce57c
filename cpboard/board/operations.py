"""Deeds of the board app: bodies, constitutions, seats, members, years, promises, groups of young people.

Each is keyword-only, checks its own policy, writes one Event and takes days in the past: a clerk loads history.
What cannot be done is a ValidationError whose keys are parameters of the deed, so that a form can show it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from cpboard.board import policies
from cpboard.board.models import (
    Body,
    Constitution,
    GroupActivity,
    Membership,
    MunicipalYear,
    Principle,
    Promise,
    Regime,
    Seat,
    YoungGroup,
)
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.calendar import year_label
from cpboard.core.models import User
from cpboard.core.refusals import in_words

ONE_DAY = dt.timedelta(days=1)
WRONG_ORDER = "The last day must not be before the first."
REFUSALS = {
    "board_body_name": ("name", "There is a body of this name already. Give it another name."),
    "board_body_slug": ("name", "There is a body with this address already. Give it another name."),
    "board_constitution_once": ("starts_on", "Another version is in force on these days. Choose a day after it began."),
    "board_constitution_starts": ("ends_on", WRONG_ORDER),
    "board_membership_one": ("starts_on", "Somebody holds this seat on these days. End that term first, or choose a later day."),
    "board_membership_starts": ("ends_on", WRONG_ORDER),
    "board_municipalyear_label": ("starts_on", "There is a municipal year of this name already."),
    "board_municipalyear_starts": ("ends_on", WRONG_ORDER),
    "board_year_label_shape": ("ends_on", "A municipal year begins in one year and ends in the next."),
    "board_year_no_overlap": ("starts_on", "These days belong to another municipal year already."),
    "board_promise_number_once": ("number", "Another promise has this number. Choose one that is free."),
    "board_promise_adopted": ("retired_on", "A promise cannot be dropped before it was made."),
    "board_younggroup_name": ("name", "There is a group of this name already."),
}


@transaction.atomic
def add_body(*, name: str, kind: str, purpose: str = "", vision: str = "", slug: str = "", by: Viewer, now: dt.datetime) -> Body:
    """A new board, panel or group. Without a slug its address is made from its name."""
    require(policies.may_add_body(by))
    body = Body(name=name.strip(), kind=kind, purpose=purpose.strip(), vision=vision.strip(), slug=slug or _free_slug(name))
    with in_words(REFUSALS):
        body.save()
    events.record("board.add_body", subject=body, by=by, at=now, kind=kind)
    return body


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50] or "body"
    taken = set(Body.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(s for s in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


@transaction.atomic
def change_body(*, body: Body, name: str, kind: str, purpose: str, vision: str, by: Viewer, now: dt.datetime) -> Body:
    """What a body is called and what it is for. Its address stays: minutes and letters point at it."""
    require(policies.may_change_body(by, body))
    body.name, body.kind, body.purpose, body.vision = name.strip(), kind, purpose.strip(), vision.strip()
    with in_words(REFUSALS, body):
        body.save()
    events.record("board.change_body", subject=body, by=by, at=now, kind=kind)
    return body


@transaction.atomic
def add_constitution(
    *,
    body: Body,
    starts_on: dt.date,
    regime: str,
    appointed_by: str,
    meetings_a_year: int = 6,
    quorum: int = 3,
    terms: str = "",
    review_on: dt.date | None = None,
    approval: str = "",
    ends_on: dt.date | None = None,
    by: Viewer,
    now: dt.datetime,
) -> Constitution:
    """A new version of what a body is. The version that runs until further notice ends the day before.

    A body that people could come to goes private only with a note of who agreed (requirement 000-34).
    """
    require(policies.may_add_constitution(by, body))
    Body.objects.select_for_update().get(pk=body.pk)
    before = body.constitutions.filter(starts_on__lt=starts_on).order_by("-starts_on").first()
    goes_private = before is not None and before.regime != Regime.PRIVATE and regime == Regime.PRIVATE
    if goes_private and not approval.strip():
        raise ValidationError({"approval": "Say who agreed that it may meet in private, and when."})
    version = Constitution(
        body=body, starts_on=starts_on, ends_on=ends_on, regime=regime, appointed_by=appointed_by.strip(),
        meetings_a_year=meetings_a_year, quorum=quorum, terms=terms.strip(), review_on=review_on, approval=approval.strip(),
    )  # fmt: skip
    with in_words(REFUSALS):
        if before and before.ends_on is None:
            before.ends_on = starts_on - ONE_DAY
            before.save()
        version.save()
    events.record("board.add_constitution", subject=body, by=by, at=now, version=version.pk, regime=regime, starts_on=str(starts_on))
    return version


@transaction.atomic
def add_seat(*, body: Body, kind: str, title: str = "", voting: bool = True, by: Viewer, now: dt.datetime) -> Seat:
    """A place on a body, vacant until somebody is appointed to it."""
    require(policies.may_add_seat(by, body))
    seat = Seat.objects.create(body=body, kind=kind, title=title.strip(), voting=voting)
    events.record("board.add_seat", subject=seat, by=by, at=now, kind=kind)
    return seat


@transaction.atomic
def close_seat(*, seat: Seat, closed_on: dt.date, by: Viewer, now: dt.datetime) -> Seat:
    """The body no longer has this place. Whoever holds it must have left by then."""
    require(policies.may_close_seat(by, seat))
    if seat.memberships.not_over(on=closed_on).exists():
        raise ValidationError({"closed_on": "Somebody holds this seat on that day. End their term first."})
    seat.closed_on = closed_on
    seat.save()
    events.record("board.close_seat", subject=seat, by=by, at=now, closed_on=str(closed_on))
    return seat


@transaction.atomic
def appoint_member(
    *,
    seat: Seat,
    user: User,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    post: str = Membership.Post.MEMBER,
    political_group: str = "",
    by: Viewer,
    now: dt.datetime,
) -> Membership:
    """Give a person a seat for a term. Their rights follow from it, from the first day to the last."""
    require(policies.may_appoint_member(by, seat))
    if seat.closed_on and (ends_on is None or ends_on >= seat.closed_on):
        raise ValidationError({"ends_on": "This seat is closed. The term must end before that day."})
    sitting = Membership.objects.filter(seat__body=seat.body_id, user=user).exclude(seat=seat).during(starts_on, ends_on or dt.date.max)
    if sitting.exists():
        raise ValidationError({"user": f"{user.name} has another seat on this body in these days."})
    member = Membership(
        seat=seat, user=user, post=post, starts_on=starts_on, ends_on=ends_on, political_group=political_group.strip()
    )  # fmt: skip
    with in_words(REFUSALS):
        member.save()
    events.record("board.appoint_member", subject=member, by=by, at=now, seat=seat.pk, user=user.pk, post=post)
    return member


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: dt.date, by: Viewer, now: dt.datetime) -> Membership:
    """`ends_on` is the last day of the term; when it is over the person sees nothing of the body any more."""
    require(policies.may_end_membership(by, membership))
    membership.ends_on = ends_on
    with in_words(REFUSALS, membership):
        membership.save()
    events.record("board.end_membership", subject=membership, by=by, at=now, ends_on=str(ends_on))
    return membership


@transaction.atomic
def add_year(*, starts_on: dt.date, ends_on: dt.date, label: str = "", by: Viewer, now: dt.datetime) -> MunicipalYear:
    """A municipal year. Its label follows from its days unless one is given."""
    require(policies.may_add_year(by))
    if ends_on < starts_on:
        raise ValidationError({"ends_on": WRONG_ORDER})
    year = MunicipalYear(label=label or year_label(starts_on, ends_on), starts_on=starts_on, ends_on=ends_on)
    with in_words(REFUSALS):
        year.save()
    events.record("board.add_year", subject=year, by=by, at=now, label=year.label)
    return year


@transaction.atomic
def add_promise(
    *,
    body: Body,
    title: str,
    we_will: str,
    adopted_on: dt.date,
    you_said: str = "",
    how_we_will_know: str = "",
    number: int | None = None,
    principles: Iterable[Principle] = (),
    by: Viewer,
    now: dt.datetime,
) -> Promise:
    """A promise to children. Without a number it takes the next after the highest that stands."""
    require(policies.may_add_promise(by, body))
    promise = Promise(body=body, number=number or _next_number(body), adopted_on=adopted_on)
    _write_promise(promise, title, you_said, we_will, how_we_will_know, principles)
    events.record("board.add_promise", subject=promise, by=by, at=now, number=promise.number)
    return promise


def _next_number(body: Body) -> int:
    highest: int | None = body.promises.filter(retired_on=None).aggregate(top=Max("number"))["top"]
    return (highest or 0) + 1


def _write_promise(promise: Promise, title: str, you_said: str, we_will: str, how: str, principles: Iterable[Principle]) -> None:
    promise.title, promise.you_said = title.strip(), you_said.strip()
    promise.we_will, promise.how_we_will_know = we_will.strip(), how.strip()
    with in_words(REFUSALS, *([promise] if promise.pk else [])):
        promise.save()
    promise.principles.set(principles)


@transaction.atomic
def change_promise(
    *,
    promise: Promise,
    title: str,
    you_said: str,
    we_will: str,
    how_we_will_know: str,
    number: int,
    principles: Iterable[Principle],
    adopted_on: dt.date,
    by: Viewer,
    now: dt.datetime,
) -> Promise:
    """Other words for the same promise. What it was before stays in its history."""
    require(policies.may_change_promise(by, promise))
    promise.number, promise.adopted_on = number, adopted_on
    _write_promise(promise, title, you_said, we_will, how_we_will_know, principles)
    events.record("board.change_promise", subject=promise, by=by, at=now, number=number)
    return promise


@transaction.atomic
def retire_promise(*, promise: Promise, retired_on: dt.date, retired_why: str = "", by: Viewer, now: dt.datetime) -> Promise:
    """From this day the promise is made no more. It can still be read, with the reason."""
    require(policies.may_retire_promise(by, promise))
    promise.retired_on, promise.retired_why = retired_on, retired_why.strip()
    with in_words(REFUSALS, promise):
        promise.save()
    events.record("board.retire_promise", subject=promise, by=by, at=now, retired_on=str(retired_on))
    return promise


@transaction.atomic
def add_group(
    *,
    name: str,
    about: str = "",
    meets: str = "",
    usual_number: int | None = None,
    says_about_board: str = "",
    by: Viewer,
    now: dt.datetime,
) -> YoungGroup:
    """A group of young people. What they say about the board stands in their words, with their yes."""
    require(policies.may_add_group(by))
    group = YoungGroup()
    _write_group(group, name, about, meets, usual_number, says_about_board)
    events.record("board.add_group", subject=group, by=by, at=now)
    return group


@transaction.atomic
def change_group(
    *,
    group: YoungGroup,
    name: str,
    about: str,
    meets: str,
    usual_number: int | None,
    says_about_board: str,
    by: Viewer,
    now: dt.datetime,
) -> YoungGroup:
    """What is said about a group of young people."""
    require(policies.may_change_group(by, group))
    _write_group(group, name, about, meets, usual_number, says_about_board)
    events.record("board.change_group", subject=group, by=by, at=now)
    return group


def _write_group(group: YoungGroup, name: str, about: str, meets: str, usual_number: int | None, says: str) -> None:
    group.name, group.about, group.meets = name.strip(), about.strip(), meets.strip()
    group.usual_number, group.says_about_board = usual_number, says.strip()
    with in_words(REFUSALS, *([group] if group.pk else [])):
        group.save()


@transaction.atomic
def add_activity(*, group: YoungGroup, year: MunicipalYear, text: str, by: Viewer, now: dt.datetime) -> GroupActivity:
    """One line about what a group did in a year. The annual report prints it."""
    require(policies.may_add_activity(by, group))
    activity = GroupActivity.objects.create(group=group, year=year, text=text.strip())
    events.record("board.add_activity", subject=activity, by=by, at=now, group=group.pk, year=year.label)
    return activity
