from __future__ import annotations

import pytest
from django.urls import reverse

from champions.models import Appointment, Area, Cycle, Duty, ReportBack
from cpboard.core.models import Council
from tests.board.pages import faults, heading, page, parts, queries, same_queries, typed, words
from tests.factories.board import days, make_year
from tests.factories.champions import make_appointment, make_area, make_cycle, make_duty, make_report


def url(name, *args):
    return reverse(f"champions:{name}", args=args)


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def term(cast):
    return make_appointment(cast, area=make_area(cast, name="Health"), operational_champion=cast.partner)


@pytest.fixture
def cycle(cast):
    return make_cycle(cast)


@pytest.fixture
def champion(cast, sign_in, term):
    return sign_in(cast.councillor)


# Reading -----------------------------------------------------------------------------------------------------------


def test_list_says_which_areas_have_a_champion(cast, clerk, term, cycle):
    assert heading(clerk.get(url("list"))) == "The one area has a champion"
    make_duty(cast, term, cycle)
    make_area(cast, name="Leisure")
    answer = clerk.get(url("list"))
    assert heading(answer) == "One of two areas has no champion"
    assert "Cllr David Thorne, with Tom Whitfield and Dr Amara Osei" in words(answer)
    assert "1 of 4 done" in words(answer)


def test_list_has_the_table_of_each_year(cast, clerk, term):
    last = make_year(cast)
    make_appointment(cast, area=term.area, champion=cast.former, starts_on=last.starts_on, ends_on=days(-201))
    table = page(clerk.get(url("list"), {"year": last.label})).find("table").get_text()
    assert ("Edith Marlow" in table, "Cllr David Thorne" in table) == (True, True)
    assert "Edith Marlow" not in page(clerk.get(url("list"))).find("table").get_text()
    assert clerk.get(url("list"), {"year": "1999/00"}).status_code == 200


def test_list_before_there_is_an_area(cast, clerk):
    answer = clerk.get(url("list"))
    assert heading(answer) == "No champions named yet"
    assert page(answer).find("a", href=url("add_area", "board"))


def test_list_leaves_out_an_area_that_is_no_longer_carried(cast, clerk, term):
    make_area(cast, name="Old area", retired_on=days(0))
    assert "Old area" not in words(clerk.get(url("list")))


def test_mine_opens_ones_own_area(cast, champion, term):
    assert champion.get(url("mine")).url == url("area", term.area_id)
    make_appointment(cast, area=make_area(cast, name="Housing"))
    answer = champion.get(url("mine"))
    assert heading(answer) == "You carry two areas"
    assert "Housing" in words(answer)


def test_mine_explains_calmly_when_there_is_none(cast, sign_in, term):
    for person, link in ((cast.chair, True), (cast.stranger, False)):
        answer = sign_in(person).get(url("mine"))
        assert heading(answer) == "You carry no area just now"
        assert bool(page(answer).find("a", href=url("list"))) == link
    helper = sign_in(cast.officer).get(url("mine"))
    assert page(helper).find("a", href=url("area", term.area_id))


def test_area_begins_with_logging_for_its_champion(cast, champion, term, cycle):
    answer = champion.get(url("area", term.area_id))
    assert page(answer).main.find("a", class_="govuk-button").get_text() == "Log a visit or meeting"
    assert "You are champion for Health. Your lead officer is Tom Whitfield. Start by arranging to meet." in words(answer)


def test_area_shows_the_four_duties_as_they_are_done(cast, champion, term, cycle):
    make_duty(cast, term, cycle)
    answer = champion.get(url("area", term.area_id))
    assert "Three things left before the board meets on" in words(answer)
    done = [" ".join(item.get_text(" ").split()) for item in page(answer).select(".cpb-duty")]
    assert done[1] == f"Visited (done) {days(-10):%-d %B %Y}, a children’s home"
    assert [d.split(" (")[1].split(")")[0] for d in done] == ["to do", "done", "to do", "to do"]
    assert page(answer).select_one("blockquote.cpb-said p").get_text() == "You came back. Most people only come once."


def test_area_says_when_only_the_report_is_missing_and_when_all_is_done(cast, clerk, champion, term, cycle):
    for kind in Duty.Kind.values:
        make_duty(cast, term, cycle, kind=kind)
    assert "3 of 4 done, report missing." in words(clerk.get(url("area", term.area_id)))
    assert "One thing left before" in words(champion.get(url("area", term.area_id)))
    make_report(cast, term, cycle)
    assert "Everything is done." in words(champion.get(url("area", term.area_id)))


