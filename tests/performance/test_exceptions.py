"""Reports on reds: opened by the colour, written, signed by somebody else, followed until two periods are out of red."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cpboard.core import mail
from cpboard.core.models import Mail
from cpboard.core.needs import needs_of
from performance import operations as deeds
from performance.catalogue import operations as catalogue
from performance.checking import WrongFigure
from performance.exceptions import operations, reading
from performance.exceptions.letters import may_be_asked_why
from performance.models import EffectCheck, ExceptionReport
from tests.factories.performance import (
    ANSWERS,
    make_comparator,
    make_indicator,
    make_red,
    make_signed,
    make_value,
    make_written,
)

POSTED = {
    **{name: text for name, text in ANSWERS.items() if name != "done_by"},
    "done_by-day": "31",
    "done_by-month": "3",
    "done_by-year": "2027",
}


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def later(cast, report, numerator, days, denominator=131):
    """A figure of a later period."""
    return make_value(cast, report.indicator, numerator, denominator, ends_on=days_ago(days))


def the_report(report):
    return ExceptionReport.objects.get(pk=report.pk)


# It opens by itself --------------------------------------------------------------------------------------------------


def test_a_figure_that_turns_red_opens_its_report_and_its_owner_is_told(cast):
    report = make_red(cast, plain_name="Saw a dentist")

    letter = Mail.objects.get(kind="explanation_asked")
    assert (report.is_short, report.opened_by, report.due_on) == (False, None, days_ago(-14))
    assert (letter.to, letter.cause) == (cast.officer, f"exception:{report.pk}")
    assert url("exception", report.pk) in letter.text
    assert "Saw a dentist" not in letter.text
    assert "Say why “Saw a dentist” is off track" in [need.what for need in needs_of(cast.viewer("officer"))]


def test_a_red_that_could_be_chance_takes_the_short_form(cast):
    assert make_red(cast, 7, 10).is_short is True


@pytest.mark.parametrize("number", [110, 104])
def test_a_figure_that_is_not_red_opens_none(cast, number):
    indicator = make_indicator(cast)
    make_comparator(cast, indicator, "80")
    make_value(cast, indicator, number, 131)

    assert ExceptionReport.objects.count() == 0


def test_a_comparator_that_makes_a_figure_red_opens_a_report(cast):
    indicator = make_indicator(cast)
    make_value(cast, indicator, 60, 131)
    assert ExceptionReport.objects.count() == 0

    make_comparator(cast, indicator, "80")

    assert ExceptionReport.objects.get().indicator == indicator


def test_an_older_red_opens_none_while_the_newest_figure_is_well(cast):
    indicator = make_indicator(cast)
    make_comparator(cast, indicator, "80", ends_on=days_ago(500))
    make_value(cast, indicator, 120, 131)
    make_value(cast, indicator, 60, 131, ends_on=days_ago(400))

    assert ExceptionReport.objects.count() == 0


def test_a_figure_that_stays_red_has_one_report_and_one_letter(cast):
    report = make_red(cast)
    later(cast, report, 50, 20)
    later(cast, report, 45, 10)

    assert (ExceptionReport.objects.count(), Mail.objects.filter(kind="explanation_asked").count()) == (1, 1)


def test_off_the_scorecard_nothing_opens_and_back_on_it_does(cast, now):
    indicator = make_indicator(cast, on_scorecard=False)
    make_comparator(cast, indicator, "80")
    make_value(cast, indicator, 60, 131)
    assert ExceptionReport.objects.count() == 0

    catalogue.switch_indicator(indicator=indicator, on=True, by=cast.viewer("performance"), now=now)

    assert ExceptionReport.objects.count() == 1


def test_whoever_comes_to_answer_for_it_is_told_and_whoever_went_is_not(cast, now):
    report = make_red(cast)
    letter = Mail.objects.get(to=cast.officer)
    assert may_be_asked_why(letter, cast.viewer("officer")) is True

    deeds.change_indicator(indicator=report.indicator, owner=cast.performance, by=cast.viewer("performance"), now=now)

    assert may_be_asked_why(letter, cast.viewer("officer")) is False
    assert may_be_asked_why(Mail.objects.get(to=cast.performance), cast.viewer("performance")) is True


def test_a_letter_is_not_sent_once_the_report_is_written(cast, now, mailoutbox):
    report = make_red(cast)
    make_written(cast, report)

    assert mail.send_due(now)["stopped"] == 1
    assert mailoutbox == []


def test_open_exception_by_hand_gives_back_the_open_one_and_refuses_another_colour(cast, now):
    report, well = make_red(cast), make_indicator(cast)
    by = {"by": cast.viewer("performance"), "now": now}

    assert operations.open_exception(indicator=report.indicator, **by) == report
    with pytest.raises(WrongFigure, match="not off track"), transaction.atomic():
        operations.open_exception(indicator=well, **by)


# It is written and signed --------------------------------------------------------------------------------------------


def test_write_exception_and_sign_it_without_a_script(cast, sign_in):
    report = make_red(cast, plain_name="Saw a dentist")
    officer, performance = sign_in(cast.officer), sign_in(cast.performance)
    assert "Nobody has written it yet." in text(officer.get(url("exception", report.pk)))

    officer.post(url("write_exception", report.pk), POSTED)
    written = text(performance.get(url("exception", report.pk)))
    performance.post(url("sign_exception", report.pk))
    signed = text(sign_in(cast.councillor).get(url("exception", report.pk)))

    assert "We lost them to agencies." in written
    assert "Waits for a signature" in written
    assert "We ask every household twice a year how it is. Wanda Obi, fostering team, by 31 March 2027." in signed
    assert f"Signed {timezone.localdate().day}" in signed
    assert (the_report(report).written_by, the_report(report).signed_by) == (cast.officer, cast.performance)
    assert "Nothing is off track without a signed report" in text(performance.get(url("exceptions")))


def test_the_short_form_asks_three_questions(cast, sign_in):
    report = make_red(cast, 7, 10)
    client = sign_in(cast.officer)
    page = BeautifulSoup(client.get(url("write_exception", report.pk)).content, "html.parser")
    assert [box["name"] for box in page.select("main textarea")] == ["children", "why"]

    client.post(url("write_exception", report.pk), {"children": "One child waited.", "why": "A holiday.", "course": "watch"})

    assert "Do we act, or watch it? We watch it" in text(client.get(url("exception", report.pk)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": ""}, "Enter why it is off track"),
        ({"done_by-year": ""}, "The day it is done must include a year"),
        ({"expected": "85"}, "Enter the day from which you expect this figure"),
        ({"expected_on-day": "31", "expected_on-month": "3", "expected_on-year": "2030"}, "Enter the figure that you expect on that day"),
        (
            {"expected": "85", "expected_on-day": "31", "expected_on-month": "3", "expected_on-year": "2020"},
            "The day you expect it must be in the future",
        ),
    ],
)
def test_a_report_that_says_too_little_is_refused_and_the_typing_kept(cast, sign_in, change, said):
    report = make_red(cast)

    page = text(sign_in(cast.officer).post(url("write_exception", report.pk), {**POSTED, **change}))

    assert said in page
    assert "They changed school too." in page
    assert the_report(report).is_written is False


def test_the_deed_itself_refuses_a_report_without_a_cause(cast, now):
    report = make_red(cast)
    with pytest.raises(WrongFigure, match="Say why"), transaction.atomic():
        operations.write_exception(report=report, by=cast.viewer("officer"), now=now, **{**ANSWERS, "why": " "})


def test_nobody_signs_what_they_wrote_and_nothing_changes_after_a_signature(cast, now):
    report = make_written(cast, make_red(cast), by="performance")
    by = {"by": cast.viewer("performance"), "now": now}
    with pytest.raises(Http404), transaction.atomic():
        operations.sign_exception(report=report, **by)

    operations.sign_exception(report=report, by=cast.viewer("officer"), now=now)

    for deed in (lambda: operations.sign_exception(report=report, **by), lambda: make_written(cast, report)):
        with pytest.raises(Http404), transaction.atomic():
            deed()


def test_the_database_holds_no_report_that_its_writer_signed(cast):
    report = make_written(cast, make_red(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        ExceptionReport.objects.filter(pk=report.pk).update(signed_by=cast.officer, signed_at=timezone.now())


@pytest.mark.parametrize("name", ["councillor", "chair", "clerk"])
def test_members_and_the_clerk_read_reports_and_write_none(cast, sign_in, name):
    report = make_written(cast, make_red(cast))
    client = sign_in(getattr(cast, name))

    assert "We lost them to agencies." in text(client.get(url("exception", report.pk)))
    assert [client.get(url(deed, report.pk)).status_code for deed in ("write_exception", "sign_exception")] == [404, 404]
    assert client.get(url("open_exception", report.indicator_id)).status_code == 404


@pytest.mark.parametrize("name", ["scrutiny", "young_member", "partner", "participation", "administrator", "stranger"])
def test_scrutiny_young_people_and_others_find_no_report(cast, sign_in, name):
    report = make_signed(cast, make_red(cast, plain_name="Saw a dentist"))
    client = sign_in(getattr(cast, name))

    assert {client.get(path).status_code for path in (url("exceptions"), url("exception", report.pk))} == {404}
    assert ExceptionReport.objects.visible_to(cast.viewer(name)).count() == 0
    if name == "scrutiny":
        assert url("exception", report.pk) not in client.get(url("indicator", report.indicator_id)).text
        assert url("exceptions") not in client.get(url("scorecard")).text


def test_an_officer_who_does_not_answer_for_it_writes_nothing(cast, now):
    report = make_red(cast, owner=None)
    with pytest.raises(Http404), transaction.atomic():
        operations.write_exception(report=report, by=cast.viewer("officer"), now=now, **ANSWERS)
    assert "Name who answers for" in " ".join(need.what for need in needs_of(cast.viewer("performance")))


# It follows the figure -----------------------------------------------------------------------------------------------


def test_a_report_ends_when_two_periods_are_out_of_red(cast):
    report = make_signed(cast, make_red(cast))
    later(cast, report, 120, 20)
    assert the_report(report).ending == ""
    later(cast, report, 121, 10)

    assert (the_report(report).ending, the_report(report).is_open) == ("out", False)


def test_one_period_out_of_red_between_two_reds_ends_nothing(cast):
    report = make_signed(cast, make_red(cast))
    for numerator, days in ((120, 20), (50, 15), (121, 10)):
        later(cast, report, numerator, days)

    assert the_report(report).ending == ""


def test_a_red_that_was_a_wrong_figure_ends_its_report(cast):
    report = make_red(cast)
    make_value(cast, report.indicator, 120, 131)

    assert the_report(report).ending == "corrected"


def test_a_retired_indicator_ends_its_report(cast, now):
    report = make_red(cast)
    deeds.retire_indicator(indicator=report.indicator, by=cast.viewer("performance"), now=now)

    assert the_report(report).ending == "retired"


def promised(cast, figure, report=None):
    report = report or make_red(cast)
    return make_signed(cast, report, expected=Decimal(figure), expected_on=days_ago(15))


def test_a_promised_effect_is_looked_at_when_its_day_has_come(cast, sign_in):
    report = promised(cast, "85")
    later(cast, report, 100, 20)
    assert EffectCheck.objects.count() == 0
    later(cast, report, 112, 10)

    assert [(check.report, check.kept) for check in EffectCheck.objects.all()] == [(report, True)]
    assert "85.0% by" in text(sign_in(cast.councillor).get(url("exception", report.pk)))
    assert "It came: 85.5% (112 of 131)" in text(sign_in(cast.councillor).get(url("exception", report.pk)))


def test_a_promise_that_was_not_kept_opens_a_new_report(cast):
    report = promised(cast, "85")
    red = later(cast, report, 61, 10)

    assert (the_report(report).ending, EffectCheck.objects.get().kept) == ("missed", False)
    assert ExceptionReport.objects.standing().get().value == red


def test_a_promise_of_less_is_kept_by_less(cast):
    indicator = make_indicator(cast, polarity="low", owner=cast.officer)
    make_comparator(cast, indicator, "10")
    make_value(cast, indicator, 60, 131)
    report = promised(cast, "20", ExceptionReport.objects.get())
    later(cast, report, 20, 10)

    assert EffectCheck.objects.get().kept is True


def test_a_promise_whose_day_came_without_a_figure_waits_for_the_performance_officer(cast):
    promised(cast, "85")
    assert any("Load the figure that shows the effect" in need.what for need in needs_of(cast.viewer("performance")))


# What others ask -----------------------------------------------------------------------------------------------------


def test_reds_without_report_are_those_that_nobody_signed(cast):
    signed, written, empty = make_red(cast), make_red(cast), make_red(cast)
    make_signed(cast, signed)
    make_written(cast, written)
    make_value(cast, make_indicator(cast), 120, 131)

    def asked(name):
        return {each.indicator for each in reading.reds_without_report(cast.viewer(name), on=timezone.localdate())}

    assert asked("clerk") == {written.indicator, empty.indicator}
    assert (asked("young_member"), asked("stranger")) == (set(), set())


def test_a_red_that_has_no_report_is_listed_with_a_way_to_open_one(cast, sign_in):
    report = make_red(cast, plain_name="Saw a dentist")
    ExceptionReport.objects.all().delete()

    page = text(sign_in(cast.performance).get(url("exceptions")))

    assert "One figure off track without a signed report" in page
    assert "Open a report : Saw a dentist" in page
    sign_in(cast.performance).post(url("open_exception", report.indicator_id))
    assert ExceptionReport.objects.get().opened_by == cast.performance
