"""Public meetings for machines: what is public and nothing else, with a tombstone for what was taken down."""

from __future__ import annotations

import csv
import datetime as dt
import io
from xml.etree import ElementTree as Tree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core.models import Council
from cpboard.publishing import door, statements
from cpboard.publishing.models import Publication
from meetings import operations
from meetings.models import Meeting
from tests.cast import Cast
from tests.factories.meetings import PRIVATE, make_approved_minutes, make_held_meeting, make_item, make_meeting, make_out
from tests.publishing.test_papers import public_pack, released, with_agenda, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
NAMES = ("public_calendar", "public_feed", "public_papers_json", "public_papers_csv")
ATOM, DELETED = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"


def read(client: Client, name: str) -> str:
    return client.get(reverse(name)).content.decode()


def table(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(client, "public_papers_csv"))))


def agenda_of(meeting: Meeting) -> Publication:
    found: Publication = Publication.objects.get(source=f"meetings.meeting:{meeting.pk}", withdrawal=None)
    return found


def test_an_agenda_with_papers_and_minutes_is_in_each_of_them(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast)
    built, publication = public_pack(cast, meeting)
    minutes = released(cast, statements.minutes(make_approved_minutes(cast, make_held_meeting(cast))))
    agenda = agenda_of(meeting)
    rows = table(client)
    assert [row["kind"] for row in rows] == ["Minutes", "Papers of a meeting", "Meeting"]
    assert [row["title"] for row in rows] == [minutes.title, publication.title, agenda.title]
    assert (rows[1]["sha256"], rows[1]["day"]) == (built.file.sha256, meeting.day.isoformat())
    assert rows == client.get(reverse("public_papers_json")).json()["papers"]
    feed = Tree.fromstring(read(client, "public_feed"))
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [row["title"] for row in rows]
    assert feed.findtext(f"{ATOM}title") == Council.here().name
    said = read(client, "public_calendar")
    assert said.count("BEGIN:VEVENT") == 1
    assert f"UID:meetings-meeting-{meeting.pk}@" in said
    assert f"SUMMARY:{meeting.body.name}" in said


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_was_not_released_is_in_any_of_them(cast: Cast, client: Client, name: str) -> None:
    meeting = make_meeting(cast, place="zzplace", regime=Regime.PART_VA, private_session=True, readers=[])
    make_item(cast, meeting, "zzopen")
    make_item(cast, meeting, "zzprivate", PRIVATE)
    make_out(cast, meeting)
    meeting.refresh_from_db()
    asked = door.ask_release(statements.meeting_agenda(meeting), by=cast.viewer("clerk"), now=timezone.now())
    before = read(client, name)
    assert [word for word in ("zzplace", "zzopen", "zzprivate", asked.slug) if word in before] == []
    door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())
    assert asked.slug in read(client, name)
    assert "zzprivate" not in read(client, name)


def test_what_was_taken_down_is_a_tombstone_without_its_title(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast, place="zzplace")
    built, publication = public_pack(cast, meeting)
    withdraw(cast, built)
    door.withdraw(agenda_of(meeting), reason="A wrong day stood in it.", by=cast.viewer("clerk"), now=timezone.now())
    rows = table(client)
    assert [(row["title"], row["body"], row["file"], row["reason"]) for row in rows] == [
        ("", "", "", "A wrong day stood in it."),
        ("", "", "", "It had the wrong letter."),
    ]
    feed = Tree.fromstring(read(client, "public_feed"))
    gone = {each.get("ref"): each.findtext(f"{DELETED}comment") for each in feed.findall(f"{DELETED}deleted-entry")}
    assert gone == {row["address"]: row["reason"] for row in rows}
    assert feed.findall(f"{ATOM}entry") == []
    said = read(client, "public_calendar")
    assert ("STATUS:CANCELLED" in said, "SUMMARY:Taken down" in said) == (True, True)
    for name in NAMES:
        assert [word for word in ("zzplace", meeting.body.name, publication.title) if word in read(client, name)] == []


def test_a_newer_version_is_the_same_entry_and_a_meeting_that_moved_the_same_event(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast)
    moved = {"starts_at": meeting.starts_at + dt.timedelta(days=7), "ends_at": meeting.ends_at + dt.timedelta(days=7)}
    same = {"year": cast.year, "kind": "formal", "regime": meeting.regime, "theme": "", "place": "Moot Hall"}
    operations.change_meeting(meeting=meeting, **same, **moved, by=cast.viewer("clerk"), now=timezone.now())
    released(cast, statements.meeting_agenda(Meeting.objects.get(pk=meeting.pk)))
    assert len(table(client)) == 1
    said = read(client, "public_calendar")
    assert said.count("BEGIN:VEVENT") == said.count(f"UID:meetings-meeting-{meeting.pk}@") == 1
    assert f"DTSTART:{moved['starts_at']:%Y%m%d}" in said


def test_no_cell_starts_a_formula_and_odd_letters_break_no_file(cast: Cast, client: Client) -> None:
    cast.body.name = "=Board & <b>\x0b"
    cast.body.save()
    with_agenda(cast)
    assert table(client)[0]["body"].startswith("'=Board")
    assert Tree.fromstring(read(client, "public_feed")).findtext(f"{ATOM}entry/{ATOM}title").startswith("=Board & <b>")


@pytest.mark.parametrize("name", NAMES)
def test_each_asks_as_often_with_many_as_with_one(cast: Cast, client: Client, name: str, django_assert_num_queries: object) -> None:
    with_agenda(cast)
    client.get("/")
    with django_assert_num_queries(2 if name in ("public_calendar", "public_feed") else 1):
        read(client, name)
    for days in (50, 60):
        with_agenda(cast, days=days)
    with django_assert_num_queries(2 if name in ("public_calendar", "public_feed") else 1):
        read(client, name)


# One's own calendar --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "count"), [("councillor", 2), ("clerk", 3), ("other_member", 1), ("young_member", 0), ("officer", 0)])
def test_my_calendar_has_the_meetings_that_i_may_see(cast: Cast, sign_in, who: str, count: int) -> None:
    make_item(cast, make_meeting(cast, days=30, private_session=True, readers=[]), "zzprivate", PRIVATE)
    make_meeting(cast, days=40, regime=Regime.PRIVATE, theme="zztheme")
    make_meeting(cast, days=50, body=cast.other_body)
    answer = sign_in(getattr(cast, who)).get(reverse("meetings:my_calendar"))
    said = answer.content.decode()
    assert (answer.status_code, said.count("BEGIN:VEVENT")) == (200, count)
    assert [word for word in ("zzprivate", "zztheme") if word in said] == []


def test_my_calendar_says_that_a_meeting_was_called_off(cast: Cast, sign_in) -> None:
    operations.call_off(meeting=make_meeting(cast), why="Snow.", by=cast.viewer("clerk"), now=timezone.now())
    said = sign_in(cast.councillor).get(reverse("meetings:my_calendar")).content.decode()
    assert "STATUS:CANCELLED" in said
    assert "Snow" not in said