def test_area_without_a_time_between_meetings_offers_no_log(cast, champion, term):
    answer = champion.get(url("area", term.area_id))
    assert "The clerk has not opened the time between two meetings yet." in words(answer)
    assert not page(answer).main.find("a", class_="govuk-button")


def test_area_after_the_meeting_says_what_was_missing(cast, champion, term):
    over = make_cycle(cast, starts_on=days(-60), ends_on=days(-5))
    make_duty(cast, term, over, done_on=days(-20))
    assert "The board met on" in words(champion.get(url("area", term.area_id)))
    assert "1 of 4 done." in words(champion.get(url("area", term.area_id)))


def test_area_of_a_term_that_began_after_the_last_meeting_blames_nobody(cast, sign_in):
    new = make_appointment(cast, starts_on=days(-2))
    make_cycle(cast, starts_on=days(-60), ends_on=days(-5))
    answer = sign_in(cast.councillor).get(url("area", new.area_id))
    assert "The time to its next meeting is not open yet." in words(answer)
    assert not page(answer).select(".cpb-duty")


def test_area_is_read_only_for_lead_officer_clerk_and_members(cast, sign_in, term, cycle):
    make_duty(cast, term, cycle)
    for person in (cast.officer, cast.partner, cast.chair, cast.young_member, cast.clerk):
        answer = sign_in(person).get(url("area", term.area_id))
        assert "Everyone has a key." in words(answer)
        assert not page(answer).find("a", href=url("log_duty", term.area_id))


def test_area_and_report_are_not_there_for_others(cast, sign_in, clerk, term, cycle):
    make_duty(cast, term, cycle)
    sent = make_report(cast, term, cycle)
    addresses = [url("area", term.area_id), url("report", sent.pk)]
    for name in ("stranger", "former", "other_officer", "other_member", "administrator", "scrutiny", "participation", "safeguarding"):
        assert [sign_in(getattr(cast, name)).get(address).status_code for address in addresses] == [404, 404]
    assert [clerk.get(address).status_code for address in addresses] == [200, 200]


def test_lead_officer_sees_their_own_area_only(cast, sign_in, term):
    other = make_appointment(cast, area=make_area(cast, name="Housing"), officer_lead=cast.other_officer, champion=cast.chair)
    browser = sign_in(cast.officer)
    assert "Housing" not in words(browser.get(url("list")))
    assert browser.get(url("area", other.area_id)).status_code == 404
    assert sign_in(cast.other_officer).get(url("area", other.area_id)).status_code == 200


def test_list_is_not_there_for_those_without_areas(cast, sign_in, term):
    assert [sign_in(p).get(url("list")).status_code for p in (cast.stranger, cast.other_officer, cast.administrator)] == [404] * 3


def test_report_is_read_by_the_board(cast, sign_in, term, cycle):
    sent = make_report(cast, term, cycle, ask="")
    answer = sign_in(cast.young_member).get(url("report", sent.pk))
    assert [h.get_text() for h in page(answer).main.select("section h2")] == [
        "What I did",
        "What I saw",
        "What I heard from children and young people",
        "What should change",
    ]
    assert "The dentist is full." in words(answer)


# Logging -----------------------------------------------------------------------------------------------------------


def duty_form(**more):
    values = {"kind": "visit", "where": "a children’s home", "saw": "Warm kitchen.", "heard": ""}
    return {**values, **parts("done_on", days(-2)), **more}


def test_log_duty_is_three_clicks_and_shows_at_once(cast, champion, term, cycle):
    assert typed(champion.get(url("log_duty", term.area_id)), "done_on-day") == str(days(0).day)
    answer = champion.post(url("log_duty", term.area_id), duty_form(), follow=True)
    assert heading(answer) == "Health"
    assert "Saved: visited" in words(answer)
    assert "Warm kitchen." in words(answer)


def test_log_duty_opens_with_the_duty_that_was_chosen(cast, champion, term, cycle):
    answer = champion.get(url("log_duty", term.area_id), {"kind": "meet_lead"})
    assert page(answer).find("input", value="meet_lead").has_attr("checked")
    assert champion.get(url("log_duty", term.area_id), {"kind": "nonsense"}).status_code == 200


