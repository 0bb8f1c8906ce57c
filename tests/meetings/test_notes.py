"""Notes of one's own: nobody else reads, counts or finds them; they outlive a changed report and a removed item."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Denied, Unguarded
from cpboard.core.models import Event
from meetings import operations
from meetings.faults import StaleNote
from meetings.models import Note, Report
from tests.board.pages import faults, page, same_queries, typed, words
from tests.factories.meetings import make_item, make_meeting, make_private_item, make_report
from tests.factories.reading import make_note

TEXT = "89 of 131 stayed.\n\n42 moved.\n\nNine asked for help."
EVERYBODY_ELSE = ["clerk", "second_clerk", "chair", "officer", "administrator", "scrutiny", "participation", "young_member", "former"]


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


def rewrite(item, text):
    Report.objects.filter(item=item).update(text=text)


def beside(member, item):
    """Each paragraph's number with the notes in its margin; the whole item has none."""
    shown = page(member.get(url("read_item", item.pk))).select(".cpb-para, .cpb-reader__whole")
    return {
        "".join(each.get_text() for each in row.select(".cpb-para__no")): [
            " ".join(note.get_text(" ").split()) for note in row.select(".cpb-note")
        ]
        for row in shown
        if row.select(".cpb-note")
    }


def test_add_note_stands_beside_its_paragraph_and_marks_the_contents(member, item):
    answer = member.post(url("add_note", item.pk, 2), {"text": "Why so many?"})
    assert answer.url == url("read_item", item.pk) + "#p1-2"
    assert list(beside(member, item)) == ["1.2"]
    shown = page(member.get(url("read_item", item.pk)))
    assert "One note of mine" in shown.select_one("nav[aria-labelledby=contents]").get_text()
    assert "My notes (1)" in shown.select_one(".cpb-reader__bar").get_text()


def test_add_note_on_the_whole_item(member, item):
    assert member.post(url("add_note", item.pk, 0), {"text": "Good."}).url == url("read_item", item.pk)
    assert list(beside(member, item)) == [""]


def test_add_note_shows_the_paragraph_and_keeps_what_was_typed(member, item):
    assert "42 moved." in words(member.get(url("add_note", item.pk, 2)))
    answer = member.post(url("add_note", item.pk, 2), {"text": "x" * 4001})
    assert faults(answer) == ["Note must be 4000 characters or fewer. You have written 4001."]
    assert len(typed(answer, "text")) == 4001


def test_add_note_beside_a_paragraph_that_is_not_there_is_not_there(member, item):
    assert member.get(url("add_note", item.pk, 4)).status_code == 404


def test_change_note(cast, member, item):
    note = make_note(item, cast.councillor)
    assert member.post(url("change_note", note.pk), {"text": "Other", "version": "1"}).url == url("my_notes", item.session.meeting_id)
    assert [each.text for each in Note.objects.open_to(cast.viewer("councillor"))] == ["Other"]


def test_change_note_that_was_saved_elsewhere_meanwhile_shows_both_texts(cast, member, item, now):
    note, by = make_note(item, cast.councillor), cast.viewer("councillor")
    operations.change_note(note=note, text="On the telephone.", version=1, by=by, now=now)
    answer = member.post(url("change_note", note.pk), {"text": "On the tablet.", "version": "1"})
    said = words(answer)
    assert "You saved this note somewhere else meanwhile." in said
    assert "On the telephone." in said
    assert typed(answer, "text") == "On the tablet."
    member.post(url("change_note", note.pk), {"text": "Both.", "version": typed(answer, "version")})
    assert Note.objects.open_to(by).get().text == "Both."


def test_remove_note_asks_first(cast, member, item):
    note = make_note(item, cast.councillor)
    assert "Nobody can bring it back." in words(member.get(url("remove_note", note.pk)))
    assert Note.objects.open_to(cast.viewer("councillor")).count() == 1
    member.post(url("remove_note", note.pk))
    assert Note.objects.open_to(cast.viewer("councillor")).count() == 0


def test_my_notes_stand_by_item_in_the_order_of_the_agenda(cast, member, meeting, item):
    make_note(make_item(cast, meeting, "Second"), cast.councillor, "Two")
    make_note(item, cast.councillor, "One b", place=2)
    make_note(item, cast.councillor, "One a", place=1)
    said = words(member.get(url("my_notes", meeting.pk)))
    order = [item.title, "One a", "One b", "Second", "Two"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)


def test_my_notes_say_when_there_is_none(member, meeting):
    assert "You have no notes on these papers." in words(member.get(url("my_notes", meeting.pk)))
    assert "You have no notes on these papers." in member.get(url("notes_file", meeting.pk)).content.decode()


def test_notes_file_is_plain_text_with_nothing_but_ones_own(cast, member, item):
    make_note(item, cast.councillor, "Who & <b>why</b>?", place=2)
    make_note(item, cast.chair, "canary")
    answer = member.get(url("notes_file", item.session.meeting_id))
    said = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert "Who & <b>why</b>?" in said
    assert "It said: 42 moved." in said
    assert "canary" not in said


def test_my_notes_ask_as_much_of_the_database_with_one_as_with_three(cast, member, item):
    make_note(item, cast.councillor)
    more = lambda: [make_note(item, cast.councillor, place=place) for place in (1, 2)]  # noqa: E731
    assert same_queries(member, url("my_notes", item.session.meeting_id), more)


# Nobody else's -----------------------------------------------------------------------------------------------------------


