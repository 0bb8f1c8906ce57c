"""The pages of meetings: what the clerk does from the list to the approved minutes, and what goes wrong on the way."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from meetings import operations
from meetings.models import AgendaItem, Decision, Meeting, Minutes, MinutesApproval, MinutesOut, Programme, Report
from tests.board.pages import faults, heading, page, parts, queries, same_queries, typed, words
from tests.factories.meetings import (
    PRIVATE,
    hold,
    make_approved_minutes,
    make_decision,
    make_held_meeting,
    make_item,
    make_meeting,
    make_minutes,
    make_out_minutes,
    make_private_item,
    make_report,
    session_of,
)
from tests.factories.voice import make_theme


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.councillor)


@pytest.fixture
def officer(cast, sign_in):
    return sign_in(cast.officer)


@pytest.fixture
def meeting(cast):
    return make_meeting(cast)


def day(days):
    return timezone.localdate() + dt.timedelta(days=days)


# The list ------------------------------------------------------------------------------------------------------------


def test_list_says_when_the_board_meets_next_and_what_there_is_of_each(cast, member, now):
    make_meeting(cast, days=30, standing=True)
    make_approved_minutes(cast, make_held_meeting(cast, days=-30))
    make_held_meeting(cast, days=-60, kind="informal")
    operations.call_off(meeting=make_meeting(cast, days=-10), why="The heating failed.", by=cast.viewer("clerk"), now=now)
    answer = member.get(url("list"))
    text = words(answer)
    assert heading(answer) == "The Corporate Parenting Board meets in 30 days"
    assert [text.count(each) for each in ("Agenda being made", "Minutes of", "Minutes to come", "Called off", "The heating failed.")] == [
        1
    ] * 5
    assert "Two held, one to come." in text


def test_list_leads_to_minutes_that_are_out_as_a_draft(cast, member):
    make_out_minutes(cast, make_held_meeting(cast))
    assert "Draft minutes" in words(member.get(url("list")))


def test_list_filters_by_year_kind_and_body(cast, clerk):
    make_meeting(cast, days=30, place="Formal room")
    make_meeting(cast, days=31, kind="informal", place="Informal room")
    make_meeting(cast, days=32, body=cast.other_body, place="Health room")
    rows = lambda **asked: [row.get_text() for row in page(clerk.get(url("list"), asked)).select(".cpb-row__line")]  # noqa: E731
    assert len(rows()) == 3
    assert [("Informal room" in row) for row in rows(year=cast.year.pk, kind="informal")] == [True]
    assert [("Health room" in row) for row in rows(year="", body=cast.other_body.pk)] == [True]
    assert len(rows(year="none", kind="nonsense")) == 3


def test_list_without_a_meeting_says_how_to_begin(cast, clerk, member):
    assert "Create the first one" in words(clerk.get(url("list")))
    assert "stands here as soon as it is planned" in words(member.get(url("list")))
    assert "No meeting is like that." in words(clerk.get(url("list"), {"year": "", "kind": "formal"}))


def test_list_goes_on_over_pages(cast, clerk):
    for number in range(27):
        make_meeting(cast, days=10 + number)
    assert len(page(clerk.get(url("list"))).select(".cpb-list .cpb-row")) == 25
    second = page(clerk.get(url("list"), {"kind": "formal", "year": cast.year.pk, "page": 2}))
    assert len(second.select(".cpb-list .cpb-row")) == 2
    assert f"kind=formal&year={cast.year.pk}&page=1" in second.select_one(".govuk-pagination__prev a")["href"]


def test_list_takes_the_same_queries_for_one_and_three(cast, clerk, member):
    make_approved_minutes(cast, make_held_meeting(cast))
    more = iter(range(30, 90))
    for browser in (clerk, member):
        same_queries(
            browser, url("list"), lambda: [make_approved_minutes(cast, make_held_meeting(cast, days=-next(more))) for _ in range(2)]
        )


def test_list_says_by_how_many_the_year_is_short(cast, clerk, now):
    make_held_meeting(cast)
    operations.set_programme(body=cast.body, year=cast.year, formal_target=4, informal_target=2, by=cast.viewer("clerk"), now=now)
    assert "One held, none to come, six meant for the year. That is five fewer than was meant." in words(clerk.get(url("list")))
    asked = {"formal_target": "4", "informal_target": "2", "themes": "", "shortfall_reason": "Covid closed the building."}
    assert clerk.post(url("set_programme", cast.body.pk, cast.year.pk), asked).status_code == 302
    assert "Why fewer: Covid closed the building." in words(clerk.get(url("list")))
    assert Programme.objects.get().informal_target == 2


def test_set_programme_keeps_what_was_typed_when_it_is_no_number(cast, clerk):
    answer = clerk.post(url("set_programme", cast.body.pk, cast.year.pk), {"formal_target": "four", "informal_target": "-1"})
    assert faults(answer) == [
        "How many formal meetings there are to be must be a number",
        "How many informal meetings there are to be must be 0 or more",
    ]
    assert typed(answer, "formal_target") == "four"


# Create, change, call off --------------------------------------------------------------------------------------------


def new(cast, **more):
    asked = {
        "body": cast.body.pk, "kind": "formal", "starts": "5.30pm", "ends": "7.45pm", "place": "Moot Hall", "theme": "",
        "regime": "usual", "standing": "on", "private_session": "on", **parts("date", day(30)),
    }  # fmt: skip
    return {**asked, **more}


def test_create_meeting_goes_to_its_agenda(cast, clerk):
    answer = clerk.post(url("create_meeting"), new(cast), follow=True)
    made = Meeting.objects.get()
    assert answer.redirect_chain == [(url("meeting", made.pk), 302)]
    assert (made.regime, made.sessions.count(), timezone.localtime(made.ends_at).time()) == (Regime.VOLUNTARY_PUBLIC, 2, dt.time(19, 45))
    assert "What children told us" in words(answer)


def test_create_meeting_takes_past_days_and_another_regime(cast, clerk):
    clerk.post(url("create_meeting"), new(cast, regime="part_va", private_session="", **parts("date", day(-90))))
    assert Meeting.objects.get().regime == Regime.PART_VA


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        ({"starts": "half five"}, ["The time it starts must be a time, like 5.30pm or 17:30"]),
        ({"ends": "5pm"}, ["The end must be after the start."]),
        ({"place": "", "kind": ""}, ["Choose what kind of meeting it is", "Enter where it is held"]),
        ({"date-day": "31", "date-month": "2"}, ["The date must be a real date"]),
        ({"body": "999"}, ["Choose whose meeting it is from the list"]),
    ],
)
def test_create_meeting_with_bad_input_says_how_to_mend_it_and_keeps_the_rest(cast, clerk, wrong, sentences):
    answer = clerk.post(url("create_meeting"), new(cast, theme="Homes", **wrong))
    assert faults(answer) == sentences
    assert (typed(answer, "theme"), Meeting.objects.count()) == ("Homes", 0)


def test_create_meeting_outside_every_year_says_so_at_the_date(cast, clerk):
    answer = clerk.post(url("create_meeting"), new(cast, **parts("date", day(900))))
    assert "No municipal year holds" in faults(answer)[0]


def test_create_meeting_on_a_taken_hour_says_so(cast, clerk):
    make_meeting(cast, days=30)
    assert faults(clerk.post(url("create_meeting"), new(cast))) == ["There is a meeting of this body on that day at that time already."]


def test_change_meeting_shows_it_as_it_is_and_saves(cast, clerk, meeting):
    answer = clerk.get(url("change_meeting", meeting.pk))
    assert (typed(answer, "place"), typed(answer, "starts")) == ("Council Chamber", "5.30pm")
    asked = {
        "kind": "formal",
        "starts": "6pm",
        "ends": "8pm",
        "place": "Library",
        "theme": "",
        "regime": "private",
        **parts("date", day(30)),
    }
    assert clerk.post(url("change_meeting", meeting.pk), asked).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.regime, meeting.day) == ("Library", "private", day(30))
    assert faults(clerk.post(url("change_meeting", meeting.pk), {**asked, "ends": "5pm"})) == ["The end must be after the start."]


def test_moving_a_meeting_closer_warns_of_its_clear_days(cast, clerk, now):
    meeting = make_meeting(cast, days=40, standing=True)
    operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=now)
    asked = {
        "kind": "formal",
        "starts": "6pm",
        "ends": "8pm",
        "place": "Library",
        "theme": "",
        "regime": "part_va",
        **parts("date", day(2)),
    }
    assert "Say why it goes out with fewer than five clear days." in faults(clerk.post(url("change_meeting", meeting.pk), asked))[0]
    why = {"late_why": "The judge is ill.", "chair": cast.chair.pk, **parts("said_on", day(-1)), "said_time": "9.40am"}
    moved = words(clerk.post(url("change_meeting", meeting.pk), {**asked, **why}, follow=True))
    assert "Its agenda now has fewer than five clear days." in moved
    assert "It went out late: The judge is ill." in moved


def test_call_off_asks_why_and_shows_it_to_everybody(cast, clerk, member, meeting):
    assert faults(clerk.post(url("call_off", meeting.pk), {"why": ""})) == ["Enter why it is called off"]
    clerk.post(url("call_off", meeting.pk), {"why": "The heating failed."})
    assert "The heating failed." in words(member.get(url("meeting", meeting.pk)))
    assert clerk.get(url("call_off", meeting.pk)).status_code == 404


# The meeting page ----------------------------------------------------------------------------------------------------


def test_clerk_sees_what_is_left_and_a_member_sees_a_draft(cast, clerk, member):
    meeting = make_meeting(cast, private_session=True)
    make_item(cast, meeting, "Homes", kind="issue")
    make_item(cast, meeting, "Letters", PRIVATE, presenter=cast.chair)
    make_report(cast, make_item(cast, meeting, "Dentists", presenter=cast.officer), "submitted")
    seen, plain = words(clerk.get(url("meeting", meeting.pk))), words(member.get(url("meeting", meeting.pk)))
    for line in (
        "Five clear days",
        "0 of 1 reports cleared",
        "“Homes” has nobody to present it",
        "“Homes” has no author",
        "Every private item has its reason",
        "30 minutes of 2 hours",
    ):
        assert (line, line in seen, line in plain) == (line, True, False)
    assert "This is a draft. The agenda goes out by" in plain


def test_meeting_page_counts_what_several_items_lack(cast, clerk, meeting):
    for title in ("Homes", "Schools"):
        make_item(cast, meeting, title, minutes_planned=70)
    text = words(clerk.get(url("meeting", meeting.pk)))
    assert "Two items have nobody to present them Homes; Schools" in text
    assert "2 hours 20 of 2 hours. That is too long." in text


def test_empty_meeting_says_what_to_add(cast, clerk, meeting):
    text = words(clerk.get(url("meeting", meeting.pk)))
    assert ("Nothing is on it yet." in text, "It has no items yet" in text) == (True, True)


def test_private_board_shows_no_clear_days_and_no_public(cast, clerk):
    meeting = make_meeting(cast, kind="informal", standing=True)
    text = words(clerk.get(url("meeting", meeting.pk)))
    assert ("Five clear days" in text, "Anyone may come" in text, "For the board only" in text) == (False, False, True)


def test_meeting_page_takes_at_most_20_queries_with_20_items(cast, clerk, member, sign_in):
    meeting = make_meeting(cast, private_session=True)
    for number in range(14):
        item = make_item(cast, meeting, f"Item {number}", presenter=cast.officer)
        if number % 2:
            make_report(cast, item)
    before = {browser: queries(browser, url("meeting", meeting.pk)) for browser in (clerk, member)}
    for number in range(6):
        make_item(cast, meeting, f"Private {number}", PRIVATE)
    after = {browser: queries(browser, url("meeting", meeting.pk)) for browser in (clerk, member)}
    assert after == before
    assert max(after.values()) <= 20


def test_tabs_are_real_links_and_say_where_one_is(cast, member):
    meeting = make_held_meeting(cast)
    for name, label in (
        ("meeting", "Agenda"),
        ("papers", "Papers"),
        ("packs", "Packs"),
        ("attendance", "Attendance"),
        ("minutes", "Minutes"),
        ("certificate", "Notice"),
    ):
        tabs = page(member.get(url(name, meeting.pk))).select(".cpb-subnav a")
        assert [tab.get_text() for tab in tabs] == ["Agenda", "Papers", "Packs", "Attendance", "Minutes", "Notice", "Actions"]
        assert [tab.get_text() for tab in tabs if tab.get("aria-current")] == [label]


# Putting the agenda out, holding the meeting, attendance -------------------------------------------------------------


def test_put_agenda_out_confirms_first(cast, clerk, member):
    meeting = make_meeting(cast, standing=True)
    assert heading(clerk.get(url("put_agenda_out", meeting.pk))).startswith("Put out the agenda for")
    assert "The agenda is out." in words(clerk.post(url("put_agenda_out", meeting.pk), follow=True))
    assert "The agenda went out on" in words(member.get(url("meeting", meeting.pk)))


def test_put_agenda_out_without_items_says_what_to_do(cast, clerk, meeting):
    assert faults(clerk.post(url("put_agenda_out", meeting.pk))) == ["Add at least one item first."]


def test_late_agenda_of_a_committee_asks_why_and_keeps_the_answer(cast, clerk):
    meeting = make_meeting(cast, days=2, standing=True, regime=Regime.PART_VA)
    assert "The law asks for five clear days." in words(clerk.get(url("put_agenda_out", meeting.pk)))
    answer = clerk.post(url("put_agenda_out", meeting.pk), {"late_why": "x" * 251})
    assert "must be 250 characters or fewer" in faults(answer)[0]
    assert typed(answer, "late_why") == "x" * 251
    assert "Say why it goes out" in faults(clerk.post(url("put_agenda_out", meeting.pk), {"late_why": ""}))[0]
    why = {"late_why": "A court ruled yesterday.", "chair": cast.chair.pk, **parts("said_on", day(-1)), "said_time": "9.40am"}
    assert faults(clerk.post(url("put_agenda_out", meeting.pk), {**why, "said_time": ""})) == ["Enter the time the chair said so"]
    clerk.post(url("put_agenda_out", meeting.pk), why)
    assert "It went out late: A court ruled yesterday." in words(clerk.get(url("meeting", meeting.pk)))


def test_late_agenda_of_a_voluntary_board_is_warned(cast, clerk):
    meeting = make_meeting(cast, days=2, standing=True)
    assert "The board’s own rule is five clear days." in words(clerk.get(url("put_agenda_out", meeting.pk)))
    assert clerk.post(url("put_agenda_out", meeting.pk), {"late_why": ""}).status_code == 302


def test_hold_meeting_before_its_time_says_when(cast, clerk, meeting):
    assert "Note that it was held once it has begun." in faults(clerk.post(url("hold_meeting", meeting.pk)))[0]


def test_hold_meeting_opens_decisions(cast, clerk):
    meeting = make_meeting(cast, days=-1)
    item = make_item(cast, meeting)
    assert "Note that it was held" in words(clerk.get(url("meeting", meeting.pk)))
    clerk.post(url("hold_meeting", meeting.pk))
    assert "Record this item" in words(clerk.get(url("item", item.pk)))


def test_record_attendance_in_one_table(cast, clerk, member):
    meeting = make_held_meeting(cast)
    assert "Nobody is marked yet." in words(member.get(url("attendance", meeting.pk)))
    marks = {f"how_{cast.chair.pk}": "present", f"how_{cast.councillor.pk}": "apologies", f"how_{cast.stranger.pk}": "present"}
    clerk.post(url("record_attendance", meeting.pk), marks)
    text = words(member.get(url("attendance", meeting.pk)))
    assert "In the room Cllr Margaret Holloway Sent apologies Cllr David Thorne" in text
    assert ("Noor Whitlock" in text, "Mark who was there" in text) == (False, False)
    checked = page(clerk.get(url("record_attendance", meeting.pk))).select("input[checked]")
    assert {(box["name"], box["value"]) for box in checked} == set(list(marks.items())[:2])


def test_record_attendance_refuses_a_mark_that_is_none_and_keeps_the_others(cast, clerk):
    meeting = make_held_meeting(cast)
    answer = clerk.post(url("record_attendance", meeting.pk), {f"how_{cast.chair.pk}": "asleep", f"how_{cast.councillor.pk}": "absent"})
    assert faults(answer) == ["Choose present, sent apologies or absent for Cllr Margaret Holloway"]
    assert [box["value"] for box in page(answer).select("input[checked]")] == ["absent"]
    assert not meeting.attendances.exists()


def test_attendance_takes_the_same_queries_for_one_and_three(cast, member, now):
    meeting = make_held_meeting(cast)
    mark = lambda *people: operations.record_attendance(  # noqa: E731
        meeting=meeting, marks=dict.fromkeys(people, "present"), by=cast.viewer("clerk"), now=now
    )
    mark(cast.chair)
    same_queries(member, url("attendance", meeting.pk), lambda: mark(cast.councillor, cast.officer))


# Sessions and readers ------------------------------------------------------------------------------------------------


def test_add_session_goes_to_its_readers(cast, clerk, meeting):
    assert faults(clerk.post(url("add_session", meeting.pk), {"starts": "11pm"})) == ["The session must begin while the meeting lasts."]
    answer = clerk.post(url("add_session", meeting.pk), {"starts": "7pm"}, follow=True)
    assert heading(answer) == "Two people may read the private session"


def test_readers_are_named_and_taken_off(cast, clerk):
    session = make_private_item(cast).session
    answer = clerk.get(url("readers", session.pk))
    assert heading(answer) == "Nobody may read the private session"
    assert "An empty list means nobody" in words(answer)
    assert (
        heading(clerk.post(url("readers", session.pk), {"user": cast.councillor.pk}, follow=True))
        == "One person may read the private session"
    )
    reader = session.readers.get()
    assert heading(clerk.get(url("unname_reader", reader.pk))) == "Take Cllr David Thorne off the list?"
    assert heading(clerk.post(url("unname_reader", reader.pk), follow=True)) == "Nobody may read the private session"


def test_readers_refuses_somebody_without_a_seat(cast, clerk):
    session = make_private_item(cast).session
    assert faults(clerk.post(url("readers", session.pk), {"user": cast.stranger.pk})) == ["Choose a person from the list"]
    assert session.readers.count() == 0


def test_named_reader_sees_the_names_and_may_not_change_them(cast, member):
    session = make_private_item(cast, readers=[cast.councillor]).session
    text = words(member.get(url("readers", session.pk)))
    assert ("Cllr David Thorne" in text, "Take off" in text, "Name another" in text) == (True, False, False)
    assert member.post(url("readers", session.pk), {"user": cast.chair.pk}).status_code == 404


def test_public_session_names_young_people_only(cast, clerk, meeting):
    session = session_of(meeting)
    assert heading(clerk.get(url("readers", session.pk))) == "No young person takes part yet"
    assert faults(clerk.post(url("readers", session.pk), {"user": cast.chair.pk})) == ["Choose a person from the list"]
    answer = clerk.post(url("readers", session.pk), {"user": cast.young_member.pk}, follow=True)
    assert heading(answer) == "One young person takes part"
    assert "Everybody who can be named is named." in words(answer)


# Items ---------------------------------------------------------------------------------------------------------------


def an_item(**more):
    return {
        "title": "Dentists",
        "kind": "issue",
        "purpose": "solve",
        "presenter": "",
        "minutes_planned": "15",
        "promise": "",
        "came_from": "",
        **more,
    }


def test_add_item_with_where_it_came_from(cast, clerk, member, meeting):
    theme = make_theme(cast, title="Waiting for the dentist")
    clerk.post(url("add_item", session_of(meeting).pk), an_item(presenter=cast.officer.pk, came_from=f"theme:{theme.pk}"))
    item = AgendaItem.objects.get()
    assert (item.title, item.presenter, item.minutes_planned, item.sources.get().theme) == ("Dentists", cast.officer, 15, theme)
    assert "Children told us: Waiting for the dentist" in words(member.get(url("item", item.pk)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "Teeth " * 30}, "The title must be 160 characters or fewer. You have written 179."),
        ({"purpose": ""}, "Choose what the board does with it"),
        ({"minutes_planned": "0"}, "How many minutes it takes must be 1 or more"),
        ({"presenter": "999"}, "Choose who presents it from the list"),
        ({"came_from": "theme:999"}, "Choose an answer to “Where did it come from?” from the list"),
    ],
)
def test_add_item_with_bad_input_keeps_the_rest(cast, clerk, meeting, wrong, sentence):
    answer = clerk.post(url("add_item", session_of(meeting).pk), an_item(**{"title": "Teeth", **wrong}))
    assert faults(answer) == [sentence]
    assert typed(answer, "title").startswith("Teeth")
    assert not AgendaItem.objects.exists()


def test_add_private_item_asks_for_paragraph_and_reason(cast, clerk):
    session = make_private_item(cast).session
    answer = clerk.post(url("add_item", session.pk), an_item())
    assert faults(answer) == ["Choose a paragraph", "Enter why it is private"]
    assert faults(clerk.post(url("add_item", session.pk), an_item(exempt_paragraph="8", privacy_reason="x"))) == [
        "Choose a paragraph from the list"
    ]
    clerk.post(url("add_item", session.pk), an_item(exempt_paragraph="3", privacy_reason="Fees of one home."))
    assert session.items.get(title="Dentists").exempt_paragraph == 3


def test_change_item_shows_and_saves(cast, clerk, meeting):
    item = make_item(cast, meeting, presenter=cast.officer)
    assert typed(clerk.get(url("change_item", item.pk)), "title") == item.title
    clerk.post(url("change_item", item.pk), an_item(title="Teeth"))
    item.refresh_from_db()
    assert (item.title, item.presenter) == ("Teeth", None)
    assert faults(clerk.post(url("change_item", item.pk), an_item(title=""))) == ["Enter the title"]


def test_restrict_item_shows_the_marking_line(cast, clerk):
    item = make_private_item(cast)
    assert faults(clerk.post(url("restrict_item", item.pk), {"exempt_paragraph": "", "privacy_reason": ""})) == [
        "Choose a paragraph",
        "Enter why it is private",
    ]
    clerk.post(url("restrict_item", item.pk), {"exempt_paragraph": "1", "privacy_reason": "One child."})
    assert "exempt under paragraph 1 of Part 1 of Schedule 12A to the Local Government Act 1972" in words(clerk.get(url("item", item.pk)))


def test_remove_item_asks_first_and_keeps_what_is_written(cast, clerk, meeting):
    item = make_item(cast, meeting)
    kept = make_report(cast, make_item(cast, meeting, "Kept"), "asked").item
    assert "off the agenda?" in heading(clerk.get(url("remove_item", item.pk)))
    clerk.post(url("remove_item", item.pk))
    assert "Something is written for this item already" in faults(clerk.post(url("remove_item", kept.pk)))[0]
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Kept"]


def test_move_item_by_buttons_without_a_script(cast, clerk, meeting):
    first, second = make_item(cast, meeting, "One"), make_item(cast, meeting, "Two")
    shown = page(clerk.get(url("order", meeting.pk)))
    buttons = [button.get_text() for button in shown.select(".cpb-item button")]
    assert buttons == ["Move down One", "Move up Two", "Put under the item above: Two"]
    answer = clerk.post(url("move_item", second.pk), {"up": "1"})
    assert answer["Location"] == f"{url('order', meeting.pk)}#item-{second.pk}"
    assert [row.get_text() for row in page(clerk.get(url("move_item", first.pk))).select(".cpb-item__title")] == ["Two", "One"]
    clerk.post(url("move_item", second.pk), {"down": "1"})
    assert list(session_of(meeting).items.order_by("position").values_list("title", flat=True)) == ["One", "Two"]


def test_remove_source_asks_first(cast, clerk, meeting):
    item = make_item(cast, meeting, theme=make_theme(cast))
    source = item.sources.get()
    assert heading(clerk.get(url("remove_source", source.pk))) == "Take off where it came from?"
    clerk.post(url("remove_source", source.pk))
    assert "Nobody has said." in words(clerk.get(url("item", item.pk)))


# Reports -------------------------------------------------------------------------------------------------------------


def written(version, **more):
    return {"asks": "agree", "summary": "short", "text": "long", "version": str(version), **more}


def test_report_goes_from_asking_to_the_reader(cast, clerk, officer, member, meeting):
    item = make_item(cast, meeting, presenter=cast.officer)
    clerk.post(url("ask_report", item.pk), {"author": cast.officer.pk, **parts("due_on", day(10))})
    report = Report.objects.get()
    assert heading(officer.get(url("my_reports"))) == "You have one report to write"
    officer.post(url("save_report", report.pk), written(0))
    officer.post(url("submit_report", report.pk))
    clerk.post(url("return_report", report.pk), {"why": "Say what children said."})
    assert "Say what children said." in words(officer.get(url("my_reports")))
    assert "Say what children said." in words(officer.get(url("save_report", report.pk)))
    officer.post(url("save_report", report.pk), written(1, text="# Why\n\nThey told us."))
    officer.post(url("submit_report", report.pk))
    clerk.post(url("clear_report", report.pk))
    text = words(member.get(url("report", report.pk)))
    assert text.index("The board is asked to") < text.index("In short") < text.index("1.1 They told us.")
    assert heading(officer.get(url("my_reports"))) == "You have no reports to write"


def test_ask_report_refuses_whoever_writes_none_and_a_day_that_is_none(cast, clerk, meeting):
    item = make_item(cast, meeting)
    answer = clerk.post(
        url("ask_report", item.pk), {"author": cast.stranger.pk, "due_on-day": "4", "due_on-month": "x", "due_on-year": "2027"}
    )
    assert faults(answer) == ["Choose who writes it from the list", "The day it is due must be a real date"]
    assert typed(answer, "due_on-month") == "x"


def test_second_save_shows_both_texts_and_loses_neither(cast, clerk, officer, meeting):
    report = make_report(cast, make_item(cast, meeting), "asked")
    clerk.post(url("save_report", report.pk), written(0, text="The clerk's text.", asks="The clerk's ask."))
    answer = officer.post(url("save_report", report.pk), written(0, text="My long evening's text."))
    assert "Somebody else saved while you were writing." in faults(answer)[0]
    assert ("The clerk's text." in words(answer), "The clerk's ask." in words(answer)) == (True, True)
    assert [each.name for each in page(answer).select(".cpb-difference del, .cpb-difference ins")][:2] == ["del", "ins"]
    assert (typed(answer, "text"), typed(answer, "version")) == ("My long evening's text.", "1")
    officer.post(url("save_report", report.pk), written(typed(answer, "version"), text="Both."))
    report.refresh_from_db()
    assert (report.text, report.version) == ("Both.", 2)


def test_report_handed_in_empty_says_what_is_missing(cast, officer, meeting):
    report = make_report(cast, make_item(cast, meeting), "asked")
    answer = officer.post(url("submit_report", report.pk))
    assert faults(answer) == ["Write what the board is asked to do and the summary and the report itself first."]


def test_return_report_needs_a_reason(cast, clerk, meeting):
    report = make_report(cast, make_item(cast, meeting), "submitted")
    assert faults(clerk.post(url("return_report", report.pk), {"why": " "})) == ["Enter what is missing"]


def test_text_that_is_too_long_is_said_and_kept(cast, officer, meeting):
    report = make_report(cast, make_item(cast, meeting), "asked")
    answer = officer.post(url("save_report", report.pk), written(0, text="x" * 100_001))
    assert faults(answer) == ["The report must be 100000 characters or fewer. You have written 100001."]
    assert len(typed(answer, "text")) == 100_001


def test_reader_turns_to_the_items_beside_it_and_to_the_evening(cast, member, meeting):
    items = [make_item(cast, meeting, title) for title in ("One", "Two", "Three")]
    report = make_report(cast, items[1])
    shown = page(member.get(url("report", report.pk)))
    assert [" ".join(link.get_text(" ").split()) for link in shown.select(".cpb-turn a")] == ["Item 1 One", "Next, item 3 Three"]
    assert "Item 2 of 3" in shown.select_one(".cpb-reader__bar").get_text()
    assert "cpb-evening" in page(member.get(url("report", report.pk) + "?evening")).body["class"]


def test_member_goes_from_the_agenda_straight_to_the_report(cast, clerk, member, meeting):
    report = make_report(cast, make_item(cast, meeting))
    link = lambda browser: page(browser.get(url("meeting", meeting.pk))).select_one(".cpb-item a")["href"]  # noqa: E731
    assert (link(member), link(clerk)) == (url("read_item", report.item_id), url("item", report.item_id))


def test_papers_say_how_long_they_take(cast, member, clerk, meeting):
    assert "No report is ready yet." in words(member.get(url("papers", meeting.pk)))
    make_report(cast, make_item(cast, meeting, "Dentists"), text="word " * 600)
    make_report(cast, make_item(cast, meeting, "Homes"), "submitted")
    text = words(member.get(url("papers", meeting.pk)))
    assert ("One report, about three minutes to read." in text, "Homes" in text) == (True, False)
    assert "Handed in" in words(clerk.get(url("papers", meeting.pk)))
    assert "There were no reports." in words(member.get(url("papers", make_held_meeting(cast).pk)))


def test_lists_of_reports_take_the_same_queries_for_one_and_three(cast, member, officer, meeting):
    def two_more():
        for state in ("cleared", "asked"):
            make_report(cast, make_item(cast, meeting), state)

    two_more()
    same_queries(member, url("papers", meeting.pk), two_more)
    same_queries(officer, url("my_reports"), two_more)


# Decisions and minutes -----------------------------------------------------------------------------------------------


def test_record_decision_needs_so_that_for_a_verb_that_decides(cast, clerk):
    item = make_item(cast, make_held_meeting(cast))
    asked = {"verb": "agree", "text": "Ring before a move.", "so_that": ""}
    answer = clerk.post(url("record_decision", item.pk), asked)
    assert faults(answer) == ["Say what will be different for children: so that …"]
    assert typed(answer, "text") == "Ring before a move."
    clerk.post(url("record_decision", item.pk), {**asked, "so_that": "no child hears it at breakfast"})
    assert Decision.objects.get().number == 1
    assert "So that no child hears it at breakfast" in words(clerk.get(url("item", item.pk)))


def test_minutes_go_from_the_record_to_the_chair_to_everybody(cast, clerk, member, sign_in):
    chair = sign_in(cast.chair)
    meeting = make_held_meeting(cast)
    make_decision(cast, make_item(cast, meeting))
    assert "The minutes are not written yet." in words(clerk.get(url("minutes", meeting.pk)))
    assert "The minutes are not out yet." in words(member.get(url("minutes", meeting.pk)))
    assert "Ring before a move." in words(clerk.get(url("save_minutes", meeting.pk)))
    clerk.post(url("save_minutes", meeting.pk), {"text": "Kayleigh spoke first.", "version": "0"})
    assert chair.get(url("put_minutes_out", meeting.pk)).status_code == 404
    clerk.post(url("send_minutes_to_chair", meeting.pk))
    read = page(chair.get(url("put_minutes_out", meeting.pk)))
    assert chair.get(url("approve_minutes", meeting.pk)).status_code == 404
    sha256 = read.select_one("[name=sha256]")["value"]
    unfair = chair.post(url("put_minutes_out", meeting.pk), {"sha256": sha256})
    assert faults(unfair) == ["Ask the clerk for words that are fair and coherent, then let them out."]
    chair.post(url("put_minutes_out", meeting.pk), {"sha256": sha256, "fair": "on"})
    text = words(member.get(url("minutes", meeting.pk)))
    assert ("This is a draft." in text, "Kayleigh spoke first." in text) == (True, True)
    read = page(chair.get(url("approve_minutes", meeting.pk)))
    assert "Kayleigh spoke first." in read.get_text()
    chair.post(url("approve_minutes", meeting.pk), {"sha256": read.select_one("[name=sha256]")["value"]})
    text = words(member.get(url("minutes", meeting.pk)))
    assert ("Kayleigh spoke first." in text, MinutesApproval.objects.get().sha256 in text) == (True, True)
    assert clerk.get(url("save_minutes", meeting.pk)).status_code == 404


def test_minutes_before_the_meeting_say_so(cast, member, meeting):
    assert "The meeting is still to come." in words(member.get(url("minutes", meeting.pk)))


def test_second_draft_shows_both_texts(cast, clerk):
    meeting = make_held_meeting(cast)
    make_minutes(cast, meeting, "The other clerk's.")
    answer = clerk.post(url("save_minutes", meeting.pk), {"text": "Mine.", "version": "0"})
    assert "The other clerk's." in words(answer)
    assert (typed(answer, "text"), typed(answer, "version")) == ("Mine.", "1")
    assert Minutes.objects.get().text == "The other clerk's."


def test_draft_that_began_from_a_version_that_never_was_is_refused_and_kept(cast, clerk):
    meeting = make_held_meeting(cast)
    answer = clerk.post(url("save_minutes", meeting.pk), {"text": "Mine.", "version": "7"})
    assert (typed(answer, "text"), typed(answer, "version")) == ("Mine.", "0")


def test_chair_is_shown_what_changed_before_they_let_it_out(cast, clerk, sign_in):
    chair = sign_in(cast.chair)
    meeting = make_held_meeting(cast)
    make_minutes(cast, meeting, "One.", sent=True)
    old = page(chair.get(url("put_minutes_out", meeting.pk))).select_one("[name=sha256]")["value"]
    clerk.post(url("save_minutes", meeting.pk), {"text": "Two.", "version": "1"})
    answer = chair.post(url("put_minutes_out", meeting.pk), {"sha256": old, "fair": "on"})
    assert "have changed since you opened them" in faults(answer)[0]
    assert "Two." in words(answer)
    chair.post(url("put_minutes_out", meeting.pk), {"sha256": page(answer).select_one("[name=sha256]")["value"], "fair": "on"})
    assert MinutesOut.objects.exists()


def test_empty_draft_is_not_sent(cast, clerk):
    meeting = make_held_meeting(cast)
    assert clerk.get(url("send_minutes_to_chair", meeting.pk)).status_code == 404
    make_minutes(cast, meeting, "")
    assert faults(clerk.post(url("send_minutes_to_chair", meeting.pk))) == ["Write the minutes first."]


def test_held_meeting_offers_the_minutes(cast, clerk):
    meeting = hold(cast, make_meeting(cast, days=-1))
    assert "Write the minutes" in words(clerk.get(url("meeting", meeting.pk)))