def test_log_duty_has_the_number_to_ring_before_anything_is_typed(cast, champion, term, cycle):
    Council.objects.filter(pk=1).update(out_of_hours="Emergency duty team, 01632 960 200")
    text = words(champion.get(url("log_duty", term.area_id)))
    assert text.index("01632 960 200") < text.index("999") < text.index("What did you do?")
    Council.objects.filter(pk=1).update(out_of_hours="")
    text = words(champion.get(url("log_duty", term.area_id)))
    assert "Ring the council’s emergency duty team now." in text
    assert "an administrator can add it under More." in text


def test_log_duty_warns_of_a_name_once_and_never_twice(cast, champion, term, cycle):
    form = duty_form(saw="Kayleigh said the kitchen is warm.", where="Elm House")
    answer = champion.post(url("log_duty", term.area_id), form)
    assert len(faults(answer)) == 2
    assert faults(answer)[1].startswith("“Kayleigh” looks like a name. Take it out if it names a child")
    assert Duty.objects.count() == 0
    again = {**form, "names_asked": typed(answer, "names_asked"), "saw": "Kayleigh told me. And Jaden was there."}
    assert champion.post(url("log_duty", term.area_id), again).status_code == 302
    assert Duty.objects.get().saw == "Kayleigh told me. And Jaden was there."


def test_log_duty_lets_the_grown_ups_of_the_area_stand(cast, champion, term, cycle):
    form = duty_form(kind="meet_lead", saw="Met Tom Whitfield about Health in Fenbridge.")
    assert champion.post(url("log_duty", term.area_id), form).status_code == 302


def test_log_duty_keeps_what_was_typed_when_something_is_wrong(cast, champion, term, cycle):
    answer = champion.post(url("log_duty", term.area_id), duty_form(saw="", where="a school"))
    assert faults(answer) == ["Write a few lines about what you saw or heard"]
    assert typed(answer, "where") == "a school"
    answer = champion.post(url("log_duty", term.area_id), duty_form(heard="It is cold."))
    assert faults(answer) == ["Tick this if they said yes. If not, take their words out and say in yours what you learnt."]
    assert typed(answer, "heard") == "It is cold."
    answer = champion.post(url("log_duty", term.area_id), duty_form(**parts("done_on", days(3))))
    assert faults(answer) == ["The day must be in your term, and not in the future."]
    answer = champion.post(url("log_duty", term.area_id), duty_form(**parts("done_on", days(-60))))
    assert faults(answer) == ["That day lies in no time between two meetings. Ask the clerk to open it."]
    assert champion.post(url("log_duty", term.area_id), duty_form(heard="It is cold.", heard_agreed="on")).status_code == 302


def test_writing_is_not_there_for_anybody_else(cast, sign_in, term, cycle):
    make_duty(cast, term, cycle)
    addresses = [url("log_duty", term.area_id), url("report_back", term.area_id), url("report_back_for", term.area_id, cycle.pk)]
    for name in ("clerk", "officer", "partner", "chair", "young_member", "stranger"):
        browser = sign_in(getattr(cast, name))
        for address in addresses:
            assert (browser.get(address).status_code, browser.post(address, duty_form()).status_code) == (404, 404)
    assert (Duty.objects.count(), ReportBack.objects.count()) == (1, 0)


def test_the_door_shuts_when_the_term_ends(cast, champion, clerk, term, cycle):
    assert champion.get(url("log_duty", term.area_id)).status_code == 200
    clerk.post(url("end_appointment", term.pk), {"when": "now"})
    assert champion.get(url("log_duty", term.area_id)).status_code == 404
    assert champion.post(url("log_duty", term.area_id), duty_form()).status_code == 404
    assert champion.get(url("mine")).status_code == 200


# Reporting back ----------------------------------------------------------------------------------------------------


REPORT = {"did": "Visited.", "saw": "A warm kitchen.", "heard": "", "should_change": "Keep dentist places.", "ask": ""}


def test_report_back_asks_for_a_visit_first(cast, champion, term, cycle):
    answer = champion.get(url("report_back", term.area_id))
    assert heading(answer) == "Log at least one visit first"
    assert champion.post(url("report_back", term.area_id), REPORT).status_code == 200
    assert ReportBack.objects.count() == 0
    Cycle.objects.all().delete()
    assert "There is no meeting to report to yet." in words(champion.get(url("report_back", term.area_id)))


