"""The reader: in order, with the pack's page numbers, where the person stopped; and how many have opened the papers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Seat
from cpboard.core.models import Event
from meetings import operations
from meetings.models import ReaderChoice, ReadingPlace
from meetings.opened import opened
from meetings.pages_of_pack import packs_of, pages_of
from tests.board.pages import heading, page, words
from tests.cast import as_viewer, person, seat
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, hold, make_item, make_meeting, make_out, make_private_item, make_report, session_of
from tests.factories.packs import make_pack, make_upload

TEXT = "# Why\n\n89 of 131 stayed.\n\n42 moved."


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.councillor)


@pytest.fixture
def meeting(cast):
    return make_meeting(cast)


@pytest.fixture
def item(cast, meeting):
    found = make_item(cast, meeting)
    make_report(cast, found, text=TEXT)
    return found


def test_read_item_says_what_is_asked_first_then_in_short_then_the_report(member, item):
    answer = member.get(url("read_item", item.pk))
    said = words(answer)
    order = ["agree to ring first", "Moves hurt.", "Why", "1.1 89 of 131 stayed.", "1.2 42 moved."]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    shown = page(answer)
    assert [each["id"] for each in shown.select(".cpb-para[id]")] == ["p1-1", "p1-2"]
    assert shown.select("details, [role=tab], .govuk-accordion") == []
    assert heading(answer) == item.title


def test_read_item_turns_to_the_items_beside_it_and_lists_all_of_them(cast, member, meeting, item):
    make_item(cast, meeting, "Two")
    third = make_item(cast, meeting, "Three")
    shown = page(member.get(url("read_item", third.pk - 1)))
    assert [" ".join(each.get_text(" ").split()) for each in shown.select(".cpb-turn a")] == [f"Item 1 {item.title}", "Next, item 3 Three"]
    assert [each["href"] for each in shown.select(".cpb-turn a")] == [url("read_item", item.pk), url("read_item", third.pk)]
    assert "Item 2 of 3" in shown.select_one(".cpb-reader__bar").get_text()
    assert [each.get_text() for each in shown.select("nav[aria-labelledby=contents] [aria-current]")] == ["2. Two"]


def test_read_item_without_a_report_says_so(cast, member, meeting):
    assert "No report goes with this item." in words(member.get(url("read_item", make_item(cast, meeting).pk)))


def test_read_item_keeps_a_report_back_until_it_is_cleared(cast, member, sign_in, meeting):
    item = make_item(cast, meeting)
    make_report(cast, item, "submitted", text="canary")
    for browser in (member, sign_in(cast.clerk)):
        assert "canary" not in words(browser.get(url("read_item", item.pk)))


def test_pages_are_those_of_the_pack_for_web_pdf_and_print(cast, member, meeting, item):
    make_upload(cast, item, "The letter", pages=3)
    pack = make_pack(cast, meeting)
    make_out(cast, meeting)
    report, letter = pack.contents[0]["papers"]
    shown = page(member.get(url("read_item", item.pk)))
    bar = " ".join(shown.select_one(".cpb-reader__bar").get_text(" ").split())
    assert f"pages {report['first']} to {letter['last']} of the pack" in bar
    assert letter["last"] - letter["first"] == 2
    assert f"Pages {letter['first']} to {letter['last']} of the pack" in shown.main.get_text(" ")
    assert shown.select_one("section[aria-labelledby=papers] a")["href"] == url("paper_file", item.papers.get().pk)


def test_pages_are_not_said_before_the_pack_may_be_read(cast, member, meeting, item):
    make_pack(cast, meeting)
    assert packs_of(meeting, cast.viewer("councillor")) == []
    assert "of the pack" not in page(member.get(url("read_item", item.pk))).get_text()


def test_pages_of_two_items_with_one_title_are_told_apart(cast, meeting, item):
    again = make_item(cast, meeting)
    make_report(cast, again)
    pack = make_pack(cast, meeting)
    assert pages_of([pack], item).whole != pages_of([pack], again).whole
    assert pages_of([pack], make_item(cast, meeting, "Later")).whole == ""


def test_pages_of_an_item_go_on_in_a_supplement_and_leave_out_what_was_replaced(cast, member, meeting, item):
    letter = make_upload(cast, item, "The letter", pages=2)
    pack = make_pack(cast, meeting)
    make_out(cast, meeting)
    report = pack.contents[0]["papers"][0]
    operations.remove_paper(paper=letter, by=cast.viewer("clerk"), now=timezone.now())
    make_upload(cast, item, "The letter", pages=1)
    added = make_pack(cast, meeting)
    shown = page(member.get(url("read_item", item.pk))).get_text()
    assert f"page {report['first']} and page {added.last_page} of the pack" in shown


def test_read_leads_to_the_first_item_then_to_where_the_person_stopped_on_any_device(cast, sign_in, meeting, item):
    second = make_item(cast, meeting, "Two")
    tablet, telephone = sign_in(cast.councillor), sign_in(cast.councillor)
    assert tablet.get(url("read", meeting.pk)).url == url("read_item", item.pk)
    tablet.get(url("read_item", second.pk))
    assert telephone.get(url("read", meeting.pk)).url == url("read_item", second.pk)
    assert sign_in(cast.chair).get(url("read", meeting.pk)).url == url("read_item", item.pk)
    assert ReadingPlace.objects.filter(user=cast.councillor).count() == 1


def test_read_leads_to_the_first_item_once_the_one_where_they_stopped_is_gone(cast, member, meeting, item, now):
    second = make_item(cast, meeting, "Two")
    member.get(url("read_item", second.pk))
    operations.remove_item(item=second, by=cast.viewer("clerk"), now=now)
    assert member.get(url("read", meeting.pk)).url == url("read_item", item.pk)


def test_read_with_nothing_open_leads_back_to_the_meeting(member, meeting):
    answer = member.get(url("read", meeting.pk), follow=True)
    assert answer.redirect_chain[-1][0] == url("meeting", meeting.pk)
    assert "There is nothing here for you to read yet." in words(answer)


@pytest.mark.parametrize("name", ["meeting", "papers"])
def test_pages_of_a_meeting_lead_to_the_text_in_one_tap(member, meeting, item, name):
    button = lambda: page(member.get(url(name, meeting.pk))).select_one(".cpb-way-in a")  # noqa: E731
    assert (button().get_text(strip=True), button()["href"]) == ("Start reading", url("read", meeting.pk))
    member.get(url("read_item", item.pk))
    assert button().get_text(strip=True) == "Continue reading"


def test_home_leads_to_the_text_of_the_next_meeting_in_one_tap(member, meeting, item):
    assert (
        page(member.get(reverse("home"))).select_one(f'aside a[href="{url("read", meeting.pk)}"]').get_text() == "Start reading the papers"
    )


def test_meeting_with_nothing_to_read_offers_no_way_in(cast, member, meeting, item, now):
    empty = make_meeting(cast, days=41)
    assert page(member.get(url("meeting", empty.pk))).select(".cpb-way-in") == []
    operations.call_off(meeting=meeting, why="Snow.", by=cast.viewer("clerk"), now=now)
    assert page(member.get(url("meeting", meeting.pk))).select(".cpb-way-in") == []


# What is private -------------------------------------------------------------------------------------------------------


def test_private_item_is_never_in_the_reader_and_leads_to_its_room(cast, sign_in):
    private = make_private_item(cast, readers=[cast.councillor])
    meeting = private.session.meeting
    item = make_item(cast, meeting, "Open")
    make_paper(cast, private, "canary")
    named, other = sign_in(cast.councillor), sign_in(cast.chair)
    assert [each.get(url("read_item", private.pk)).status_code for each in (named, other, sign_in(cast.clerk))] == [404] * 3
    shown = page(named.get(url("read_item", item.pk)))
    assert [each["href"] for each in shown.select(".cpb-turn a")] == [reverse("closed:paper", args=[private.pk])]
    assert private.title not in other.get(url("read_item", item.pk)).content.decode()
    assert "canary" not in shown.get_text()


def test_reader_is_the_same_with_and_without_a_private_session(cast, member):
    meeting = make_meeting(cast, private_session=True, readers=[cast.chair])
    item = make_item(cast, meeting)
    make_report(cast, item)
    member.get(url("read_item", item.pk))
    before = page(member.get(url("read_item", item.pk))).main
    make_item(cast, meeting, "canary", PRIVATE)
    assert page(member.get(url("read_item", item.pk))).main == before


def test_young_member_reads_where_they_are_named(cast, sign_in, meeting, item, now):
    young = sign_in(cast.young_member)
    assert young.get(url("read_item", item.pk)).status_code == 404
    operations.name_reader(session=session_of(meeting), user=cast.young_member, by=cast.viewer("clerk"), now=now)
    assert "89 of 131 stayed." in words(young.get(url("read_item", item.pk)))


def test_place_is_nobody_elses_and_leaves_no_trace(cast, member, item):
    before = Event.objects.count()
    member.get(url("read_item", item.pk))
    names = ("clerk", "second_clerk", "chair", "administrator", "officer")
    assert [name for name in names if ReadingPlace.objects.visible_to(cast.viewer(name)).exists()] == []
    assert ReadingPlace.objects.visible_to(cast.viewer("councillor")).count() == 1
    assert Event.objects.count() == before


# Evening ---------------------------------------------------------------------------------------------------------------


def test_evening_is_kept_for_the_person_and_for_nobody_else(cast, sign_in, item):
    tablet, telephone = sign_in(cast.councillor), sign_in(cast.councillor)
    light = lambda browser: page(browser.get(url("read_item", item.pk))).body["class"]  # noqa: E731
    assert "cpb-evening" not in light(tablet)
    assert tablet.post(url("choose_light", item.pk), {"evening": "1"}).url == url("read_item", item.pk)
    assert "cpb-evening" in light(telephone)
    assert "cpb-evening" not in light(sign_in(cast.chair))
    telephone.post(url("choose_light", item.pk), {"day": "1"})
    assert "cpb-evening" not in light(tablet)
    assert ReaderChoice.objects.count() == 1


def test_asking_for_the_light_changes_nothing(member, item):
    assert member.get(url("choose_light", item.pk) + "?evening=1").url == url("read_item", item.pk)
    assert ReaderChoice.objects.count() == 0


# How many have opened the papers ---------------------------------------------------------------------------------------


@pytest.fixture
def full_board(cast):
    """Five members: the chair, a councillor, a young member and two more."""
    return [seat(person(f"m{n}", f"Member {n}"), cast.body, Seat.Kind.COUNCILLOR) for n in range(2)]


def test_clerk_and_chair_learn_how_many_opened_the_papers_and_never_who(cast, sign_in, full_board, meeting, item):
    make_out(cast, meeting)
    now = timezone.now()
    for user in (cast.councillor, cast.chair, cast.clerk, cast.officer):
        if user != cast.officer:
            operations.keep_place(item=item, by=as_viewer(user), now=now)
    for user in (cast.clerk, cast.chair):
        said = words(sign_in(user).get(url("meeting", meeting.pk)))
        assert "2 of 5 members have opened the papers." in said
        assert cast.councillor.name not in said
    for user in (cast.councillor, full_board[0]):
        assert "have opened the papers" not in words(sign_in(user).get(url("meeting", meeting.pk)))


def test_a_seat_that_ended_and_an_account_switched_off_do_not_count(cast, full_board, meeting, item):
    assert opened(make_out(cast, meeting), cast.viewer("clerk")).members == 5


def test_count_is_not_told_of_a_handful(cast, meeting, item):
    assert opened(make_out(cast, meeting), cast.viewer("clerk")) is None


def test_count_is_not_told_before_the_agenda_is_out(cast, full_board, meeting, item):
    clerk = cast.viewer("clerk")
    assert opened(meeting, clerk) is None
    assert opened(make_out(cast, meeting), clerk) is not None


def test_papers_of_a_held_meeting_can_still_be_read(cast, member):
    meeting = make_meeting(cast, days=-3)
    item = make_item(cast, meeting)
    make_report(cast, item)
    hold(cast, meeting)
    assert "89 of 131" in words(member.get(url("read_item", item.pk)))
