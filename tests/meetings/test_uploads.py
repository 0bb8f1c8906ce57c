"""Papers that are uploaded: what is kept of a good one, and each bad one refused with a sentence and nothing stored."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cpboard.core import files
from cpboard.core.models import StoredFile
from meetings.models import Paper
from meetings.pdfs import process
from meetings.uploaded import AS_PDF, DAMAGED
from tests.cast import Cast, signed_in
from tests.factories.meetings import PRIVATE, make_item, make_meeting
from tests.meetings import pdf_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Any) -> Any:
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


@pytest.fixture
def item(cast: Cast) -> Any:
    return make_item(cast, make_meeting(cast))


def upload(cast: Cast, item: Any, content: bytes, name: str = "letter.pdf") -> Any:
    sent = {"title": "The letter", "file": SimpleUploadedFile(name, content)}
    return signed_in(cast.clerk).post(reverse("meetings:add_paper", args=[item.pk]), sent)


ENTITIES = '<!DOCTYPE w [<!ENTITY a "b">]><w/>'
BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a password": (pdf_files.encrypted, "a.pdf", process.SENTENCES["password"]),
    "cut in half": (lambda: pdf_files.make_pdf("A long letter", 20)[:2000], "a.pdf", process.SENTENCES["broken"]),
    "a head and nothing more": (lambda: b"%PDF-1.7 canary", "a.pdf", process.SENTENCES["broken"]),
    "empty": (lambda: b"", "a.pdf", "That file is empty. Choose another."),
    "60 MB": (lambda: b"%PDF-" + b"0" * 60 * 1024 * 1024, "a.pdf", "larger than 50 MB"),
    "inflating": (pdf_files.inflating, "a.pdf", process.SENTENCES["broken"]),
    "a script in a corner": (pdf_files.hidden_script, "a.pdf", process.SENTENCES["runs"]),
    "text that calls itself a PDF": (lambda: b"hello", "a.pdf", "it is something else or it is damaged"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "a.png", "ends in .pdf or .docx"),
    "text that calls itself Word": (lambda: b"hello", "a.docx", "it is something else or it is damaged"),
    "a zip that calls itself Word": (lambda: pdf_files.make_docx(kinds="text/plain"), "a.docx", DAMAGED),
    "a Word file that defines entities": (lambda: pdf_files.make_docx(text=ENTITIES), "a.docx", DAMAGED),
    "macros": (lambda: pdf_files.make_docx(macros=True), "a.docx", "holds macros"),
    "a zip bomb": (lambda: pdf_files.make_docx(filling=64 * 1024 * 1024), "a.docx", "unpacks to something far too large"),
    "a Word file as it should be": (pdf_files.make_docx, "a.docx", AS_PDF),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_stored(cast: Cast, item: Any, store: Any, name: str) -> None:
    make, called, sentence = BAD[name]
    said = upload(cast, item, make(), called)
    assert said.status_code == 200
    assert sentence in said.content.decode().replace("&#x27;", "'")
    assert (Paper.objects.count(), StoredFile.objects.count(), store.exists()) == (0, 0, False)
    assert "The letter" in said.content.decode()


def test_a_good_pdf_is_kept_as_our_own_copy_of_its_pages(cast: Cast, item: Any) -> None:
    assert upload(cast, item, pdf_files.make_pdf("A letter", 3)).status_code == 302
    paper = Paper.objects.get()
    assert (paper.title, paper.pages, paper.tagged) == ("The letter", 3, False)
    kept = files.read(paper.file)
    with pikepdf.open(io.BytesIO(kept)) as made:
        assert len(made.pages) == 3
    got = signed_in(cast.councillor).get(reverse("meetings:paper_file", args=[paper.pk]))
    assert b"".join(got.streaming_content) == kept
    assert got.headers["Content-Security-Policy"].startswith("sandbox")


def test_what_runs_hides_or_names_its_writer_is_not_in_the_copy(cast: Cast, item: Any) -> None:
    given = pdf_files.armed()
    traces = (b"zzscript", b"zzauthor", b"zzprogram", b"zznext", b"zzopen")
    assert [trace for trace in traces if trace not in given] == []
    assert upload(cast, item, given).status_code == 302
    with pikepdf.open(io.BytesIO(files.read(Paper.objects.get().file))) as made:
        plain = pdf_files.saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
        assert [str(link.A.URI) for link in made.pages[0].obj.Annots] == ["https://www.example.org/"]
    assert [trace for trace in traces if trace in plain] == []
    assert b"Armed 1" in plain


def test_path_parts_of_a_file_name_reach_nothing(cast: Cast, item: Any, store: Any) -> None:
    assert upload(cast, item, pdf_files.make_pdf(), "../../etc/passwd.pdf").status_code == 302
    stored = StoredFile.objects.get()
    assert stored.name == "The letter.pdf"
    assert [path.name for path in store.rglob("*") if path.is_file()] == [stored.sha256]


def test_no_paper_is_put_to_a_private_item_by_anybody(cast: Cast) -> None:
    meeting = make_meeting(cast, private_session=True, readers=[cast.councillor])
    private, public = make_item(cast, meeting, privacy=PRIVATE), make_item(cast, meeting, "Open")
    assert upload(cast, private, pdf_files.make_pdf()).status_code == 404
    assert Paper.objects.count() == 0
    assert upload(cast, public, pdf_files.make_pdf()).status_code == 302


@pytest.mark.parametrize("name", ["councillor", "chair", "officer", "young_member", "other_member", "administrator", "stranger"])
def test_only_the_clerk_uploads_and_takes_off(cast: Cast, item: Any, name: str) -> None:
    assert upload(cast, item, pdf_files.make_pdf()).status_code == 302
    paper, browser = Paper.objects.get(), signed_in(getattr(cast, name))
    assert browser.post(reverse("meetings:add_paper", args=[item.pk]), {}).status_code == 404
    assert browser.post(reverse("meetings:remove_paper", args=[paper.pk])).status_code == 404
    assert Paper.objects.visible_to(cast.viewer("clerk")).count() == 1


def test_a_paper_that_was_taken_off_is_shown_to_nobody(cast: Cast, item: Any) -> None:
    upload(cast, item, pdf_files.make_pdf())
    paper, browser = Paper.objects.get(), signed_in(cast.clerk)
    assert browser.get(reverse("meetings:paper_file", args=[paper.pk])).status_code == 200
    assert browser.post(reverse("meetings:remove_paper", args=[paper.pk])).status_code == 302
    assert browser.get(reverse("meetings:paper_file", args=[paper.pk])).status_code == 404
    assert "The letter" not in browser.get(reverse("meetings:item", args=[item.pk])).content.decode()