def test_report_back_is_filled_with_what_was_logged(cast, champion, term, cycle):
    make_duty(cast, term, cycle)
    make_duty(cast, term, cycle, kind="meet_lead", done_on=days(-20), saw="Talked about dentists.", heard="", heard_agreed=False, where="")
    answer = champion.get(url("report_back", term.area_id))
    assert typed(answer, "did").splitlines() == [
        f"Met the lead officer: {days(-20):%-d %B %Y}.",
        f"Visited: {days(-10):%-d %B %Y}, a children’s home.",
    ]
    assert typed(answer, "heard") == "“You came back. Most people only come once.”"


def test_report_back_goes_to_the_board_and_is_not_written_twice(cast, champion, term, cycle):
    make_duty(cast, term, cycle)
    answer = champion.post(url("report_back", term.area_id), REPORT, follow=True)
    assert "Your report is with the board." in words(answer)
    sent = ReportBack.objects.get()
    assert champion.get(url("report_back", term.area_id)).url == url("report", sent.pk)
    assert champion.post(url("report_back", term.area_id), {**REPORT, "saw": "Other"}).url == url("report", sent.pk)


def test_report_back_for_an_earlier_meeting(cast, champion, term, cycle):
    earlier = make_cycle(cast, starts_on=days(-90), ends_on=days(-31))
    make_duty(cast, term, earlier, done_on=days(-40))
    champion.post(url("report_back_for", term.area_id, earlier.pk), REPORT)
    assert ReportBack.objects.get().cycle == earlier
    other = make_cycle(cast, body=cast.other_body)
    assert champion.get(url("report_back_for", term.area_id, other.pk)).status_code == 404


def test_report_back_says_what_is_wrong_and_keeps_the_typing(cast, champion, term, cycle):
    make_duty(cast, term, cycle)
    answer = champion.post(url("report_back", term.area_id), {**REPORT, "should_change": ""})
    assert faults(answer) == ["Enter what should change"]
    assert typed(answer, "saw") == "A warm kitchen."
    answer = champion.post(url("report_back", term.area_id), {**REPORT, "saw": "warm " * 360})
    assert faults(answer) == ["You have written 364 words. Make it 350 or fewer: one page."]
    answer = champion.post(url("report_back", term.area_id), {**REPORT, "heard": "We met Ella."})
    assert faults(answer)[0].startswith("“Ella” looks like a name.")
    kept = {**REPORT, "heard": "We met Ella.", "names_asked": typed(answer, "names_asked")}
    assert champion.post(url("report_back", term.area_id), kept).status_code == 302


# What the clerk does -----------------------------------------------------------------------------------------------


def running_forms(term):
    area = term.area_id
    return [
        url("add_area", "board"), url("open_cycle", "board"), url("appoint_champion", area), url("retire_area", area),
        url("end_appointment", term.pk),
    ]  # fmt: skip


def test_every_form_of_the_clerk_opens_and_says_what_is_missing(cast, clerk, term):
    for address in running_forms(term):
        assert clerk.get(address).status_code == 200
        assert faults(clerk.post(address, {}))


def test_every_form_of_the_clerk_is_not_there_for_others(cast, sign_in, term):
    for name in ("chair", "councillor", "officer", "young_member", "administrator"):
        browser = sign_in(getattr(cast, name))
        for address in running_forms(term):
            assert (browser.get(address).status_code, browser.post(address, {"name": "Mine"}).status_code) == (404, 404)
    assert (Area.objects.count(), Appointment.objects.count(), Cycle.objects.count()) == (1, 1, 0)


def champion_form(cast, **more):
    return {"champion": cast.chair.pk, "officer_lead": cast.officer.pk, **parts("starts_on", days(0)), **more}


def test_add_area_then_appoint_champion(cast, clerk):
    clerk.post(url("add_area", "board"), {"name": "Leisure"})
    area = Area.objects.get()
    answer = clerk.post(url("appoint_champion", area.pk), champion_form(cast), follow=True)
    assert "Cllr Margaret Holloway is champion for Leisure from" in words(answer)
    taken = clerk.post(url("add_area", "board"), {"name": "Leisure"})
    assert faults(taken) == ["The board has an area of this name already."]


