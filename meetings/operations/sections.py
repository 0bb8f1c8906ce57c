"""The council's list of what a report speaks of: begun from the usual one, added to, changed, shortened."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from cpboard.core import events
from cpboard.core.access import Viewer, require
from cpboard.core.models import Council
from cpboard.core.refusals import in_words
from meetings import policies
from meetings.faults import Refused
from meetings.form_of_report import USUAL
from meetings.models import ReportSection
from meetings.operations.locking import locked

TWICE = {"meetings_reportsection_heading": ("heading", "This heading is on the list already.")}


@transaction.atomic
def begin_sections(*, by: Viewer, now: dt.datetime) -> None:
    """The usual headings. Raises Refused once there is a list."""
    require(policies.may_keep_sections(by))
    if ReportSection.objects.exists():
        raise Refused("There is a list already. Add to it, or take off what you do not need.")
    for place, (heading, hint) in enumerate(USUAL, start=1):
        ReportSection.objects.create(heading=heading, hint=hint, place=place)
    events.record("meetings.begin_sections", subject=Council.here(), by=by, at=now, sections=len(USUAL))


@transaction.atomic
def add_section_of_report(*, heading: str, hint: str, by: Viewer, now: dt.datetime, place: int | None = None) -> ReportSection:
    """One heading more, last unless told. Raises Refused for one that is there."""
    require(policies.may_keep_sections(by))
    last = ReportSection.objects.aggregate(last=Max("place"))["last"] or 0
    with in_words(TWICE):
        section: ReportSection = ReportSection.objects.create(heading=heading, hint=hint, place=place or last + 1)
    events.record("meetings.add_section_of_report", subject=section, by=by, at=now)
    return section


@transaction.atomic
def change_section_of_report(
    *, section: ReportSection, heading: str, hint: str, by: Viewer, now: dt.datetime, place: int | None = None
) -> ReportSection:
    """Other words, another place. Reports that were asked for keep the headings they have."""
    section = locked(section)
    require(policies.may_keep_sections(by))
    section.heading, section.hint, section.place = heading, hint, place or section.place
    with in_words(TWICE, section):
        section.save()
    events.record("meetings.change_section_of_report", subject=section, by=by, at=now)
    return section


@transaction.atomic
def remove_section_of_report(*, section: ReportSection, by: Viewer, now: dt.datetime) -> None:
    """No report asked for from now on has it."""
    section = locked(section)
    require(policies.may_keep_sections(by))
    events.record("meetings.remove_section_of_report", subject=section, by=by, at=now)
    section.delete()
