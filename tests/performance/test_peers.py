"""Councils to learn from: who is like ours, what was praised there, who writes and reads it."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cpboard.core.access import Denied
from cpboard.core.models import Event
from performance.checking import WrongFigure
from performance.models import Area, PeerNote
from performance.peers import operations
from tests.factories.performance import make_council, make_peer_note

READERS = ("clerk", "chair", "councillor", "officer", "performance", "scrutiny")


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def listed(response):
    """Each council with the words under it."""
    assert response.status_code == 200
    rows = BeautifulSoup(response.content, "html.parser").select("main .cpb-row")
    return {row.select_one("h2").get_text(): " ".join(row.get_text(" ").split()) for row in rows}


@pytest.fixture
def near(cast):
    """Ours with two councils like it; a third one is like none."""
    ours = make_council("Fenbridge", ours=True)
    first, second = make_council("Saltmarsh", of=ours, place=1), make_council("Hollin", of=ours, place=2)
    return first, second, make_council("Arden Vale")


def test_similar_councils_come_first_the_nearest_first_then_others_with_a_note(cast, sign_in, near):
    make_peer_note(cast, near[2], praised="Every leaver has a **named friend**.")
    rows = listed(sign_in(cast.councillor).get(url("peers")))

    assert list(rows) == ["Saltmarsh", "Hollin", "Arden Vale"]
    assert "Number 1 of those like ours: very close No note yet." in rows["Saltmarsh"]
    assert "Every leaver has a named friend . Good, inspected on 14 March 2025. Report of May 2025, paragraph 31." in rows["Arden Vale"]


@pytest.mark.parametrize("judgement", ["outstanding", "good", "improve", "inadequate", ""])
def test_the_filter_keeps_those_that_inspectors_found_good_or_better(cast, sign_in, near, judgement):
    make_peer_note(cast, near[0], judgement=judgement)
    rows = listed(sign_in(cast.councillor).get(url("peers"), {"show": "best"}))

    assert list(rows) == (["Saltmarsh"] if judgement in ("outstanding", "good") else [])


def test_the_last_inspection_counts(cast, sign_in, near):
    make_peer_note(cast, near[0], judgement="good", inspected_on=dt.date(2019, 5, 1))
    make_peer_note(cast, near[0], judgement="improve", inspected_on=dt.date(2024, 5, 1))

    assert listed(sign_in(cast.councillor).get(url("peers"), {"show": "best"})) == {}


def test_note_peer_without_a_script_and_take_it_off(cast, sign_in, near):
    client = sign_in(cast.performance)
    said = {"council": near[1].pk, "judgement": "good", "praised": "Foster carers meet every month.", "source": "Report, page 4"}
    day = {"inspected_on-day": 3, "inspected_on-month": 6, "inspected_on-year": 2025}

    rows = listed(client.post(url("note_peer"), {**said, **day}, follow=True))
    assert "Foster carers meet every month. Good, inspected on 3 June 2025." in rows["Hollin"]
    note = PeerNote.objects.get()
    assert "Foster carers meet" in client.get(url("remove_peer_note", note.pk)).text
    assert "No note yet." in listed(client.post(url("remove_peer_note", note.pk), follow=True))["Hollin"]
    assert PeerNote.objects.get().removed_by == cast.performance
    assert [event.verb for event in Event.objects.filter(subject_kind="performance.peernote").order_by("pk")] == [
        "performance.note_peer",
        "performance.remove_peer_note",
    ]
    assert client.get(url("remove_peer_note", note.pk)).status_code == 404


def test_a_note_that_says_nothing_is_refused_and_what_was_typed_stays(cast, sign_in, near):
    answer = sign_in(cast.performance).post(url("note_peer"), {"council": near[0].pk, "praised": "", "source": "Report, page 4"})

    assert "Enter what was praised" in answer.text
    assert ("Report, page 4" in answer.text, PeerNote.objects.count()) == (True, 0)


def test_an_inspection_to_come_is_refused(cast, sign_in, near):
    later = timezone.localdate() + dt.timedelta(days=9)
    day = {"inspected_on-day": later.day, "inspected_on-month": later.month, "inspected_on-year": later.year}
    answer = sign_in(cast.performance).post(url("note_peer"), {"council": near[0].pk, "praised": "x", "source": "y", **day})

    assert ("The inspection must be in the past" in answer.text, PeerNote.objects.count()) == (True, 0)


def test_our_own_council_and_a_region_are_no_peers(cast, near):
    region = Area.objects.create(code="R1", name="East", kind=Area.Kind.REGION)
    for area in (Area.objects.get(ours=True), region):
        with pytest.raises(WrongFigure):
            operations.note_peer(council=area, praised="x", source="y", by=cast.viewer("performance"), now=timezone.now())


@pytest.mark.parametrize("name", [name for name in READERS if name != "performance"])
def test_readers_of_figures_read_and_write_nothing(cast, sign_in, near, name):
    note = make_peer_note(cast, near[0])
    client = sign_in(getattr(cast, name))

    assert ("Report of May 2025" in client.get(url("peers")).text, "Write a note" in client.get(url("peers")).text) == (True, False)
    assert [client.get(url("note_peer")).status_code, client.post(url("remove_peer_note", note.pk)).status_code] == [404, 404]
    with pytest.raises(Denied):
        operations.remove_peer_note(note=note, by=cast.viewer(name), now=timezone.now())


@pytest.mark.parametrize("name", ["participation", "young_member", "partner", "administrator", "stranger"])
def test_nobody_else_finds_the_page(cast, sign_in, near, name):
    make_peer_note(cast, near[0])
    assert sign_in(getattr(cast, name)).get(url("peers")).status_code == 404
    assert sign_in(cast.councillor).get(url("peers")).status_code == 200


def test_nothing_there_says_what_to_do(cast, sign_in):
    page = sign_in(cast.councillor).get(url("peers")).text

    assert ("No council to learn from is listed yet" in page, "No table of similar councils was taken in yet" in page) == (True, True)


def test_one_note_and_many_take_the_same_number_of_queries(cast, sign_in, near):
    client = sign_in(cast.councillor)
    make_peer_note(cast, near[0])
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url("peers"))
    for council in near:
        make_peer_note(cast, council)
    with CaptureQueriesContext(connection) as many:
        client.get(url("peers"))
    assert len(many) == len(one)
