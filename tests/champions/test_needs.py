from __future__ import annotations

from django.urls import reverse

from champions.models import Duty
from champions.needs import needs_of_champion, needs_of_clerk
from tests.factories.board import days
from tests.factories.champions import make_appointment, make_area, make_cycle, make_duty, make_report


def whats(needs):
    return [need.what for need in needs]


def test_a_champion_is_asked_for_what_is_left(cast):
    term, cycle = make_appointment(cast, area=make_area(cast, name="Health")), make_cycle(cast, report_by=days(20))
    [need] = needs_of_champion(cast.viewer("councillor"))
    assert (need.what, need.due_on) == ("Log a visit or meeting for Health", days(20))
    assert need.url == reverse("champions:log_duty", args=[term.area_id])
    make_duty(cast, term, cycle)
    [need] = needs_of_champion(cast.viewer("councillor"))
    assert need.why == "Still to do: meet the lead officer, meet young people. Then report back."
    for kind in (Duty.Kind.MEET_LEAD, Duty.Kind.MEET_YOUNG_PERSON):
        make_duty(cast, term, cycle, kind=kind)
    assert whats(needs_of_champion(cast.viewer("councillor"))) == ["Report back on Health"]
    make_report(cast, term, cycle)
    assert needs_of_champion(cast.viewer("councillor")) == []


def test_nobody_is_asked_for_the_area_of_another(cast):
    make_appointment(cast)
    make_cycle(cast)
    for name in ("chair", "clerk", "officer", "stranger"):
        assert needs_of_champion(cast.viewer(name)) == []


def test_the_clerk_is_told_of_an_area_without_a_champion(cast):
    make_cycle(cast)
    make_appointment(cast, area=make_area(cast, name="Housing"), ends_on=days(-1))
    make_area(cast, name="Old", retired_on=days(-1))
    assert whats(needs_of_clerk(cast.viewer("clerk"))) == ["Name a champion for Housing"]


def test_the_clerk_is_told_of_a_missing_report_two_weeks_before(cast):
    term, cycle = make_appointment(cast, area=make_area(cast, name="Health")), make_cycle(cast, report_by=days(15))
    assert needs_of_clerk(cast.viewer("clerk")) == []
    cycle.report_by = days(14)
    cycle.save()
    [need] = needs_of_clerk(cast.viewer("clerk"))
    assert need.what == "Ask Cllr David Thorne to report back on Health"
    assert need.why.startswith("0 of 4 done. The board meets on ")
    make_report(cast, term, cycle)
    assert needs_of_clerk(cast.viewer("clerk")) == []


def test_the_clerk_is_told_when_champions_cannot_log(cast):
    make_appointment(cast)
    make_cycle(cast, body=cast.other_body)
    assert whats(needs_of_clerk(cast.viewer("clerk"))) == ["Open the time between two meetings of the Corporate Parenting Board"]


def test_nobody_else_is_told(cast):
    make_area(cast)
    for name in ("chair", "councillor", "administrator", "stranger"):
        assert needs_of_clerk(cast.viewer(name)) == []
