"""Reports: asked for, saved, handed in, returned, cleared."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from meetings import operations
from meetings.faults import Stale
from meetings.models import Report
from meetings.states import TRANSITIONS
from tests.factories.meetings import make_item, make_meeting, make_report


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def item(cast):
    return make_item(cast, make_meeting(cast))


def save(cast, report, by="officer", **more):
    words = {"asks": "agree", "summary": "short", "text": "long", "version": report.version}
    return operations.save_report(report=report, **{**words, **more}, by=cast.viewer(by), now=report.item.session.meeting.starts_at)


def test_ask_report_again_changes_author_and_day(cast, clerk, now, item):
    report = make_report(cast, item, "asked")
    again = operations.ask_report(item=item, author=cast.other_officer, due_on=item.session.meeting.day, by=clerk, now=now)
    assert (again.pk, again.author, again.due_on) == (report.pk, cast.other_officer, item.session.meeting.day)


def test_save_report_raises_its_version(cast, item):
    report = save(cast, make_report(cast, item, "asked"))
    assert (report.version, report.text, report.state) == (1, "long", "asked")


def test_stale_save_changes_nothing(cast, item):
    report = make_report(cast, item, "asked")
    save(cast, report, by="clerk", text="the clerk's")
    with pytest.raises(Stale):
        save(cast, report, text="mine")
    report.refresh_from_db()
    assert (report.text, report.version) == ("the clerk's", 1)


def test_submit_report_names_what_is_empty(cast, now, item):
    report = save(cast, make_report(cast, item, "asked"), summary="  ", text="")
    with pytest.raises(ValidationError, match="Write the summary and the report itself first"):
        operations.submit_report(report=report, by=cast.viewer("officer"), now=now)
    report.refresh_from_db()
    assert report.state == "asked"


def test_report_goes_from_asked_to_cleared_by_way_of_a_return(cast, clerk, now, item):
    report = make_report(cast, item, "returned")
    assert (report.state, report.returned_why) == ("returned", "Say what children said.")
    save(cast, report)
    report = operations.submit_report(report=report, by=cast.viewer("officer"), now=now)
    assert operations.clear_report(report=report, by=clerk, now=now).state == "cleared"


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(Report.State.values)
    assert set().union(*TRANSITIONS.values()) <= set(Report.State.values)
