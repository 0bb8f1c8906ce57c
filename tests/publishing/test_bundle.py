"""The bundle for a committee system: what is public, by item, with a checksum of each file, and nothing else."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files
from cpboard.publishing import door, statements
from cpboard.publishing.models import Publication
from meetings import operations
from meetings.models import Meeting, MinutesApproval, Paper
from tests.board.pages import page, words
from tests.cast import Cast
from tests.factories.meetings import make_approved_minutes, make_held_meeting, make_item, make_meeting, make_out
from tests.factories.packs import make_upload
from tests.publishing.test_papers import CLOSED, CLOSED_TITLE, public_pack, released, with_agenda, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
Rows = list[dict[str, str]]


def taken(sign_in: Any, cast: Cast, meeting: Meeting) -> tuple[zipfile.ZipFile, Rows]:
    answer = sign_in(cast.clerk).get(reverse("bundle", args=[meeting.pk]))
    assert answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return packed, list(csv.DictReader(io.StringIO(packed.read("manifest.csv").decode())))


def said(packed: zipfile.ZipFile, name: str) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(packed.read(name))).paragraphs)


def test_it_holds_agenda_packs_each_paper_and_a_manifest_that_is_right(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    whole, _ = public_pack(cast, meeting)
    letter = Paper.objects.get(title="The letter")
    make_upload(cast, letter.item, "A late note")
    added, _ = public_pack(cast, meeting)
    note = Paper.objects.get(title="A late note")
    packed, rows = taken(sign_in, cast, meeting)
    names = [
        *("agenda.docx", "public-pack.pdf", "public-pack-supplement-1.pdf", "item-01-report.docx"),
        *(f"item-02-the-letter-{letter.pk}.pdf", f"item-02-a-late-note-{note.pk}.pdf"),
    ]
    assert packed.namelist() == [*names, "manifest.csv"]
    assert [row["file"] for row in rows] == [*names, ""]
    for row in rows[:-1]:
        content = packed.read(row["file"])
        assert (row["sha256"], row["bytes"]) == (hashlib.sha256(content).hexdigest(), str(len(content)))
    assert packed.read("public-pack.pdf") == files.read(whole.file)
    assert packed.read("public-pack-supplement-1.pdf") == files.read(added.file)
    assert packed.read(names[4]) == files.read(letter.file)
    assert "89 of 131 stayed." in said(packed, "item-01-report.docx")
    assert (rows[3]["item"], rows[3]["author"]) == ("1", cast.officer.described)
    assert max(len(name) for name in packed.namelist()) <= 100


def test_a_private_item_leaves_its_title_and_paragraph_and_no_file(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    public_pack(cast, meeting)
    packed, rows = taken(sign_in, cast, meeting)
    private = rows[-1]
    assert (private["title"], private["restricted"], private["paragraph"], private["file"]) == ("Two letters", "yes", "2", "")
    assert "Two letters. Not for publication: paragraph 2" in said(packed, "agenda.docx")
    everything = b"".join(packed.read(name) for name in packed.namelist()) + said(packed, "agenda.docx").encode()
    assert [word for word in (CLOSED, CLOSED_TITLE) if word.encode() in everything] == []


def test_nothing_is_in_it_that_is_not_public(cast: Cast, sign_in: Any) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    make_out(cast, meeting)
    clerk = sign_in(cast.clerk)
    assert "The agenda is not public yet." in words(clerk.get(reverse("bundle", args=[meeting.pk])))
    meeting = with_agenda(cast, days=50)
    assert taken(sign_in, cast, meeting)[0].namelist() == ["agenda.docx", "manifest.csv"]
    pack, _ = public_pack(cast, meeting)
    assert "public-pack.pdf" in taken(sign_in, cast, meeting)[0].namelist()
    withdraw(cast, pack)
    assert taken(sign_in, cast, meeting)[0].namelist() == ["agenda.docx", "manifest.csv"]
    agenda = Publication.objects.get(source=f"meetings.meeting:{meeting.pk}", withdrawal=None)
    door.withdraw(agenda, reason="A slip.", by=cast.viewer("clerk"), now=timezone.now())
    assert "The agenda is not public yet." in words(clerk.get(reverse("bundle", args=[meeting.pk])))


def test_a_paper_that_was_taken_off_is_not_a_file_of_its_own(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    public_pack(cast, meeting)
    paper = Paper.objects.get(title="The letter")
    operations.remove_paper(paper=paper, by=cast.viewer("clerk"), now=timezone.now())
    assert [name for name in taken(sign_in, cast, meeting)[0].namelist() if "letter" in name] == []


def test_public_minutes_are_in_it_as_a_word_document(cast: Cast, sign_in: Any) -> None:
    meeting = make_held_meeting(cast)
    make_item(cast, meeting, "Teeth")
    approval: MinutesApproval = make_approved_minutes(cast, meeting, "Kayleigh spoke first.")
    Meeting.objects.filter(pk=meeting.pk).update(agenda_out_at=meeting.held_at, agenda_out_by=cast.clerk)
    released(cast, statements.meeting_agenda(Meeting.objects.get(pk=meeting.pk)))
    assert "minutes.docx" not in taken(sign_in, cast, meeting)[0].namelist()
    released(cast, statements.minutes(approval))
    assert "Kayleigh spoke first." in said(taken(sign_in, cast, meeting)[0], "minutes.docx")


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("chair", 404), ("councillor", 404), ("participation", 404), ("officer", 404)])
def test_the_clerk_takes_it_and_is_led_there(cast: Cast, sign_in: Any, who: str, status: int) -> None:
    meeting = with_agenda(cast)
    browser = sign_in(getattr(cast, who))
    assert browser.get(reverse("bundle", args=[meeting.pk])).status_code == status
    shown = browser.get(reverse("meetings:meeting", args=[meeting.pk]))
    if shown.status_code == 200:
        assert (page(shown).find("a", href=reverse("bundle", args=[meeting.pk])) is not None) == (status == 200)
