"""Search: each kind of thing by its words, newest first, within what the viewer may see; gone at once when taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cpboard.core import jobs
from cpboard.core.models import Job
from cpboard.core.search import Asked, Found, Results, as_snippet
from meetings import operations
from meetings.closed.operations import write_paper
from meetings.finding import read_what_is_new
from meetings.models import PaperWords
from tests.board.pages import page, words
from tests.cast import Cast
from tests.factories.actions import make_action
from tests.factories.meetings import (
    PRIVATE,
    make_approved_minutes,
    make_decision,
    make_held_meeting,
    make_item,
    make_meeting,
    make_out_minutes,
    make_report,
)
from tests.factories.packs import make_upload
from tests.factories.voice import make_theme

pytestmark = pytest.mark.django_db


def found(cast: Cast, text: str, who: str = "councillor", **narrowly: Any) -> list[Found]:
    return Results(Asked(text, **narrowly), cast.viewer(who))[0:20]


def read_papers() -> None:
    for job in Job.objects.filter(kind="meetings.read_paper", state=Job.State.WAITING):
        jobs.run(job.pk)


def test_each_kind_is_found_by_its_words_and_leads_to_its_page(cast: Cast) -> None:
    meeting = make_meeting(cast)
    item = make_item(cast, meeting, "Canteens for everybody")
    report = make_report(cast, make_item(cast, meeting, "Homes"), text="We looked at **orthodontics** in each town.")
    make_upload(cast, item, "Letter of the hospital")
    held = make_held_meeting(cast)
    decision = make_decision(cast, make_item(cast, held, "Teeth"), "Ring six surgeries.")
    make_approved_minutes(cast, held, "Kayleigh asked about braces.")
    draft = make_held_meeting(cast, days=-5)
    make_out_minutes(cast, draft, "We spoke of fluoride.")
    theme = make_theme(cast, title="Waiting for toothpaste")
    action = make_action(cast, title="Find a hygienist")
    read_papers()
    expected = {
        "canteen": ("Agenda item", reverse("meetings:item", args=[item.pk])),
        "orthodontics": ("Report", reverse("meetings:report", args=[report.pk])),
        "hospital": ("Paper", reverse("meetings:read_item", args=[item.pk])),
        "surgery": ("Decision", reverse("meetings:item", args=[decision.item_id])),
        "braces": ("Minutes", reverse("meetings:minutes", args=[held.pk])),
        "fluoride": ("Draft minutes", reverse("meetings:minutes", args=[draft.pk])),
        "toothpaste": ("What children said", reverse("voice:theme", args=[theme.pk])),
        "hygienist": ("Action", reverse("actions:action", args=[action.pk])),
    }
    hits = {word: [(each.label, each.url) for each in found(cast, word)] for word in expected}
    hits["surgery"] = [each for each in hits["surgery"] if each[0] == "Decision"]  # the minutes say it too
    assert hits == {word: [hit] for word, hit in expected.items()}
    assert found(cast, "orthodontics")[0].snippet.endswith("We looked at <mark>orthodontics</mark> in each town.")
    assert (found(cast, "canteen")[0].body, found(cast, "canteen")[0].day) == (cast.body.name, meeting.day)


def test_the_text_of_an_uploaded_paper_is_found_once_it_was_read(cast: Cast) -> None:
    make_upload(cast, make_item(cast, make_meeting(cast)), "Canteens", pages=3)
    assert found(cast, "canteens") == []
    read_papers()
    read_papers()
    assert [each.label for each in found(cast, "canteens")] == ["Paper"]
    assert PaperWords.objects.get().words.startswith("Canteens\nCanteens 1")


def test_papers_from_before_there_was_a_search_are_read_too(cast: Cast) -> None:
    make_upload(cast, make_item(cast, make_meeting(cast)), "Canteens")
    Job.objects.all().delete()
    for _ in range(2):
        read_what_is_new(timezone.now())
    assert Job.objects.filter(kind="meetings.read_paper").count() == 1
    read_papers()
    read_what_is_new(timezone.now())
    assert (len(found(cast, "canteens")), Job.objects.filter(state=Job.State.WAITING).count()) == (1, 0)


@pytest.mark.parametrize(("who", "count"), [("councillor", 0), ("clerk", 1), ("chair", 1), ("other_member", 0), ("officer", 0)])
def test_a_private_item_is_found_by_its_readers_alone_and_its_paper_by_nobody(cast: Cast, who: str, count: int) -> None:
    meeting = make_meeting(cast, private_session=True, readers=[cast.chair])
    item = make_item(cast, meeting, "Two letters about otters", PRIVATE)
    write_paper(item=item, title="On badgers", text="What badgers say.", version=0, by=cast.viewer("clerk"), now=timezone.now())
    assert len(found(cast, "otters", who)) == count
    assert found(cast, "badgers", who) == []


@pytest.mark.parametrize("state", ["asked", "submitted", "returned"])
def test_a_report_that_is_not_cleared_is_found_by_its_author_and_the_clerk_alone(cast: Cast, state: str) -> None:
    report = make_report(cast, make_item(cast, make_meeting(cast)), state)
    if state == "asked":
        said = {"asks": "agree", "summary": "Otters.", "text": "x", "version": 0}
        operations.save_report(report=report, **said, by=cast.viewer("officer"), now=timezone.now())
    word = "otters" if state == "asked" else "hurt"
    assert [len(found(cast, word, who)) for who in ("officer", "clerk", "councillor", "chair", "other_officer")] == [1, 1, 0, 0, 0]


def test_a_paper_that_is_taken_off_is_found_by_nobody_in_the_next_search(cast: Cast) -> None:
    paper = make_upload(cast, make_item(cast, make_meeting(cast)), "Canteens")
    read_papers()
    assert len(found(cast, "canteens")) == 1
    operations.remove_paper(paper=paper, by=cast.viewer("clerk"), now=timezone.now())
    assert (found(cast, "canteens"), found(cast, "canteens", "clerk")) == ([], [])


def test_an_item_with_another_title_is_not_found_by_the_old_one(cast: Cast) -> None:
    item = make_item(cast, make_meeting(cast), "Otters")
    said = {"kind": "issue", "purpose": "solve", "presenter": None, "minutes_planned": 5, "promise": None}
    operations.change_item(item=item, title="Badgers", **said, by=cast.viewer("clerk"), now=timezone.now())
    assert (len(found(cast, "otters")), len(found(cast, "badgers"))) == (0, 1)


def test_results_are_newest_first_and_can_be_narrowed(cast: Cast) -> None:
    far, near = make_meeting(cast, days=90), make_meeting(cast, days=10)
    other = make_meeting(cast, days=20, body=cast.other_body)
    for meeting in (near, far, other):
        make_item(cast, meeting, "Otters")
    make_theme(cast, title="Otters", heard_ago=3)
    assert [each.day for each in found(cast, "otters", "clerk")] == [
        far.day,
        other.day,
        near.day,
        timezone.localdate() - dt.timedelta(days=3),
    ]
    assert [each.day for each in found(cast, "otters", "clerk", kind="item", body=cast.body.pk)] == [far.day, near.day]
    assert [each.label for each in found(cast, "otters", kind="theme")] == ["What children said"]
    assert [each.day for each in found(cast, "otters", first=near.day, last=near.day)] == [near.day]


@pytest.mark.parametrize(
    "asked", ["the", "'", '"', "otters' & | ! :* <->", "-otters", "(((", "\\", "%", "a" * 200, "otters OR", "“otters”", "😀"]
)
def test_any_words_get_an_answer(cast: Cast, sign_in: Any, asked: str) -> None:
    make_item(cast, make_meeting(cast), "Otters")
    answer = sign_in(cast.councillor).get(reverse("search"), {"q": asked})
    assert answer.status_code == 200
    assert "for “" in words(answer)


def test_too_many_words_and_what_is_not_offered_are_said_in_words(cast: Cast, sign_in: Any) -> None:
    councillor = sign_in(cast.councillor)
    for asked in (
        {"q": "a" * 201},
        {"q": "x", "kind": "postbox"},
        {"q": "x", "body": cast.other_body.pk},
        {"q": "x", "year": "soon"},
        {"q": "a\0b"},
    ):
        answer = councillor.get(reverse("search"), asked)
        assert answer.status_code == 200
        assert page(answer).select_one(".govuk-error-summary") is not None


def test_words_of_others_are_shown_as_text(cast: Cast, sign_in: Any) -> None:
    make_report(cast, make_item(cast, make_meeting(cast)), text="Otters <script>alert(1)</script> ⟦and⟧ more.")
    answer = sign_in(cast.councillor).get(reverse("search"), {"q": "otters"})
    assert "<script>alert" not in answer.content.decode()
    assert str(page(answer).select_one(".cpb-row mark")) == "<mark>Otters</mark>"
    assert as_snippet("a ⟦b⟧ <i>c</i> ⟦d") == "a <mark>b</mark> &lt;i&gt;c&lt;/i&gt; d"


def test_nothing_found_says_so_and_leads_on(cast: Cast, sign_in: Any) -> None:
    make_item(cast, make_meeting(cast), "Otters")
    councillor = sign_in(cast.councillor)
    assert "No results for “badgers”" in words(councillor.get(reverse("search"), {"q": "badgers"}))
    narrowed = councillor.get(reverse("search"), {"q": "otters", "kind": "theme"})
    assert page(narrowed).find("a", href=f"{reverse('search')}?q=otters") is not None
    assert "Find it again" in words(councillor.get(reverse("search")))


@pytest.mark.parametrize(
    ("who", "status"), [("councillor", 200), ("young_member", 200), ("officer", 200), ("scrutiny", 200), ("stranger", 404)]
)
def test_whoever_reads_something_may_search_and_is_led_there(cast: Cast, sign_in: Any, who: str, status: int) -> None:
    browser = sign_in(getattr(cast, who))
    assert browser.get(reverse("search")).status_code == status
    assert (page(browser.get(reverse("home"))).find("a", href=reverse("search")) is not None) == (status == 200)


@pytest.mark.parametrize("kind", ["item", "theme", "action", ""])
def test_a_search_asks_as_often_with_three_results_as_with_one(cast: Cast, sign_in: Any, kind: str, django_assert_num_queries: Any) -> None:
    councillor, asked = sign_in(cast.councillor), {"q": "otters", "kind": kind}
    meeting = make_meeting(cast)

    def one_more() -> None:
        make_item(cast, meeting, "Otters")
        make_theme(cast, title="Otters")
        make_action(cast, title="Otters")

    one_more()
    with CaptureQueriesContext(connection) as before:
        councillor.get(reverse("search"), asked)
    for _ in range(2):
        one_more()
    with django_assert_num_queries(len(before)):
        answer = councillor.get(reverse("search"), asked)
    assert len(page(answer).select("main li.cpb-row")) == (9 if not kind else 3)
    assert len(before) <= 20


def test_a_second_page_keeps_what_was_asked_and_the_count_of_queries(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    meeting = make_meeting(cast)
    for number in range(23):
        make_item(cast, meeting, f"Otters {number}")
    councillor = sign_in(cast.councillor)
    with django_assert_max_num_queries(20):
        first = councillor.get(reverse("search"), {"q": "otters", "kind": "item"})
    assert "23 results for “otters”" in words(first)
    turn = next(link["href"] for link in page(first).select("nav a") if link.get("rel") == ["next"])
    second = councillor.get(f"{reverse('search')}{turn}")
    assert len(page(second).select("main li.cpb-row")) == 3