def test_a_note_is_there_for_its_owner_and_for_nobody_else_by_any_way(cast, sign_in, item):
    note = make_note(item, cast.councillor, "canary")
    ways = [url("change_note", note.pk), url("remove_note", note.pk)]
    for name in EVERYBODY_ELSE:
        browser = sign_in(getattr(cast, name))
        assert [browser.get(each).status_code for each in ways] == [404, 404], name
        assert [browser.post(each, {"text": "x", "version": "1"}).status_code for each in ways] == [404, 404], name
        for each in ("my_notes", "notes_file", "meeting", "papers", "questions"):
            assert "canary" not in browser.get(url(each, item.session.meeting_id)).content.decode()
        assert "canary" not in browser.get(url("read_item", item.pk)).content.decode()
        assert Note.objects.open_to(cast.viewer(name)).count() == 0
    assert [sign_in(cast.councillor).get(each).status_code for each in ways] == [200, 200]


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_deeds_on_a_note_are_refused_to_everybody_else(cast, item, name, now):
    note, by = make_note(item, cast.councillor), cast.viewer(name)
    with pytest.raises(Denied):
        operations.change_note(note=note, text="x", version=1, by=by, now=now)
    with pytest.raises(Denied):
        operations.remove_note(note=note, by=by, now=now)
    operations.remove_note(note=note, by=cast.viewer("councillor"), now=now)


@pytest.mark.parametrize("ask", [len, bool, list, lambda rows: rows.count(), lambda rows: rows.exists()])
def test_no_query_of_notes_runs_without_its_reader(cast, item, ask):
    make_note(item, cast.councillor)
    with pytest.raises(Unguarded):
        ask(Note.objects.all())


def test_notes_leave_no_trace_in_the_ledger(cast, item, now):
    before = Event.objects.count()
    note = make_note(item, cast.councillor)
    operations.change_note(note=note, text="x", version=1, by=cast.viewer("councillor"), now=now)
    operations.remove_note(note=note, by=cast.viewer("councillor"), now=now)
    assert Event.objects.count() == before


def test_a_copy_of_the_database_holds_no_word_of_a_note(cast, item):
    make_note(item, cast.councillor, "canary", place=2)
    with connection.cursor() as cursor:
        cursor.execute("select item_title || words || text from meetings_note")
        lain = cursor.fetchone()[0]
    assert [word for word in ("canary", "42 moved", item.title) if word in lain] == []
    assert Note.objects.open_to(cast.viewer("councillor")).get().words == "42 moved."


def test_a_note_does_not_keep_the_clerk_from_taking_the_item_off_and_outlives_it(cast, member, meeting, now):
    item = make_item(cast, meeting, "Gone soon")
    make_note(item, cast.councillor, "Still mine.")
    operations.remove_item(item=item, by=cast.viewer("clerk"), now=now)
    said = words(member.get(url("my_notes", meeting.pk)))
    assert [each for each in ("Gone soon", "Still mine.", "This item was taken off the agenda.") if each not in said] == []
    assert Note.objects.open_to(cast.viewer("clerk")).count() == 0


def test_a_term_that_ended_closes_the_notes_and_the_next_one_opens_them_again(cast, sign_in, item):
    note = make_note(item, cast.councillor)
    membership = cast.councillor.memberships.get()
    membership.ends_on = timezone.localdate() - timezone.timedelta(days=1)
    membership.save()
    assert Note.objects.open_to(cast.viewer("councillor")).count() == 0
    assert sign_in(cast.councillor).get(url("change_note", note.pk)).status_code == 404
    assert sign_in(cast.councillor).get(url("notes_file", item.session.meeting_id)).status_code == 404
    membership.ends_on = None
    membership.save()
    assert Note.objects.open_to(cast.viewer("councillor")).count() == 1


def test_no_note_is_written_on_a_private_item(cast, member, sign_in, now):
    private = make_private_item(cast, readers=[cast.councillor])
    assert member.get(url("add_note", private.pk, 0)).status_code == 404
    with pytest.raises(Denied):
        operations.add_note(item=private, text="x", by=cast.viewer("councillor"), now=now)


# A report that changes -----------------------------------------------------------------------------------------------------


def test_note_moves_with_its_paragraph(cast, member, item):
    make_note(item, cast.councillor, place=2)
    rewrite(item, f"A new beginning.\n\n{TEXT}")
    assert list(beside(member, item)) == ["1.3"]
    assert "has changed since" not in beside(member, item)["1.3"][0]


def test_note_whose_paragraph_changed_says_so_and_shows_what_it_was_about(cast, member, item):
    make_note(item, cast.councillor, place=2)
    rewrite(item, TEXT.replace("42 moved.", "41 moved."))
    assert "The paragraph has changed since. It said: “42 moved.”" in beside(member, item)["1.2"][0]


@pytest.mark.parametrize("text", ["One left.", None])
def test_note_whose_paragraph_is_gone_stands_with_the_whole_item(cast, member, item, text):
    make_note(item, cast.councillor, place=3)
    if text:
        rewrite(item, text)
    else:
        Report.objects.filter(item=item).update(state=Report.State.RETURNED)
    assert "It said: “Nine asked for help.”" in beside(member, item)[""][0]


def test_stale_note_is_refused_by_the_deed(cast, item, now):
    note = make_note(item, cast.councillor)
    with pytest.raises(StaleNote):
        operations.change_note(note=note, text="x", version=7, by=cast.viewer("councillor"), now=now)
