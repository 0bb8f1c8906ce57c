"""A scorecard frozen: sealed rows, later revisions beside them, and who reads it."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cpboard.core import jobs, pdf
from cpboard.core.models import Job
from cpboard.core.records import Sealed
from performance.models import Snapshot, SnapshotRow
from performance.snapshots import operations
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_snapshot, make_value


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


@pytest.fixture
def value(cast):
    indicator = make_indicator(cast, plain_name="Saw a dentist")
    make_comparator(cast, indicator, "80", release="November release")
    value = make_value(cast, indicator, 89, 131, source="Our own count")
    make_comment(cast, value, "Two dentists stopped.")
    return value


def test_take_snapshot_with_strengths_without_a_script(cast, sign_in, value):
    today = timezone.localdate()
    given = {"title": "Scorecard for January", "strengths": "More **children** stay.", "on-day": today.day, "on-month": today.month}

    page = text(sign_in(cast.performance).post(url("take_snapshot"), {**given, "on-year": today.year}, follow=True))

    assert "What goes well More children stay." in page
    assert "One of one figure was off track" in page
    assert "Saw a dentist : 67.9%" in page
    assert "89 of 131 children." in page
    assert "Similar councils: 80%" in page
    assert "Source: Our own count." in page
    assert "Two dentists stopped." in page
    assert SnapshotRow.objects.get().frozen["releases"] == ["November release"]


def test_a_frozen_scorecard_stays_as_it_was_and_what_changed_stands_beside_it(cast, sign_in, value):
    taken = make_snapshot(cast)
    before = SnapshotRow.objects.get().frozen
    client = sign_in(cast.councillor)
    assert "since." not in text(client.get(url("snapshot", taken.pk)))

    make_value(cast, value.indicator, 110, 131, source="Counted again")
    make_comment(cast, value.indicator.values.standing().get(), "All is well.")
    page = text(client.get(url("snapshot", taken.pk)))

    assert SnapshotRow.objects.get().frozen == before
    assert "Saw a dentist : 67.9%" in page
    assert "Two dentists stopped." in page
    assert "All is well." not in page
    assert "Corrected since. 84.0% (110 of 131)" in page
    assert "Counted again." in page
    assert "Rated anew since. On track 84.0% is 4.0 percentage points better than similar councils at 80%." in page


def test_a_newer_release_shows_as_rated_anew_and_nothing_else(cast, sign_in, value):
    taken = make_snapshot(cast)
    make_comparator(cast, value.indicator, "60", release="December release")

    page = text(sign_in(cast.councillor).get(url("snapshot", taken.pk)))

    assert "Corrected since." not in page
    assert "Rated anew since. On track" in page
    assert "Similar councils: 80%" in page


def test_it_is_sealed(cast, value):
    taken, row = make_snapshot(cast), SnapshotRow.objects.get()
    for change in (taken.save, row.save, row.delete, Snapshot.objects.all().delete, SnapshotRow.objects.all().delete):
        with pytest.raises(Sealed):
            change()


def test_an_earlier_day_freezes_what_stood_then(cast, value):
    earlier = timezone.localdate() - dt.timedelta(days=60)
    make_value(cast, value.indicator, 120, 131, ends_on=earlier)

    make_snapshot(cast, on=earlier)

    assert SnapshotRow.objects.get().frozen["value"] == "91.6%"


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "This period is not over"), (-4000, "No figure is there for a period that ended by this day. Choose a later day.")],
)
def test_a_day_without_figures_and_a_day_to_come_are_refused_and_the_typing_kept(cast, sign_in, value, days, said):
    day = timezone.localdate() + dt.timedelta(days=days)
    given = {"title": "Scorecard for January", "on-day": day.day, "on-month": day.month, "on-year": day.year}

    response = sign_in(cast.performance).post(url("take_snapshot"), given)

    assert said in text(response)
    assert 'value="Scorecard for January"' in response.text
    assert Snapshot.objects.count() == 0


@pytest.mark.parametrize("name", ["councillor", "chair", "officer", "clerk"])
def test_members_read_it_and_take_none(cast, sign_in, now, value, name):
    taken = make_snapshot(cast)
    client = sign_in(getattr(cast, name))

    assert "Scorecard for January" in text(client.get(url("snapshots")))
    assert "67.9%" in text(client.get(url("snapshot", taken.pk)))
    assert client.get(url("take_snapshot")).status_code == 404
    with pytest.raises(Http404), transaction.atomic():
        operations.take_snapshot(title="Mine", on=now.date(), by=cast.viewer(name), now=now)


@pytest.mark.parametrize("name", ["scrutiny", "young_member", "partner", "participation", "administrator", "stranger"])
def test_others_find_none(cast, sign_in, value, name):
    taken = make_snapshot(cast)
    client = sign_in(getattr(cast, name))

    assert {client.get(path).status_code for path in (url("snapshots"), url("snapshot", taken.pk), url("take_snapshot"))} == {404}
    assert Snapshot.objects.visible_to(cast.viewer(name)).count() == 0


def test_one_figure_and_many_take_the_same_number_of_queries(cast, sign_in, value, django_assert_num_queries):
    client = sign_in(cast.councillor)
    one = make_snapshot(cast)
    for _ in range(3):
        indicator = make_indicator(cast)
        make_comparator(cast, indicator, "80")
        make_comment(cast, make_value(cast, indicator))
    many = make_snapshot(cast)
    client.get(url("snapshot", one.pk))

    with django_assert_num_queries(11):
        client.get(url("snapshot", one.pk))
    with django_assert_num_queries(11):
        client.get(url("snapshot", many.pk))


# What a meeting is owed -------------------------------------------------------------------------------------------------


@pytest.fixture
def silent(cast, value):
    """A red without words, a figure that moved clearly without words, one with nothing beside it."""
    red = make_indicator(cast, plain_name="Had a health check")
    make_comparator(cast, red, "80")
    moved = make_indicator(cast, plain_name="Has a pathway plan")
    make_comparator(cast, moved, "20")
    make_value(cast, red, 60, 131)
    make_value(cast, moved, 30, 300, ends_on=timezone.localdate() - dt.timedelta(days=395))
    make_value(cast, moved, 90, 300)
    make_comment(cast, make_value(cast, make_indicator(cast, plain_name="Went on holiday")), "First counted this year.")
    return red


def given(**more):
    today = timezone.localdate()
    return {"title": "Scorecard for January", "on-day": today.day, "on-month": today.month, "on-year": today.year, **more}


def test_take_snapshot_names_what_lacks_words_or_comparators_and_keeps_what_was_typed(cast, sign_in, silent):
    page = sign_in(cast.performance).post(url("take_snapshot"), given(strengths="More children stay."))

    assert Snapshot.objects.count() == 0
    assert "Three figures lack words or something to compare with: Had a health check; Has a pathway plan; Went on holiday." in text(page)
    assert "More children stay." in page.text


def test_before_it_is_taken_the_page_lists_what_each_figure_lacks_with_the_way_there(cast, sign_in, silent):
    page = text(sign_in(cast.performance).get(url("take_snapshot")))

    for line in (
        "Had a health check Nobody has said why it is off track.",
        "Has a pathway plan Nobody has said why it changed.",
        "Went on holiday Nothing stands beside it.",
    ):
        assert line in page
    assert "Saw a dentist" not in page


def test_a_reason_lets_it_go_and_is_printed_with_each_figure_that_lacks_something(cast, sign_in, silent):
    client = sign_in(cast.performance)
    page = text(client.post(url("take_snapshot"), given(reason="The services answer by March."), follow=True))

    assert "The services answer by March." in page
    owed = {row.indicator.plain_name: row.frozen["owed"] for row in SnapshotRow.objects.select_related("indicator")}
    assert owed == {
        "Saw a dentist": "",
        "Had a health check": "Nobody has said why it is off track.",
        "Has a pathway plan": "Nobody has said why it changed.",
        "Went on holiday": "Nothing stands beside it.",
    }


def test_a_reason_for_nothing_is_not_kept(cast, value):
    assert make_snapshot(cast, reason="There is none.").reason == ""


@pytest.mark.parametrize(("measures", "warned"), [("outcome", False), ("output", True), ("", True)])
def test_a_scorecard_without_an_outcome_for_children_is_warned_of(cast, sign_in, measures, warned):
    make_value(cast, make_indicator(cast, measures=measures))

    page = text(sign_in(cast.performance).get(url("take_snapshot")))
    assert ("No figure here is marked as what comes of it for children" in page) is warned


# On paper ---------------------------------------------------------------------------------------------------------------


def made_on_paper(cast, snapshot, by="councillor"):
    return jobs.run(operations.ask_paper(snapshot=snapshot, by=cast.viewer(by), now=timezone.now()).pk)


def test_a_frozen_scorecard_is_a_tagged_pdf_with_what_was_frozen_and_nothing_later(cast, sign_in, value):
    taken = make_snapshot(cast, strengths="More children stay.")
    make_value(cast, value.indicator, 110, 131, source="Counted again")
    client = sign_in(cast.councillor)

    asked = client.post(url("ask_paper", taken.pk))
    done = jobs.run(Job.objects.get(kind=operations.PAPER).pk)

    assert (asked["Location"], done.state) == (reverse("job", args=[done.pk]), Job.State.DONE)
    answer = client.get(url("snapshot_paper", taken.pk))
    facts = pdf.facts_of(b"".join(answer.streaming_content))
    words = " ".join(" ".join(facts.text).split())
    assert (facts.tagged, facts.lang, facts.title) == (True, "en-GB", "Scorecard for January, Fenbridge Council")
    assert [line in words for line in ("Saw a dentist: 67.9%", "89 of 131 children.", "Two dentists stopped.", "More children stay.")] == [
        True
    ] * 4
    assert "Counted again" not in words
    assert url("snapshot_paper", taken.pk) in client.get(url("snapshot", taken.pk)).text


def test_it_is_made_once(cast, value):
    taken = make_snapshot(cast)
    first = operations.ask_paper(snapshot=taken, by=cast.viewer("councillor"), now=timezone.now())
    assert operations.ask_paper(snapshot=taken, by=cast.viewer("chair"), now=timezone.now()) == first
    jobs.run(first.pk)
    taken.refresh_from_db()
    with pytest.raises(Http404):
        operations.ask_paper(snapshot=taken, by=cast.viewer("chair"), now=timezone.now())


@pytest.mark.parametrize("name", ["scrutiny", "participation", "young_member", "partner", "administrator", "stranger"])
def test_nobody_outside_the_board_s_table_gets_the_pdf_or_asks_for_it(cast, sign_in, value, name):
    taken, waiting = make_snapshot(cast), make_snapshot(cast)
    made_on_paper(cast, taken)
    outside, member = sign_in(getattr(cast, name)), sign_in(cast.councillor)

    addresses = [url("snapshot_paper", taken.pk), url("ask_paper", waiting.pk)]
    assert [outside.get(address).status_code for address in addresses] == [404, 404]
    assert outside.post(addresses[1]).status_code == 404
    assert [member.get(address).status_code for address in addresses] == [200, 200]
