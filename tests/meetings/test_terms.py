"""Each item may serve a clause of the terms of reference; a page says which were served in a year, and which not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cpboard.board.models import Constitution
from meetings import operations
from meetings.models import AgendaItem
from tests.board.pages import heading, page, words
from tests.factories.meetings import PRIVATE, make_item, make_meeting


@pytest.fixture(autouse=True)
def terms(cast):
    Constitution.objects.filter(body=cast.body).update(terms="1. Improve outcomes\n2. Raise awareness\n\n3. Hear children")
    return Constitution.objects.get(body=cast.body)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def test_item_serves_a_clause_in_its_words(cast, terms):
    item = make_item(cast, make_meeting(cast), clause=3)
    assert (item.constitution, item.clause_words) == (terms, "3. Hear children")
    assert make_item(cast, item.session.meeting).clause_words == ""


def test_no_clause_that_is_not_there(cast, now):
    meeting = make_meeting(cast)
    with pytest.raises(ValidationError, match="no such clause"):
        make_item(cast, meeting, clause=4)
    elsewhere = make_meeting(cast, body=cast.other_body)
    with pytest.raises(ValidationError, match="no such clause"):
        make_item(cast, elsewhere, clause=1)
    assert not AgendaItem.objects.exists()


def test_clerk_chooses_the_clause_and_takes_it_off(cast, sign_in):
    meeting, client = make_meeting(cast), sign_in(cast.clerk)
    add = url("add_item", meeting.sessions.get().pk)
    said = {"title": "Our Voice", "kind": "voice", "purpose": "hear", "minutes_planned": "10"}
    client.post(add, {**said, "clause": "3"})
    item = AgendaItem.objects.get()
    assert "Terms of reference: 3. Hear children" in words(client.get(url("item", item.pk)))
    chosen = page(client.get(url("change_item", item.pk))).select_one("select[name=clause] option[selected]")
    assert chosen["value"] == "3"
    client.post(url("change_item", item.pk), {**said, "clause": ""})
    item.refresh_from_db()
    assert (item.constitution, item.clause) == (None, None)


def test_a_body_without_terms_is_not_asked(cast, sign_in):
    session = make_meeting(cast, body=cast.other_body).sessions.get()
    assert page(sign_in(cast.clerk).get(url("add_item", session.pk))).select("select[name=clause]") == []


def test_the_year_says_which_clauses_were_served_and_which_not(cast, sign_in):
    first = make_meeting(cast)
    make_item(cast, first, "Staying in one home", clause=1)
    make_item(cast, make_meeting(cast, days=60), "Moves", clause=1)
    off = make_item(cast, make_meeting(cast, days=70), "canary-off", clause=2).session.meeting
    operations.call_off(meeting=off, why="Snow.", by=cast.viewer("clerk"), now=first.starts_at)
    answer = sign_in(cast.councillor).get(url("terms", cast.body.pk, cast.year.pk))
    assert heading(answer) == f"One of three clauses served in {cast.year}"
    rows = [row.get_text(" ", strip=True) for row in page(answer).select(".cpb-row")]
    assert [("Staying in one home" in row and "Moves" in row, "Nothing this year." in row) for row in rows] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert "canary-off" not in words(answer)


def test_a_private_item_serves_nothing_for_those_who_may_not_see_it(cast, sign_in):
    meeting = make_meeting(cast, private_session=True, readers=[cast.chair])
    make_item(cast, meeting, "canary-room", PRIVATE, clause=2)
    page_url = url("terms", cast.body.pk, cast.year.pk)
    seen = {name: words(sign_in(getattr(cast, name)).get(page_url)) for name in ("councillor", "chair")}
    assert ("canary-room" in seen["chair"], f"One of three clauses served in {cast.year}" in seen["chair"]) == (True, True)
    assert ("canary-room" in seen["councillor"], f"None of three clauses served in {cast.year}" in seen["councillor"]) == (False, True)


def test_only_members_and_the_clerk_read_it(cast, sign_in):
    page_url = url("terms", cast.body.pk, cast.year.pk)
    codes = {who: sign_in(getattr(cast, who)).get(page_url).status_code for who in ("clerk", "councillor", "other_member", "officer")}
    assert codes == {"clerk": 200, "councillor": 200, "other_member": 404, "officer": 404}


def test_the_programme_leads_there(cast, sign_in):
    there = url("terms", cast.body.pk, cast.year.pk)
    programme = sign_in(cast.councillor).get(url("programme", cast.body.pk, cast.year.pk))
    assert page(programme).find("a", href=there) is not None
