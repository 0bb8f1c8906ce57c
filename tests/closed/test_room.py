"""The closed room: who may enter, who may write, and that nothing of it gets out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Membership, Regime
from cpboard.core.access import Denied, Unguarded
from cpboard.core.models import Event
from meetings import operations as meeting_operations
from meetings.closed import operations
from meetings.closed.models import ClosedNote, ClosedPaper
from meetings.closed.querysets import enterable
from meetings.faults import Stale
from meetings.models import AgendaItem
from tests.board.pages import faults, heading, page, queries, typed, words
from tests.factories.closed import make_note, make_paper
from tests.factories.meetings import PRIVATE, hold, make_item, make_meeting, make_private_item

CANARY = "canary-7f3a"
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
OUTSIDE = [
    "young_member", "former", "switched_off", "other_member", "officer", "other_officer", "partner", "performance",
    "participation", "safeguarding", "custodian", "scrutiny", "administrator", "stranger",
]  # fmt: skip


@pytest.fixture
def item(cast):
    """A private item that names the councillor, a former member, and somebody switched off; not the chair."""
    item = make_private_item(cast, readers=[cast.councillor, cast.former, cast.switched_off], presenter=cast.officer)
    make_paper(cast, item, f"# Heading\n\n{CANARY} text", title=f"{CANARY} title")
    make_note(cast, item, f"{CANARY} note")
    return item


def url(name, item):
    return reverse(f"closed:{name}", args=[item.pk])


def write(cast, item, by, **more):
    words = {"title": "Letters", "text": "New.", "version": 1}
    return operations.write_paper(item=item, **{**words, **more}, by=cast.viewer(by), now=timezone.now())


# The door ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["councillor", "clerk"])
def test_named_reader_and_clerk_read_the_paper_and_the_record(cast, sign_in, item, name):
    answer = sign_in(getattr(cast, name)).get(url("paper", item))
    text = words(answer)
    assert heading(answer) == item.title
    assert [f"{CANARY} {each}" in text for each in ("title", "text", "note")] == [True] * 3
    assert "Not for publication. Paragraph 2 of Part 1 of Schedule 12A" in text
    assert CANARY not in page(answer).title.get_text()


def test_every_page_carries_the_name_of_its_reader(cast, sign_in, item):
    answer = sign_in(cast.councillor).get(url("paper", item))
    marks = re.findall(r"For Cllr David Thorne only · opened", page(answer).get_text())
    assert len(marks) == 2
    assert answer["Cache-Control"] == "no-store"


def test_everybody_else_gets_404_by_every_method(cast, sign_in, item):
    urls = [url(name, item) for name in ("paper", "write_paper", "add_note")]
    answers = set()
    for name in [*(n for n in OUTSIDE if n != "switched_off"), "chair"]:
        browser = sign_in(getattr(cast, name))
        answers |= {(name, method, getattr(browser, method)(each).status_code) for each in urls for method in METHODS}
    assert {answer for answer in answers if answer[2] != 404} == set()
    assert sign_in(cast.councillor).get(urls[0]).status_code == 200


def test_account_that_was_switched_off_and_nobody_at_all_are_sent_to_sign_in(cast, sign_in, client, item):
    for browser in (sign_in(cast.switched_off), client):
        for method in METHODS:
            assert getattr(browser, method)(url("paper", item)).status_code == 302


def test_404_for_what_is_private_is_the_404_for_what_is_not_there(cast, sign_in, item):
    browser = sign_in(cast.chair)
    private, missing = browser.get(url("paper", item)), browser.get(reverse("closed:paper", args=[10**9]))
    assert (private.status_code, private.content) == (missing.status_code, missing.content)


def test_empty_list_of_readers_means_nobody(cast, sign_in):
    item = make_private_item(cast, readers=[])
    make_paper(cast, item)
    assert {sign_in(getattr(cast, name)).get(url("paper", item)).status_code for name in ("chair", "councillor")} == {404}
    assert sign_in(cast.clerk).get(url("paper", item)).status_code == 200


def test_removing_a_reader_closes_the_room_on_the_very_next_request(cast, sign_in, item, now):
    browser = sign_in(cast.councillor)
    assert browser.get(url("paper", item)).status_code == 200
    reader = item.session.readers.get(user=cast.councillor)
    meeting_operations.unname_reader(reader=reader, by=cast.viewer("clerk"), now=now)
    assert browser.get(url("paper", item)).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(0, 200), (-1, 404)])
def test_ended_term_closes_the_room_on_the_very_next_request(cast, sign_in, item, days, status):
    browser = sign_in(cast.councillor)
    assert browser.get(url("paper", item)).status_code == 200
    ends_on = timezone.localdate() + dt.timedelta(days=days)
    Membership.objects.filter(user=cast.councillor).update(ends_on=ends_on)
    assert browser.get(url("paper", item)).status_code == status


def test_young_member_enters_when_named(cast, sign_in, item, now):
    meeting_operations.name_reader(session=item.session, user=cast.young_member, by=cast.viewer("clerk"), now=now)
    assert CANARY in words(sign_in(cast.young_member).get(url("paper", item)))


def test_name_in_another_session_opens_nothing_here(cast, sign_in, item):
    other = make_private_item(cast, days=41, readers=[cast.chair])
    make_paper(cast, other, "Another paper.")
    browser = sign_in(cast.chair)
    assert (browser.get(url("paper", other)).status_code, browser.get(url("paper", item)).status_code) == (200, 404)


def test_open_item_has_no_closed_room_even_for_the_clerk(cast, sign_in):
    item = make_item(cast, make_meeting(cast))
    assert sign_in(cast.clerk).get(url("paper", item)).status_code == 404
    with pytest.raises(Denied):
        write(cast, item, "clerk", version=0)


# Writing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*OUTSIDE, "chair", "councillor"])
def test_paper_and_record_are_written_by_nobody_else(cast, item, name):
    before = Event.objects.count()
    with pytest.raises(Denied):
        write(cast, item, name)
    with pytest.raises(Denied):
        operations.add_note(item=item, text="x", by=cast.viewer(name), now=timezone.now())
    assert (Event.objects.count(), ClosedNote.objects.open_to(cast.viewer("clerk")).count()) == (before, 1)


def test_clerk_writes_the_next_version(cast, item):
    paper = write(cast, item, "clerk")
    assert (paper.version, paper.text, paper.written_by) == (2, "New.", cast.clerk)


def test_presenter_writes_only_when_named(cast, sign_in, now):
    item = make_private_item(cast, presenter=cast.chair, readers=[])
    with pytest.raises(Denied):
        write(cast, item, "chair", version=0)
    meeting_operations.name_reader(session=item.session, user=cast.chair, by=cast.viewer("clerk"), now=now)
    assert write(cast, item, "chair", version=0).written_by == cast.chair
    text = words(sign_in(cast.chair).get(url("paper", item)))
    assert ("Change the paper" in text, "Add a note" in text) == (True, False)


def test_paper_that_was_considered_no_longer_changes(cast):
    meeting = hold(cast, make_meeting(cast, days=-1, private_session=True))
    item = make_item(cast, meeting, "Letters", PRIVATE)
    paper = make_paper(cast, item)
    with pytest.raises(Denied):
        write(cast, item, "clerk", version=1)
    assert ClosedPaper.objects.open_to(cast.viewer("clerk")).get().text == paper.text
    assert make_note(cast, item).text == "What was said."


def test_stale_save_changes_nothing(cast, item):
    write(cast, item, "clerk")
    with pytest.raises(Stale):
        write(cast, item, "clerk", text="Later.")
    assert ClosedPaper.objects.open_to(cast.viewer("clerk")).get().text == "New."


def test_paper_page_without_a_paper_says_so_and_offers_to_write(cast, sign_in):
    item = make_private_item(cast, readers=[cast.councillor])
    text = words(sign_in(cast.clerk).get(url("paper", item)))
    assert ("No paper yet" in text, "Write the paper" in text, "Nothing is noted yet." in text) == (True, True, True)
    text = words(sign_in(cast.councillor).get(url("paper", item)))
    assert ("No paper yet" in text, "Write the paper" in text, "Private record" in text) == (True, False, False)


def test_write_paper_through_the_page(cast, sign_in):
    item = make_private_item(cast)
    clerk = sign_in(cast.clerk)
    asked = {"title": "Letters", "text": "What they say.", "version": "0"}
    answer = clerk.post(url("write_paper", item), {**asked, "title": ""})
    assert (faults(answer), typed(answer, "text")) == (["Enter the title of the paper"], "What they say.")
    assert "What they say." in words(clerk.post(url("write_paper", item), asked, follow=True))
    assert typed(clerk.get(url("write_paper", item)), "text") == "What they say."


def test_second_save_shows_both_texts_and_loses_neither(cast, sign_in, item):
    clerk = sign_in(cast.clerk)
    write(cast, item, "clerk", text="The other clerk's.")
    answer = clerk.post(url("write_paper", item), {"title": "Mine", "text": "My own.", "version": "1"})
    assert "Somebody else saved while you were writing." in faults(answer)[0]
    assert "The other clerk's." in words(answer)
    assert (typed(answer, "text"), typed(answer, "version")) == ("My own.", "2")
    clerk.post(url("write_paper", item), {"title": "Mine", "text": "Both.", "version": "2"})
    assert ClosedPaper.objects.open_to(cast.viewer("clerk")).get().text == "Both."


def test_version_that_never_was_is_refused_and_the_typing_kept(cast, sign_in):
    item = make_private_item(cast)
    answer = sign_in(cast.clerk).post(url("write_paper", item), {"title": "Mine", "text": "My own.", "version": "3"})
    assert (typed(answer, "text"), len(faults(answer))) == ("My own.", 1)


def test_add_note_through_the_page(cast, sign_in, item):
    clerk = sign_in(cast.clerk)
    assert faults(clerk.post(url("add_note", item), {"text": " "})) == ["Enter the note"]
    assert "Settled at nine." in words(clerk.post(url("add_note", item), {"text": "Settled at nine."}, follow=True))
    assert heading(clerk.get(url("add_note", item))).startswith("Add to the private record")


def test_page_takes_the_same_queries_with_one_note_and_with_three(cast, sign_in, item):
    browser = sign_in(cast.councillor)
    queries(browser, url("paper", item))
    before = queries(browser, url("paper", item))
    for _ in range(2):
        make_note(cast, item)
    assert (queries(browser, url("paper", item)), before <= 20) == (before, True)


# Nothing gets out ----------------------------------------------------------------------------------------------------


def test_no_path_leads_from_an_item_into_the_room(cast, item):
    names = {field.name for field in AgendaItem._meta.get_fields()} | {
        f.name for f in AgendaItem._meta.get_fields(include_hidden=True) if not f.auto_created
    }
    assert [name for name in names if "closed" in name] == []
    assert [name for name in dir(item) if "closed" in name.lower()] == []
    for path in ("closedpaper", "closedpaper__text", "closed_closedpaper", "closednote", "paper", "note"):
        for probe in (
            lambda path=path: list(AgendaItem.objects.filter(**{f"{path}__isnull": False})),
            lambda path=path: list(AgendaItem.objects.values(path)),
            lambda path=path: list(AgendaItem.objects.annotate(n=Count(path))),
        ):
            with pytest.raises(FieldError):
                probe()


def test_room_runs_no_query_without_a_viewer(item):
    for model in (ClosedPaper, ClosedNote):
        for probe in (model.objects.count, model.objects.exists, model.objects.first, lambda model=model: list(model.objects.all())):
            with pytest.raises(Unguarded):
                probe()


def test_room_keeps_no_history_of_its_words():
    names = {model.__name__ for model in apps.get_app_config("closed").get_models()}
    assert names == {"ClosedPaper", "ClosedNote"}


def test_private_words_are_in_their_two_tables_and_nowhere_else(cast, item):
    write(cast, item, "clerk", title=f"{CANARY} title", text=f"{CANARY} more")
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
        tables = [name for (name,) in cursor.fetchall()]
        holding = []
        for name in tables:
            cursor.execute(f'select count(*) from "{name}" t where t::text like %s', [f"%{CANARY}%"])
            if cursor.fetchone()[0]:
                holding.append(name)
    assert sorted(holding) == ["closed_closednote", "closed_closedpaper"]


def test_events_of_the_room_name_versions_only(cast, item):
    write(cast, item, "clerk")
    facts = Event.objects.filter(verb__startswith="closed.").order_by("pk").values_list("verb", "facts")
    assert list(facts) == [("closed.write_paper", {"version": 1}), ("closed.add_note", {}), ("closed.write_paper", {"version": 2})]


def test_canary_is_on_no_page_of_anybody_without_the_right(cast, sign_in, item):
    meeting = item.session.meeting
    make_item(cast, meeting, "An open item", presenter=cast.officer)
    names = ["meetings:meeting", "meetings:papers", "meetings:attendance", "meetings:minutes"]
    urls = [reverse(name, args=[meeting.pk]) for name in names]
    urls += [reverse(name) for name in ("home", "more", "meetings:list", "meetings:my_reports", "actions:list", "voice:themes")]
    urls += [f"{reverse('meetings:list')}?kind=formal&year=", reverse("meetings:item", args=[item.pk])]
    for name in [*(n for n in OUTSIDE if n != "switched_off"), "chair"]:
        browser = sign_in(getattr(cast, name))
        pages = [browser.get(each) for each in urls]
        assert [each.request["PATH_INFO"] for each in pages if CANARY in each.content.decode()] == []
    reader = sign_in(cast.councillor)
    assert [CANARY in reader.get(each).content.decode() for each in urls] == [False] * len(urls)
    assert CANARY in reader.get(url("paper", item)).content.decode()


def test_private_board_needs_no_paragraph_to_have_its_room(cast, sign_in):
    meeting = make_meeting(cast, regime=Regime.PRIVATE, private_session=True, readers=[cast.chair])
    item = make_item(cast, meeting, "Letters", PRIVATE, exempt_paragraph=None, privacy_reason="")
    make_paper(cast, item)
    text = words(sign_in(cast.chair).get(url("paper", item)))
    assert ("Not for publication." in text, "Schedule 12A" in text) == (True, False)


def test_door_is_one_rule_for_items_papers_and_notes(cast, item):
    open_item = make_item(cast, make_meeting(cast, days=42))
    for name in ("clerk", "councillor", "chair", "young_member", "stranger"):
        viewer = cast.viewer(name)
        seen = (enterable(viewer).count(), ClosedPaper.objects.open_to(viewer).count(), ClosedNote.objects.open_to(viewer).count())
        assert (name, seen) == (name, (1, 1, 1) if name in ("clerk", "councillor") else (0, 0, 0))
    assert not enterable(cast.viewer("clerk")).filter(pk=open_item.pk).exists()
    assert [str(row) for row in ClosedPaper.objects.open_to(cast.viewer("clerk"))] == [
        f"Closed paper {ClosedPaper.objects.open_to(cast.viewer('clerk')).get().pk}"
    ]
    assert str(ClosedNote.objects.open_to(cast.viewer("clerk")).get()).startswith("Closed note ")
