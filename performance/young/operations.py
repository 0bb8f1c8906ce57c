"""A young board member says whether a figure fits what they live."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from performance import checking, policies
from performance.checking import WrongFigure
from performance.models import Judgement, Value
from performance.young import reading


@transaction.atomic
def judge_figure(*, value: Value, fits: str, by: Viewer, now: dt.datetime) -> Judgement:
    """Say whether a figure of the card feels right. Another word later stands above this one. Raises WrongFigure."""
    require(policies.may_judge_figure(by, value))
    if not reading.is_on_card(value, by.on):
        raise WrongFigure("", "This figure is not on the card.")
    word = checking.one_of("fits", fits, Judgement.Fits.values)
    said = Judgement.record(value=value, fits=word, by=by.user, at=now)
    events.record("performance.judge_figure", subject=said, by=by, at=now, value=value.pk)
    return said
