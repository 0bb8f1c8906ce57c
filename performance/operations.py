"""What is done with figures: load them, rate them, say what they mean. Nothing is overwritten.

A figure that cannot be right raises `checking.WrongFigure`, whose message is for the person who gave it.
Loading the same figure twice changes nothing, so a file can be loaded again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cpboard.board.models import Promise
from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import User
from performance import checking, policies, words
from performance.checking import Given, WrongFigure
from performance.colours.operations import rate_anew
from performance.exceptions.operations import follow
from performance.models import Commentary, Comparator, Indicator, Rating, Value

METHODS = ("", "mean", "median", "pooled")  # how the figure of similar councils was made from theirs


class IndicatorFacts(TypedDict, total=False):
    """What is kept of an indicator; the names of its columns."""

    code: str
    theme: str
    name: str
    plain_name: str
    child_line: str
    definition: str
    numerator_is: str
    denominator_is: str
    who_is_counted: str
    unit: str
    decimals: int
    polarity: str
    band_low: Decimal | None
    band_high: Decimal | None
    measures: str
    tolerance: Decimal
    target: Decimal | None
    cadence: str
    rolling_months: int
    source_local: str
    source_national: str
    notes: str
    on_scorecard: bool
    zero_disclosive: bool
    owner: User | None
    promise: Promise | None
    position: int


# Indicators --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_indicator(*, by: Viewer, now: dt.datetime, **facts: Unpack[IndicatorFacts]) -> Indicator:
    """Put an indicator on the scorecard. Raises WrongFigure for a code that is taken."""
    require(policies.may_add_indicator(by))
    _require_free(facts.get("code", ""), None)
    indicator = _cleaned(Indicator(**facts))
    indicator.save()
    events.record("performance.add_indicator", subject=indicator, by=by, at=now, code=indicator.code)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, by: Viewer, now: dt.datetime, **facts: Unpack[IndicatorFacts]) -> Indicator:
    """Say anew what an indicator is. Where the rule changed the newest figure is rated again; old colours stay.

    Raises WrongFigure for a code that is taken, and for another unit once there are figures.
    """
    held = _locked(indicator)
    require(policies.may_change_indicator(by, held))
    _require_free(facts.get("code", held.code), held.pk)
    _require_same_unit(held, facts.get("unit", held.unit))
    for name, fact in facts.items():
        setattr(held, name, fact)
    _cleaned(held).save()
    rate_anew(held, held.values.standing().order_by("period_ends_on", "pk").reverse()[:1], now)
    events.record("performance.change_indicator", subject=held, by=by, at=now, changed=sorted(facts))
    return held


@transaction.atomic
def retire_indicator(*, indicator: Indicator, by: Viewer, now: dt.datetime) -> Indicator:
    """Take an indicator off the scorecard from today. Its figures stay."""
    held = _locked(indicator)
    require(policies.may_retire_indicator(by, held))
    held.retired_on = timezone.localdate(now)
    held.save()
    follow(held, now)
    events.record("performance.retire_indicator", subject=held, by=by, at=now)
    return held


def _locked(indicator: Indicator) -> Indicator:
    """The row as it is now, kept from others until we are done: two loads of one period come one after the other."""
    row: Indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    return row


def _cleaned(indicator: Indicator) -> Indicator:
    """The indicator, if the columns can hold it. Raises WrongFigure with the first thing that is wrong."""
    try:
        indicator.full_clean()
    except ValidationError as fault:
        field, sentences = next(iter(fault.message_dict.items()))
        raise WrongFigure(field, sentences[0]) from fault
    return indicator


def _require_free(code: str, own: int | None) -> None:
    if Indicator.objects.filter(code__iexact=code).exclude(pk=own).exists():
        raise WrongFigure("code", f"The code {code} is taken. Choose another.")


def _require_same_unit(indicator: Indicator, unit: str) -> None:
    if unit != indicator.unit and (indicator.values.exists() or indicator.comparators.exists()):
        raise WrongFigure("unit", "There are figures in the old unit. Retire this indicator and add a new one.")


# Figures -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def load_value(
    *,
    indicator: Indicator,
    period_starts_on: dt.date,
    period_ends_on: dt.date,
    source: str,
    numerator: int | None = None,
    denominator: int | None = None,
    value: Decimal | None = None,
    status: str = Value.Status.FINAL,
    by: Viewer,
    now: dt.datetime,
) -> Value:
    """Take in our figure for one period, and rate it. A correction is a new version that replaces the standing one.

    For a percentage give both counts, or the percentage alone; for a number of children `numerator` or `value`.
    The same figure once more gives back the standing one. Raises WrongFigure.
    """
    held = _locked(indicator)
    require(policies.may_load_value(by, held))
    checking.require_period(period_starts_on, period_ends_on, timezone.localdate(now))
    worth = checking.checked(Given(held.unit, numerator, denominator, value))
    count = int(worth) if held.unit == Indicator.Unit.COUNT else numerator
    facts = {
        "numerator": count,
        "denominator": denominator,
        "value": worth,
        "per": checking.PER.get(held.unit, 100),
        "source": checking.named("source", source, 160),
        "status": checking.one_of("status", status, Value.Status.values),
    }
    standing: Value | None = held.values.standing().of_period(period_starts_on, period_ends_on).first()
    if standing and all(getattr(standing, name) == fact for name, fact in facts.items()):
        return standing
    loaded = Value.record(
        indicator=held,
        period_starts_on=period_starts_on,
        period_ends_on=period_ends_on,
        loaded_by=by.user,
        loaded_at=now,
        replaces=standing,
        **facts,
    )
    rate_anew(held, [loaded], now)
    events.record("performance.load_value", subject=loaded, by=by, at=now, replaces=standing.pk if standing else None)
    return loaded


@transaction.atomic
def load_comparator(
    *,
    indicator: Indicator,
    area: str,
    period_ends_on: dt.date,
    release: str,
    numerator: int | None = None,
    denominator: int | None = None,
    value: Decimal | None = None,
    printed_decimals: int | None = None,
    method: str = "",
    by: Viewer,
    now: dt.datetime,
) -> Comparator:
    """Take in a published figure to compare with, and rate ours against it where it is the nearest.

    `printed_decimals` follows from `value` (Decimal("67.0") has one) unless given. A release says a thing once:
    the same again gives back what is held; another figure under the same release raises WrongFigure.
    """
    held = _locked(indicator)
    require(policies.may_load_comparator(by, held))
    checking.require_past(period_ends_on, timezone.localdate(now))
    worth = checking.checked(Given(held.unit, numerator, denominator, value))
    printed = _printed_decimals(printed_decimals, value, held)
    key = {
        "area": checking.one_of("area", area, Comparator.Area.values),
        "period_ends_on": period_ends_on,
        "release": checking.named("release", release, 80),
        "method": checking.one_of("method", method, METHODS),
    }
    facts = {
        "numerator": numerator,
        "denominator": denominator,
        "value": worth,
        "per": checking.PER.get(held.unit, 100),
        "printed_decimals": printed,
    }
    same = held.comparators.filter(**key).first()
    if same:
        return _as_held(same, facts)
    loaded = Comparator.record(indicator=held, loaded_at=now, **key, **facts)
    rate_anew(held, held.values.standing(), now)
    events.record("performance.load_comparator", subject=loaded, by=by, at=now, area=area)
    return loaded


def _printed_decimals(given: int | None, value: Decimal | None, indicator: Indicator) -> int:
    if given is not None:
        return given
    return indicator.decimals if value is None else checking.decimals_of(value)


def _as_held(held: Comparator, facts: Mapping[str, object]) -> Comparator:
    if any(getattr(held, name) != fact for name, fact in facts.items()):
        area = words.AREAS_IN_TEXT[held.area]
        raise WrongFigure(
            "value", f"“{held.release}” already holds another figure for {area}. If it was corrected, name the newer release."
        )
    return held


# Ratings and what is said ------------------------------------------------------------------------------------------


@transaction.atomic
def rate(*, value: Value, by: Viewer, now: dt.datetime) -> list[Rating]:
    """Work out the colour of a figure against each comparator, by RULE-1. Gives back the ratings that are new.

    Where rule, inputs and result are what they were, nothing is written.
    """
    require(policies.may_rate(by, value))
    held = _locked(value.indicator)
    new = rate_anew(held, held.values.standing().filter(pk=value.pk), now)
    events.record("performance.rate", subject=value, by=by, at=now, results={_beside(r): r.result for r in new})
    return new


def _beside(one: Rating) -> str:
    return one.comparator.area if one.comparator else "band"


@transaction.atomic
def comment(*, value: Value, text: str, by: Viewer, now: dt.datetime) -> Commentary:
    """Say what a figure means and why. A later comment stands above the earlier ones. Raises WrongFigure if empty."""
    require(policies.may_comment(by, value))
    if not text.strip():
        raise WrongFigure("text", "Write what the figure means.")
    said = Commentary.record(value=value, text=text.strip(), by=by.user, at=now)
    events.record("performance.comment", subject=said, by=by, at=now, value=value.pk)
    return said
