"""What is done with reports on reds: opened, written, signed; and what the colours of later figures do to them by themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cpboard.core import events, mail
from cpboard.core.access import Viewer, require
from performance import policies
from performance.checking import WrongFigure
from performance.exceptions import following
from performance.exceptions.following import Coloured
from performance.models import EffectCheck, ExceptionReport, Indicator

ANSWER_WITHIN = dt.timedelta(days=14)
LETTER = "explanation_asked"
NEEDED = {"happened": "what happened", "why": "why", "children": "what it is like for children", "doing": "what you are doing"}
NEEDED |= {"who": "who does it", "done_by": "by when"}
NEEDED_SHORT = {"children": "what it is like for children", "why": "why", "course": "whether you act or watch"}


class Answers(TypedDict, total=False):
    """What is written in a report; the names of its columns."""

    happened: str
    why: str
    children: str
    doing: str
    who: str
    done_by: dt.date | None
    help_needed: str
    course: str
    expected: Decimal | None
    expected_on: dt.date | None


@transaction.atomic
def open_exception(*, indicator: Indicator, by: Viewer, now: dt.datetime) -> ExceptionReport:
    """Open the report on a red that has none; one that is open already is given back. Raises WrongFigure for another colour."""
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    require(policies.may_open_exception(by, held))
    there: ExceptionReport | None = _open_one(held)
    if there:
        return there
    figures = following.coloured(held)
    if not figures or not figures[-1].is_red:
        raise WrongFigure("", "This figure is not off track, so it needs no report.")
    return _open(held, figures[-1], by, now)


@transaction.atomic
def write_exception(*, report: ExceptionReport, by: Viewer, now: dt.datetime, **answers: Unpack[Answers]) -> ExceptionReport:
    """Write the answers, or write them anew as long as nobody signed. Raises WrongFigure for one that is missing."""
    held = _locked(report)
    require(policies.may_write_exception(by, held))
    needed = NEEDED_SHORT if held.is_short else NEEDED
    for name, answer in answers.items():
        setattr(held, name, answer.strip() if isinstance(answer, str) else answer)
    for name, words in needed.items():
        if not getattr(held, name):
            raise WrongFigure(name, f"Say {words}.")
    held.written_by, held.written_at = by.user, now
    held.save()
    events.record("performance.write_exception", subject=held, by=by, at=now)
    return held


@transaction.atomic
def sign_exception(*, report: ExceptionReport, by: Viewer, now: dt.datetime) -> ExceptionReport:
    """Sign a report that somebody else wrote. From now on nothing in it changes."""
    held = _locked(report)
    require(policies.may_sign_exception(by, held))
    held.signed_by, held.signed_at = by.user, now
    held.save()
    events.record("performance.sign_exception", subject=held, by=by, at=now)
    return held


def follow(indicator: Indicator, now: dt.datetime) -> None:
    """Do what the colours of an indicator, as they are now, ask of its report: open, check the promise, end.

    Is called within whatever changes a colour, which is atomic and has asked its policy.
    """
    held, figures = _open_one(indicator), following.coloured(indicator)
    if held:
        _go_on(held, figures, now)
    elif figures and figures[-1].is_red and indicator.retired_on is None and indicator.on_scorecard:
        _open(indicator, figures[-1], None, now)


# Steps -------------------------------------------------------------------------------------------------------------


def _open_one(indicator: Indicator) -> ExceptionReport | None:
    open_ones = ExceptionReport.objects.select_for_update(of=["self"]).standing().filter(indicator=indicator)
    found: ExceptionReport | None = open_ones.select_related("value").first()
    if found:
        found.indicator = indicator
    return found


def _locked(report: ExceptionReport) -> ExceptionReport:
    rows = ExceptionReport.objects.select_for_update(of=["self"]).select_related("indicator", "value")
    row: ExceptionReport = rows.get(pk=report.pk)
    return row


def _open(indicator: Indicator, red: Coloured, by: Viewer | None, now: dt.datetime) -> ExceptionReport:
    opened = ExceptionReport.objects.create(
        indicator=indicator,
        value=red.value,
        is_short=following.could_be_chance(indicator, red),
        opened_at=now,
        opened_by=by.user if by else None,
        due_on=timezone.localdate(now) + ANSWER_WITHIN,
    )
    events.record("performance.open_exception", subject=opened, by=by, at=now, value=red.value.pk)
    _tell_owner(opened, now)
    return opened


def _go_on(report: ExceptionReport, figures: list[Coloured], now: dt.datetime) -> None:
    ending = following.ending(report, figures)
    there = following.promised(report, figures)
    if there and not hasattr(report, "effect"):
        kept = following.is_kept(report, there)
        check = EffectCheck.record(report=report, value=there.value, kept=kept, checked_at=now)
        events.record("performance.check_effect", subject=check, by=None, at=now, kept=kept)
        ending = ending or ("" if kept or not figures[-1].is_red else ExceptionReport.Ending.MISSED)
    if ending:
        _end(report, ending, now)
        if ending == ExceptionReport.Ending.MISSED:
            _open(report.indicator, figures[-1], None, now)
    else:
        _tell_owner(report, now)


def _end(report: ExceptionReport, ending: str, now: dt.datetime) -> None:
    report.ending, report.ended_at = ending, now
    report.save(update_fields=["ending", "ended_at"])
    events.record("performance.end_exception", subject=report, by=None, at=now, ending=ending)


def _tell_owner(report: ExceptionReport, now: dt.datetime) -> None:
    """A letter to whoever answers for the figure, once for each report and person."""
    owner = report.indicator.owner
    if owner and not report.is_written:
        link = reverse("performance:exception", args=[report.pk])
        mail.write(to=owner, kind=LETTER, cause=f"exception:{report.pk}", link=link, day=report.due_on, now=now)
