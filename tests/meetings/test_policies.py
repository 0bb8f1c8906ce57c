"""Who may do which deed: everybody who may not is refused, and the one who may does it (positive control)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cpboard.core.access import Denied
from cpboard.core.models import Event
from meetings import operations
from tests.factories.meetings import make_held_meeting, make_item, make_meeting, make_minutes, make_report, session_of
from tests.meetings import deeds

NEVER = [
    "councillor", "other_member", "young_member", "former", "switched_off", "other_officer", "partner", "performance",
    "participation", "safeguarding", "custodian", "scrutiny", "administrator", "stranger",
]  # fmt: skip


def refused(deed, viewer):
    before = Event.objects.count()
    with pytest.raises(Denied):
        deed(viewer)
    return Event.objects.count() == before


@pytest.mark.parametrize("make", deeds.ALL, ids=lambda make: make.__name__)
def test_deed_is_refused_to_everybody_who_may_not_and_done_by_who_may(cast, make):
    deed = make(cast)
    may = {"chair"} if make in deeds.BY_THE_CHAIR else {"clerk"}
    may |= {"officer"} if make in deeds.BY_THE_AUTHOR else set()
    may |= {"chair"} if make in deeds.BY_CLERK_OR_CHAIR else set()
    others = [*NEVER, *({"chair", "clerk", "officer"} - may)]
    assert [name for name in others if not refused(deed, cast.viewer(name))] == []
    deed(cast.viewer(sorted(may)[-1]))
    verbs = list(Event.objects.values_list("verb", flat=True))
    assert f"meetings.{make.__name__}" in verbs


@pytest.mark.parametrize("make", deeds.BY_THE_AUTHOR, ids=lambda make: make.__name__)
def test_clerk_may_do_for_an_author_what_the_author_may(cast, make):
    make(cast)(cast.viewer("clerk"))
    assert Event.objects.filter(verb=f"meetings.{make.__name__}", by=cast.clerk).exists()


def test_chair_of_another_body_approves_nothing_here(cast):
    deed = deeds.approve_minutes(cast)
    cast.body.seats.filter(memberships__user=cast.chair).update(body=cast.other_body)
    assert refused(deed, cast.viewer("chair"))


def test_nothing_changes_once_the_minutes_are_approved(cast, now):
    meeting, item, approval = deeds.everything(cast)
    clerk = cast.viewer("clerk")
    later = [
        lambda by: operations.add_item(session=session_of(meeting), title="More", by=by, now=now),
        lambda by: operations.record_attendance(meeting=meeting, marks={cast.chair: "present"}, by=by, now=now),
        lambda by: operations.record_decision(item=item, verb="note", text="x", by=by, now=now),
        lambda by: operations.save_minutes(meeting=meeting, text="x", version=1, by=by, now=now),
        lambda by: operations.send_minutes_to_chair(minutes=approval.minutes, by=by, now=now),
        lambda by: operations.ask_report(item=item, author=cast.officer, due_on=timezone.localdate(), by=by, now=now),
    ]
    assert [n for n, deed in enumerate(later) if not refused(deed, clerk)] == []


def test_meeting_that_was_called_off_is_left_alone(cast, now):
    meeting = make_meeting(cast, standing=True, days=-2)
    clerk = cast.viewer("clerk")
    operations.call_off(meeting=meeting, why="Snow.", by=clerk, now=now)
    later = [
        lambda by: operations.hold_meeting(meeting=meeting, by=by, now=now),
        lambda by: operations.put_agenda_out(meeting=meeting, by=by, now=now),
        lambda by: operations.call_off(meeting=meeting, why="Again.", by=by, now=now),
        lambda by: operations.add_item(session=session_of(meeting), title="More", by=by, now=now),
    ]
    assert [n for n, deed in enumerate(later) if not refused(deed, clerk)] == []


def test_held_meeting_keeps_its_agenda_in_order_and_whole(cast, now):
    meeting = make_held_meeting(cast)
    item = make_item(cast, meeting)
    assert refused(lambda by: operations.move_item(item=item, up=True, by=by, now=now), cast.viewer("clerk"))
    assert refused(lambda by: operations.remove_item(item=item, by=by, now=now), cast.viewer("clerk"))


def test_agenda_goes_out_once(cast, now):
    deed = deeds.put_agenda_out(cast)
    deed(cast.viewer("clerk"))
    assert refused(deed, cast.viewer("clerk"))


def test_minutes_wait_until_the_meeting_was_held(cast, now):
    meeting = make_meeting(cast)
    assert refused(lambda by: operations.save_minutes(meeting=meeting, text="x", version=0, by=by, now=now), cast.viewer("clerk"))


def test_chair_approves_only_what_was_sent(cast, now):
    minutes = make_minutes(cast, make_held_meeting(cast))
    assert refused(lambda by: operations.put_minutes_out(minutes=minutes, sha256="", fair=True, by=by, now=now), cast.viewer("chair"))
    assert refused(lambda by: operations.approve_minutes(minutes=minutes, sha256="", by=by, now=now), cast.viewer("chair"))


def test_author_whose_term_ended_writes_no_more(cast, now):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    cast.officer.appointments.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    words = {"asks": "", "summary": "", "text": "x"}
    assert refused(lambda by: operations.save_report(report=report, **words, version=0, by=by, now=now), cast.viewer("officer"))


def test_cleared_report_comes_back_only_while_the_agenda_is_in(cast, now):
    meeting = make_meeting(cast)
    report = make_report(cast, make_item(cast, meeting), "cleared")
    clerk = cast.viewer("clerk")
    operations.return_report(report=report, why="A name is in it.", by=clerk, now=now)
    operations.submit_report(report=report, by=clerk, now=now)
    operations.clear_report(report=report, by=clerk, now=now)
    operations.put_agenda_out(meeting=meeting, by=clerk, now=now)
    assert refused(lambda by: operations.return_report(report=report, why="x", by=by, now=now), clerk)


def test_report_that_was_handed_in_is_not_asked_for_again(cast, now):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "submitted")
    again = lambda by: operations.ask_report(item=report.item, author=cast.other_officer, due_on=report.due_on, by=by, now=now)  # noqa: E731
    assert refused(again, cast.viewer("clerk"))
