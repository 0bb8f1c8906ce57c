"""Supplements: what is new since members may have read the pack, with numbers that go on; the pack itself stays."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files, jobs, pdf
from cpboard.core.models import Job
from meetings import operations
from meetings.faults import Refused
from meetings.models import AgendaItem, Meeting, Pack, Paper
from tests.cast import Cast, signed_in
from tests.factories.meetings import make_item, make_meeting, make_out, make_report
from tests.factories.packs import make_pack, make_upload

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def out(cast: Cast) -> Meeting:
    """An agenda that is out, with a pack of one report and one letter of three pages."""
    meeting = make_meeting(cast)
    make_report(cast, make_item(cast, meeting, "Homes"))
    make_upload(cast, make_item(cast, meeting, "Teeth"), "The letter", pages=3)
    make_pack(cast, meeting)
    make_out(cast, meeting)
    return meeting


def places(pack: Pack) -> list[tuple[str, int, int]]:
    return [(paper["title"], paper["first"], paper["last"]) for entry in pack.contents for paper in entry["papers"]]


def remove(cast: Cast, meeting: Meeting, title: str) -> None:
    paper = Paper.objects.get(item__session__meeting=meeting, title=title, removed_at=None)
    operations.remove_paper(paper=paper, by=cast.viewer("clerk"), now=timezone.now())


def item(meeting: Meeting, title: str) -> AgendaItem:
    return AgendaItem.objects.get(session__meeting=meeting, title=title)


def test_a_supplement_goes_on_with_the_numbers_and_leaves_the_pack_as_it_was(cast: Cast, out: Meeting) -> None:
    whole = Pack.objects.get()
    before = files.read(whole.file)
    make_upload(cast, item(out, "Homes"), "A late note", pages=2)
    added = make_pack(cast, out)
    assert (added.adds_to, added.supplement, added.pages_before) == (whole, 1, whole.pages)
    assert places(added) == [("A late note", whole.pages + 3, whole.pages + 4)]
    assert files.read(whole.file) == before
    facts = pdf.facts_of(files.read(added.file))
    assert facts.title.endswith("supplement 1 to the papers for members")
    ends = [text.strip().splitlines()[-1] for text in facts.text]
    numbers = range(whole.pages + 1, whole.pages + 5)
    assert [end.rpartition("age ")[2] for end in ends] == [f"{number} of {whole.pages + 4}" for number in numbers]
    assert f"A late note, uploaded: page {whole.pages + 3}" in facts.text[1]
    with pikepdf.open(io.BytesIO(files.read(added.file))) as made:
        assert made.pages[0].label == str(whole.pages + 1)


def test_a_paper_with_the_name_of_one_that_was_taken_off_takes_its_place(cast: Cast, out: Meeting) -> None:
    whole = Pack.objects.get()
    was = {title: (first, last) for title, first, last in places(whole)}["The letter"]
    remove(cast, out, "The letter")
    make_upload(cast, item(out, "Teeth"), "The letter", pages=1)
    added = make_pack(cast, out)
    paper = added.contents[0]["papers"][0]
    assert (paper["replaces"]["first"], paper["replaces"]["last"]) == was
    said = f"in place of pages {was[0]} to {was[1]}"
    assert said in " ".join(pdf.facts_of(files.read(added.file)).text[1].split())
    member = signed_in(cast.councillor)
    assert said in member.get(reverse("meetings:pack", args=[added.pk])).content.decode()
    old = member.get(reverse("meetings:pack", args=[whole.pk])).content.decode()
    assert f"replaced by page {paper['first']} in supplement 1" in old
    assert reverse("meetings:pack", args=[added.pk]) in old


def test_a_paper_that_was_taken_off_is_said_to_be_out_and_only_once(cast: Cast, out: Meeting) -> None:
    remove(cast, out, "The letter")
    added = make_pack(cast, out)
    assert [(entry["title"], [gone["title"] for gone in entry["gone"]], entry["papers"]) for entry in added.contents] == [
        ("Teeth", ["The letter"], [])
    ]
    assert "Taken out: The letter, pages" in pdf.facts_of(files.read(added.file)).text[1]
    with pytest.raises(Refused, match="Nothing is new since the last pack"):
        make_pack(cast, out)


def test_a_report_cleared_later_comes_in_the_second_supplement_behind_all_pages(cast: Cast, out: Meeting) -> None:
    make_upload(cast, item(out, "Homes"), "A late note")
    first = make_pack(cast, out)
    make_report(cast, item(out, "Teeth"))
    second = make_pack(cast, out)
    assert (second.supplement, second.pages_before) == (2, first.last_page)
    assert [title for title, _, _ in places(second)] == ["Report"]


def test_nothing_new_is_refused_with_a_sentence_and_no_job_is_asked(cast: Cast, out: Meeting) -> None:
    before = Job.objects.count()
    answer = signed_in(cast.clerk).post(reverse("meetings:build_pack", args=[out.pk, "members"]))
    assert answer.status_code == 200
    assert "Nothing is new since the last pack" in answer.content.decode()
    assert Job.objects.count() == before


def test_before_the_agenda_is_out_a_pack_is_built_anew(cast: Cast) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    assert [make_pack(cast, meeting).supplement for _ in range(2)] == [0, 0]


def test_a_pack_taken_back_takes_its_supplements_with_it_and_the_next_is_whole(cast: Cast, out: Meeting) -> None:
    whole = Pack.objects.get()
    make_upload(cast, item(out, "Homes"), "A late note")
    added = make_pack(cast, out)
    member, address = signed_in(cast.councillor), reverse("meetings:pack_file", args=[added.pk])
    assert member.get(address).status_code == 200
    operations.withdraw_pack(pack=whole, reason="The wrong letter.", by=cast.viewer("clerk"), now=timezone.now())
    assert member.get(address).status_code == 404
    assert make_pack(cast, out).supplement == 0


def test_a_supplement_taken_back_frees_neither_its_number_nor_its_pages(cast: Cast, out: Meeting) -> None:
    make_upload(cast, item(out, "Homes"), "A late note")
    first = make_pack(cast, out)
    operations.withdraw_pack(pack=first, reason="The wrong note.", by=cast.viewer("clerk"), now=timezone.now())
    again = make_pack(cast, out)
    assert (again.supplement, again.pages_before) == (2, first.last_page)
    assert [title for title, _, _ in places(again)] == ["A late note"]


def test_two_clerks_asking_at_once_get_one_supplement(cast: Cast, out: Meeting) -> None:
    make_upload(cast, item(out, "Homes"), "A late note")
    asked = [operations.build_pack(meeting=out, audience="members", by=cast.viewer("clerk"), now=timezone.now()) for _ in range(2)]
    assert asked[0] == asked[1]
    jobs.run(asked[0].pk)
    assert Pack.objects.filter(supplement=1).count() == 1
