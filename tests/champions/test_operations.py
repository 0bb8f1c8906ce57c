from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from champions import operations
from champions.models import Appointment, Area, Cycle, Duty, ReportBack
from cpboard.core.access import Denied, Viewer
from cpboard.core.models import Event
from cpboard.core.records import Sealed
from tests.cast import as_viewer
from tests.factories.board import days
from tests.factories.champions import make_appointment, make_area, make_cycle, make_duty, make_report

NOT_CLERK = ["chair", "councillor", "young_member", "officer", "administrator", "stranger"]


# What the clerk does -----------------------------------------------------------------------------------------------


def test_add_area_belongs_to_a_body_and_has_its_name_once(cast, now):
    area = operations.add_area(body=cast.body, name=" Health ", by=cast.viewer("clerk"), now=now)
    assert (area.name, area.body) == ("Health", cast.body)
    with pytest.raises(ValidationError) as refusal:
        operations.add_area(body=cast.body, name="Health", by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["name"]
    assert operations.add_area(body=cast.other_body, name="Health", by=cast.viewer("clerk"), now=now).pk


def test_retire_area_waits_until_its_champion_is_done(cast, now):
    term = make_appointment(cast, ends_on=days(10))
    with pytest.raises(ValidationError) as refusal:
        operations.retire_area(area=term.area, retired_on=days(10), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["retired_on"]
    operations.retire_area(area=term.area, retired_on=days(11), by=cast.viewer("clerk"), now=now)
    assert (list(Area.objects.carried(on=days(10))), list(Area.objects.carried(on=days(11)))) == ([term.area], [])
    with pytest.raises(Denied):
        operations.retire_area(area=term.area, retired_on=days(20), by=cast.viewer("clerk"), now=now)


def appoint(cast, now, **more):
    values = {"champion": cast.councillor, "officer_lead": cast.officer, "starts_on": days(0), "by": cast.viewer("clerk"), "now": now}
    if "area" not in more:
        values["area"] = make_area(cast)
    return operations.appoint_champion(**{**values, **more})


def test_appoint_champion_makes_them_champion_of_that_body(cast, now):
    assert "champion" not in cast.viewer("councillor").roles
    term = appoint(cast, now, operational=cast.partner)
    assert "champion" in cast.viewer("councillor").roles
    assert cast.viewer("councillor").can("log visits and report back for their own area", cast.body.pk)
    assert not cast.viewer("councillor").can("log visits and report back for their own area", cast.other_body.pk)
    assert Event.objects.get(verb="champions.appoint_champion").facts == {"area": term.area_id, "champion": cast.councillor.pk}


def test_appoint_champion_refuses_two_at_a_time(cast, now):
    running = make_appointment(cast)
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, area=running.area, champion=cast.chair)
    assert refusal.value.message_dict == {
        "starts_on": ["This area has a champion on these days. End that term first, or choose a later day."]
    }
    assert running.area.appointments.count() == 1


def test_appoint_champion_ends_the_running_term_when_asked(cast, now):
    running = make_appointment(cast)
    appoint(cast, now, area=running.area, champion=cast.chair, end_running=True)
    running.refresh_from_db()
    assert running.ends_on == days(-1)
    assert ("champion" in cast.viewer("councillor").roles, "champion" in cast.viewer("chair").roles) == (False, True)


def test_appoint_champion_leaves_the_running_term_when_the_new_one_is_refused(cast, now):
    running = make_appointment(cast)
    make_appointment(cast, area=make_area(cast))
    with pytest.raises(ValidationError):
        appoint(cast, now, area=running.area, champion=cast.chair, end_running=True, ends_on=days(-3))
    running.refresh_from_db()
    assert running.ends_on is None


def test_appoint_champion_takes_a_term_of_the_past(cast, now):
    appoint(cast, now, starts_on=days(-700), ends_on=days(-400))
    assert "champion" not in cast.viewer("councillor").roles


def test_appoint_champion_wants_two_people(cast, now):
    with pytest.raises(ValidationError) as refusal:
        appoint(cast, now, officer_lead=cast.councillor)
    assert list(refusal.value.message_dict) == ["officer_lead"]


def test_end_appointment_takes_the_rights_with_it(cast, now):
    term = make_appointment(cast)
    with pytest.raises(ValidationError) as refusal:
        operations.end_appointment(appointment=term, ends_on=days(-201), by=cast.viewer("clerk"), now=now)
    assert list(refusal.value.message_dict) == ["ends_on"]
    operations.end_appointment(appointment=term, ends_on=days(-1), by=cast.viewer("clerk"), now=now)
    assert "champion" not in cast.viewer("councillor").roles
    with pytest.raises(Denied):
        operations.end_appointment(appointment=term, ends_on=days(9), by=cast.viewer("clerk"), now=now)


def open_cycle(cast, now, **more):
    values = {"body": cast.body, "starts_on": days(-10), "ends_on": days(50), "by": cast.viewer("clerk"), "now": now}
    return operations.open_cycle(**{**values, **more})


def test_open_cycle_refuses_an_overlap_and_days_in_the_wrong_order(cast, now):
    make_cycle(cast)
    for more, field in (
        ({}, "starts_on"),
        ({"starts_on": days(90), "ends_on": days(80)}, "ends_on"),
        ({"starts_on": days(41), "ends_on": days(90), "report_by": days(91)}, "report_by"),
    ):
        with pytest.raises(ValidationError) as refusal:
            open_cycle(cast, now, **more)
        assert list(refusal.value.message_dict) == [field]
    assert Cycle.objects.count() == 1
    assert open_cycle(cast, now, starts_on=days(41), ends_on=days(90), report_by=days(80)).report_due_on == days(80)
    assert open_cycle(cast, now, body=cast.other_body).report_due_on == days(50)


def test_the_clerk_alone_runs_champions(cast, now):
    area, term = make_area(cast), make_appointment(cast)
    for name in NOT_CLERK:
        by = cast.viewer(name)
        for deed in (
            lambda by=by: operations.add_area(body=cast.body, name="Mine", by=by, now=now),
            lambda by=by: operations.retire_area(area=area, retired_on=days(0), by=by, now=now),
            lambda by=by: appoint(cast, now, area=area, by=by),
            lambda by=by: operations.end_appointment(appointment=term, ends_on=days(-1), by=by, now=now),
            lambda by=by: open_cycle(cast, now, by=by),
        ):
            with pytest.raises(Denied):
                deed()
    term.refresh_from_db()
    assert (Area.objects.count(), Appointment.objects.count(), Cycle.objects.count(), term.ends_on) == (2, 1, 0, None)


# What a champion does ----------------------------------------------------------------------------------------------


def log(cast, now, term, **more):
    values = {"kind": Duty.Kind.VISIT, "done_on": days(-3), "saw": " A warm kitchen. "}
    return operations.log_duty(appointment=term, **{**values, "by": as_viewer(term.champion), "now": now, **more})


def test_log_duty_belongs_to_the_time_in_which_its_day_lies(cast, now):
    term, running = make_appointment(cast), make_cycle(cast)
    earlier = make_cycle(cast, starts_on=days(-90), ends_on=days(-31))
    assert (log(cast, now, term).cycle, log(cast, now, term, done_on=days(-31)).cycle) == (running, earlier)
    assert Duty.objects.first().saw == "A warm kitchen."
    assert Event.objects.filter(verb="champions.log_duty").first().facts["kind"] == "visit"


@pytest.mark.parametrize(
    ("done_on", "why"),
    [
        (1, "The day must be in your term, and not in the future."),
        (-201, "The day must be in your term, and not in the future."),
        (-31, "That day lies in no time between two meetings. Ask the clerk to open it."),
    ],
)
def test_log_duty_refuses_a_day_that_cannot_be(cast, now, done_on, why):
    term, cycle = make_appointment(cast), make_cycle(cast)
    for named in ({}, {"cycle": cycle}):
        with pytest.raises(ValidationError) as refusal:
            log(cast, now, term, done_on=days(done_on), **named)
        assert refusal.value.message_dict == {"done_on": [why]}


def test_log_duty_refuses_the_time_of_another_body(cast, now):
    term, other = make_appointment(cast), make_cycle(cast, body=cast.other_body)
    with pytest.raises(ValidationError):
        log(cast, now, term, cycle=other)


def test_log_duty_keeps_words_of_a_child_only_with_their_yes(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    with pytest.raises(ValidationError) as refusal:
        log(cast, now, term, heard="It is cold at night.")
    assert list(refusal.value.message_dict) == ["heard_agreed"]
    assert log(cast, now, term, heard="It is cold at night.", heard_agreed=True).heard_agreed
    assert not log(cast, now, term, heard=" ", heard_agreed=True).heard_agreed
    with pytest.raises(IntegrityError), transaction.atomic():
        make_duty(cast, term, cycle, heard_agreed=False)


def test_log_duty_is_for_the_champion_of_the_area_in_a_running_term(cast, now):
    term, other = make_appointment(cast), make_appointment(cast, champion=cast.chair)
    ended = make_appointment(cast, area=make_area(cast), ends_on=days(-1))
    make_cycle(cast)
    for by in (cast.viewer(name) for name in ("clerk", "officer", "chair", "young_member", "stranger")):
        with pytest.raises(Denied):
            log(cast, now, term, by=by)
    with pytest.raises(Denied):
        log(cast, now, other, by=cast.viewer("councillor"))
    with pytest.raises(Denied):
        log(cast, now, ended, by=cast.viewer("councillor"))
    assert Duty.objects.count() == 0
    assert log(cast, now, term).appointment == term


def test_log_duty_of_an_ended_term_can_be_loaded_as_they_were(cast, now):
    ended = make_appointment(cast, ends_on=days(-1))
    make_cycle(cast)
    assert log(cast, now, ended, by=Viewer(cast.councillor, days(-3))).done_on == days(-3)


def test_log_duty_denies_an_account_that_was_switched_off(cast, now):
    term = make_appointment(cast, champion=cast.switched_off)
    make_cycle(cast)
    with pytest.raises(Denied):
        log(cast, now, term)


def report(cast, now, term, cycle, **more):
    values = {"did": "Visited.", "saw": " Warm. ", "should_change": "Dentists.", "by": as_viewer(term.champion), "now": now}
    return operations.report_back(appointment=term, cycle=cycle, **{**values, **more})


def test_report_back_needs_something_logged_first(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    with pytest.raises(ValidationError, match="Log at least one visit first"):
        report(cast, now, term, cycle)
    make_duty(cast, term, cycle)
    assert report(cast, now, term, cycle).saw == "Warm."


def test_report_back_is_sent_once_and_sealed(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    make_duty(cast, term, cycle)
    sent = report(cast, now, term, cycle)
    with pytest.raises(ValidationError, match="You have reported back for this meeting already"):
        report(cast, now, term, cycle)
    with pytest.raises(Sealed):
        ReportBack.objects.filter(pk=sent.pk).update(saw="Other")
    with pytest.raises(Sealed):
        Duty.objects.all().update(saw="Other")


def test_report_back_is_one_page_at_most(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    make_duty(cast, term, cycle)
    with pytest.raises(ValidationError, match="Your report has 351 words"):
        report(cast, now, term, cycle, did="word " * 349)
    assert report(cast, now, term, cycle, did="word " * 348).pk


def test_report_back_is_for_the_champion_of_the_area_in_a_running_term(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    make_duty(cast, term, cycle)
    for name in ("clerk", "officer", "chair", "stranger"):
        with pytest.raises(Denied):
            report(cast, now, term, cycle, by=cast.viewer(name))
    assert ReportBack.objects.count() == 0
    assert make_report(cast, term, cycle).pk


def test_events_hold_no_words(cast, now):
    term, cycle = make_appointment(cast), make_cycle(cast)
    log(cast, now, term, heard="Cold nights.", heard_agreed=True)
    report(cast, now, term, cycle, did="Secret words")
    held = str(list(Event.objects.values_list("facts", flat=True)))
    assert not [word for word in ("Cold", "Secret", "kitchen") if word in held]