def test_appoint_champion_says_that_the_area_has_one_or_ends_that_term(cast, clerk, term):
    answer = clerk.post(url("appoint_champion", term.area_id), champion_form(cast))
    assert faults(answer) == ["This area has a champion on these days. End that term first, or choose a later day."]
    assert "Cllr David Thorne carries it now" in words(answer)
    clerk.post(url("appoint_champion", term.area_id), champion_form(cast, end_running="on"))
    term.refresh_from_db()
    assert term.ends_on == days(-1)
    answer = clerk.post(url("appoint_champion", term.area_id), champion_form(cast, officer_lead=cast.chair.pk))
    assert faults(answer) == ["The champion and the lead officer must be two people."]


def test_appoint_champion_offers_people_of_the_body(cast, clerk, term):
    offered = page(clerk.get(url("appoint_champion", term.area_id))).find(attrs={"name": "champion"}).get_text()
    assert ("Cllr Margaret Holloway" in offered, "Ines Calder" in offered, "Edith Marlow" in offered) == (True, False, False)


def test_open_cycle_begins_the_day_after_the_one_before(cast, clerk, cycle):
    assert typed(clerk.get(url("open_cycle", "board")), "starts_on-day") == str(days(41).day)
    form = {**parts("starts_on", days(20)), **parts("ends_on", days(90))}
    answer = clerk.post(url("open_cycle", "board"), form)
    assert faults(answer) == ["These days overlap with another time between meetings. Begin on the day after it ends."]
    assert typed(answer, "ends_on-year") == str(days(90).year)
    late = {**form, **parts("starts_on", days(41)), **parts("report_by", days(91))}
    assert faults(clerk.post(url("open_cycle", "board"), late)) == [
        "Champions must report back between the first day and the day of the meeting."
    ]
    clerk.post(url("open_cycle", "board"), {**form, **parts("starts_on", days(41))})
    assert Cycle.objects.count() == 2


def test_retire_area_asks_to_end_the_term_first(cast, clerk, term):
    assert faults(clerk.post(url("retire_area", term.area_id), parts("retired_on", days(0)))) == [
        "The area has a champion on that day. End their term first."
    ]
    clerk.post(url("end_appointment", term.pk), {"when": "now"})
    assert clerk.post(url("retire_area", term.area_id), parts("retired_on", days(0))).url == url("list")
    assert clerk.get(url("retire_area", term.area_id)).status_code == 404


def test_end_appointment_says_that_the_days_are_in_the_wrong_order(cast, clerk, term):
    early = {"when": "later", **parts("ends_on", days(-300))}
    answer = clerk.post(url("end_appointment", term.pk), early)
    assert faults(answer) == ["The last day must not be before the first."]
    assert f"until {days(-300):%-d %B %Y}" not in words(answer)


# Lists take the same queries, however long ---------------------------------------------------------------------------


def test_pages_take_the_same_queries_with_three_rows(cast, clerk, champion, term, cycle):
    earlier = make_cycle(cast, starts_on=days(-90), ends_on=days(-31))
    make_duty(cast, term, cycle)
    make_report(cast, term, earlier)
    make_appointment(cast, area=term.area, champion=cast.former, starts_on=days(-400), ends_on=days(-201))

    def two_more():
        for n in (1, 2):
            more = make_appointment(cast, champion=cast.chair, operational_champion=cast.partner)
            make_duty(cast, more, cycle)
            older = make_cycle(cast, starts_on=days(-100 * n - 90), ends_on=days(-100 * n - 10))
            make_report(cast, more, older)
            make_report(cast, term, older)
            make_duty(cast, term, cycle, kind="meet_lead")
            make_appointment(cast, area=term.area, champion=cast.former, starts_on=days(-400 - 10 * n), ends_on=days(-392 - 10 * n))

    with_rows = [(clerk, url("list")), (clerk, url("area", term.area_id)), (champion, url("area", term.area_id))]
    before = [queries(browser, address) for browser, address in with_rows]
    same_queries(clerk, url("list"), two_more)
    assert [queries(browser, address) for browser, address in with_rows[1:]] == before[1:]
    assert max(before) <= 20
    assert max(queries(champion, url(name, term.area_id)) for name in ("log_duty", "report_back")) <= 20
