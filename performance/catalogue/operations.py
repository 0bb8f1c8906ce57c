"""What is done with the list of indicators: the shipped ones put on it, switched on and off, moved, given a target for a year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from cpboard.board.models import MunicipalYear
from cpboard.core import events
from cpboard.core.access import Viewer, require
from performance import catalogue, operations, policies
from performance.colours.operations import rate_anew
from performance.exceptions.operations import follow
from performance.models import Indicator, Target


@transaction.atomic
def load_catalogue(*, by: Viewer, now: dt.datetime) -> list[Indicator]:
    """Add the indicators of the catalogue that are not there by their code; gives back those that are new.

    The core ones are on the scorecard from the start, the others wait. One that the council has already, changed
    or retired is left as it is: the catalogue is where a council begins, not what it has to be.
    """
    require(policies.may_add_indicator(by))
    there = {code.upper(): code for code in Indicator.objects.values_list("code", flat=True)}
    last = Indicator.objects.order_by("-position").values_list("position", flat=True).first() or 0
    missing = [entry for entry in catalogue.entries() if entry.code not in there]
    return [
        operations.add_indicator(code=entry.code, on_scorecard=entry.core, position=last + place, by=by, now=now, **entry.facts)
        for place, entry in enumerate(missing, start=1)
    ]


@transaction.atomic
def switch_indicator(*, indicator: Indicator, on: bool, by: Viewer, now: dt.datetime) -> Indicator:
    """Put an indicator on the scorecard, or take it off. Its figures and its colours stay either way."""
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    require(policies.may_switch_indicator(by, held))
    held.on_scorecard = on
    held.save()
    follow(held, now)
    events.record("performance.switch_indicator", subject=held, by=by, at=now, on=on)
    return held


@transaction.atomic
def move_indicator(*, indicator: Indicator, up: bool, by: Viewer, now: dt.datetime) -> Indicator:
    """One place up or down among the indicators that are not retired; at the end it stays where it is."""
    held = list(Indicator.objects.select_for_update().filter(retired_on__isnull=True))
    require(policies.may_move_indicator(by, indicator))
    at = next(place for place, each in enumerate(held) if each.pk == indicator.pk)
    to = max(0, at - 1) if up else min(len(held) - 1, at + 1)
    held.insert(to, held.pop(at))
    for place, each in enumerate(held, start=1):
        if each.position != place:
            each.position = place
            each.save(update_fields=["position"])
    events.record("performance.move_indicator", subject=held[to], by=by, at=now, place=to + 1)
    return held[to]


@transaction.atomic
def set_target(
    *, indicator: Indicator, year: MunicipalYear, target: Decimal | None, tolerance: Decimal, by: Viewer, now: dt.datetime
) -> Target:
    """Say what the council aims at in a municipal year, and how much worse still counts as close. The earlier one stays.

    Figures of periods that ended in that year are rated anew; their old colours stay. The same again changes nothing.
    """
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    require(policies.may_set_target(by, held))
    before: Target | None = held.targets.standing().filter(year=year).first()
    if before and (before.target, before.tolerance) == (target, tolerance):
        return before
    said = Target.record(indicator=held, year=year, target=target, tolerance=tolerance, set_by=by.user, set_at=now, replaces=before)
    rate_anew(held, held.values.standing().filter(period_ends_on__range=(year.starts_on, year.ends_on)), now)
    events.record("performance.set_target", subject=said, by=by, at=now, year=year.label)
    return said
