"""What is done with the catalogue that is shipped: its indicators are put on the list, and nothing of ours is changed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core.access import Viewer, require
from performance import catalogue, operations, policies
from performance.models import Indicator


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
