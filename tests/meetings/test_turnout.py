"""Attendance over the year: by person, seat and group; never a called-off meeting, a private part or a young name."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Membership
from meetings import operations
from meetings.turnout import turnout_of
from tests.board.pages import words
from tests.cast import as_viewer, person, seat
from tests.factories.meetings import PRIVATE, make_challenge, make_held_meeting, make_item, make_meeting, mark, session_of


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


def rows(found):
    return {each.label: (each.came, each.of) for each in found}


def year_of(cast, viewer):
    return turnout_of(cast.body, cast.year, viewer)


def test_people_are_counted_for_the_meetings_of_their_term_that_were_held_and_marked(cast, clerk, now):
    Membership.objects.filter(user=cast.councillor).update(political_group="Labour")
    for days, how in ((-30, "present"), (-60, "online"), (-90, "apologies")):
        meeting = make_held_meeting(cast, days=days)
        mark(cast, meeting, cast.councillor, how=how)
        mark(cast, meeting, cast.young_member)
    make_held_meeting(cast, days=-20)  # nobody was marked
    off = make_meeting(cast, days=-10)
    mark(cast, off, cast.councillor)
    operations.call_off(meeting=off, why="Snow.", by=clerk, now=now)
    found = year_of(cast, clerk)
    people = rows(found.people)
    assert people["Cllr David Thorne"] == (2, 3)
    assert people["Cllr Margaret Holloway"] == (0, 3)
    assert people["Young members"] == (3, 3)
    assert rows(found.groups) == {"Labour": (2, 3)}
    assert rows(found.kinds)["care-experienced young person"] == (3, 3)
    assert len(found.sittings) == 3


def test_substitute_counts_for_nobody_who_was_away(cast, clerk, now):
    meeting = make_held_meeting(cast)
    mark(cast, meeting, cast.councillor, how="apologies")
    said = {"user": cast.officer, "how": "present", "substitute_for": cast.councillor}
    operations.add_attendance(meeting=meeting, **said, by=clerk, now=now)
    (row,) = [each for each in year_of(cast, clerk).people if each.label == "Cllr David Thorne"]
    assert (row.came, row.count("substitute"), row.count("apologies")) == (0, 1, 0)


def test_partners_are_counted_meeting_by_meeting(cast, clerk):
    partner = seat(person("pat", "Pat"), cast.body, "partner")
    for days, how in ((-60, "absent"), (-30, "present")):
        mark(cast, make_held_meeting(cast, days=days), partner, how=how)
    assert [(each.partners.came, each.partners.of) for each in year_of(cast, clerk).sittings] == [(0, 1), (1, 1)]


def test_private_part_is_in_no_total_and_its_questions_only_for_its_readers(cast, clerk, now):
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    mark(cast, meeting, cast.councillor)
    came = {"user": cast.chair, "how": "present", "only_in": session_of(meeting, PRIVATE)}
    mark(cast, meeting, cast.chair, how="")
    operations.add_attendance(meeting=meeting, **came, by=clerk, now=now)
    make_challenge(cast, make_item(cast, meeting, "Open"))
    make_challenge(cast, make_item(cast, meeting, "Closed", PRIVATE))
    for name, questions in (("clerk", 2), ("councillor", 2), ("chair", 1)):
        found = year_of(cast, cast.viewer(name))
        assert (rows(found.people)["Cllr Margaret Holloway"], found.questions) == ((0, 1), questions)
    assert year_of(cast, as_viewer(cast.other_member)).people == []


def test_page_and_table_say_the_same_and_no_cell_is_a_formula(cast, sign_in):
    meeting = make_held_meeting(cast)
    cast.councillor.name = "=1+1"
    cast.councillor.save()
    mark(cast, meeting, cast.councillor, cast.young_member)
    browser, key = sign_in(cast.chair), [cast.body.pk, cast.year.pk]
    text = words(browser.get(reverse("meetings:turnout", args=key)))
    assert ("=1+1" in text, "Kayleigh" in text) == (True, False)
    answer = browser.get(reverse("meetings:turnout_csv", args=key))
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert [line[:1] + line[3:4] + line[-1:] for line in lines] == [
        ["Name", "Came", "Meetings"],
        ["'=1+1", "1", "1"],
        ["Cllr Margaret Holloway", "0", "1"],
        ["Edith Marlow", "0", "1"],
        ["Kurt Vance", "0", "1"],
        ["Young members", "1", "1"],
    ]
    assert "Kayleigh" not in answer.content.decode()


def test_year_without_a_mark_says_so(cast, sign_in):
    assert "Nobody is marked yet." in words(sign_in(cast.clerk).get(reverse("meetings:turnout", args=[cast.body.pk, cast.year.pk])))
    assert timezone.localdate() >= cast.year.starts_on
