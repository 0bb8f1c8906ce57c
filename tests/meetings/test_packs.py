"""Packs: every page number right, tags kept, nothing private in them, frozen, taken back at once and everywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import page
import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core import files, jobs, pdf
from cpboard.core.access import Denied
from cpboard.core.models import Job
from cpboard.core.records import Sealed
from meetings import operations
from meetings.models import AgendaItem, Pack
from tests.cast import Cast, signed_in
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_out, make_report
from tests.factories.packs import make_pack, make_upload
from tests.meetings.pdf_files import make_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
STAMP = re.compile(r"(?:item (\d+) · )?[Pp]age (\d+) of (\d+)$")


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Any) -> Any:
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def opened(pack: Pack) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(files.read(pack.file)))


def plain(pack: Pack) -> bytes:
    """Every byte of a pack, unpacked."""
    with opened(pack) as made:
        into = io.BytesIO()
        made.save(into, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
        return into.getvalue()


def drawn(page: pikepdf.Page) -> bytes:
    contents = page.obj.Contents
    return b"".join(part.read_bytes() for part in (contents if isinstance(contents, pikepdf.Array) else [contents]))


def test_a_pack_of_our_own_papers_passes_every_rule_of_pdf_ua_1(cast: Cast) -> None:
    meeting = make_meeting(cast)
    table = "| Year | Children |\n|---|---|\n| 2025 | 89 |\n"
    for title in ("Staying in one home", "Teeth", "Health"):
        make_report(cast, make_item(cast, meeting, title), text=f"89 of 131 stayed.\n\n## What we did\n\nWe rang first.\n\n{table}")
    content = files.read(make_pack(cast, meeting).file)
    facts = pdf.facts_of(content)
    assert (facts.standard, facts.tagged, facts.lang) == ("PDF/UA-1", True, "en-GB")
    assert facts.bookmarks == ("Contents", "1. Staying in one home", "Report", "2. Teeth", "Report", "3. Health", "Report")
    assert [(each.rule_id, each.message) for each in page.validate_pdf_bytes(content, profile="ua-1").failures] == []


def test_every_page_number_is_right_in_a_pack_of_twenty_papers_with_two_hundred_pages(cast: Cast) -> None:
    meeting = make_meeting(cast)
    for number in range(1, 21):
        make_upload(cast, make_item(cast, meeting, f"Item {number}"), f"Canary{number:02d}x", pages=10)
    pack = make_pack(cast, meeting)
    first = [paper["first"] for entry in pack.contents for paper in entry["papers"]]
    assert (len(first), pack.pages) == (20, 200 + first[0] - 1)
    with opened(pack) as made:
        for entry, begins in zip(pack.contents, first, strict=True):
            for number in range(10):
                assert f"Canary{int(entry['number']):02d}x {number + 1}".encode() in drawn(made.pages[begins - 1 + number])
    facts = pdf.facts_of(files.read(pack.file))
    said = "\n".join(facts.text[: first[0] - 1])
    assert [int(number) for number in re.findall(r"uploaded:\s+page (\d+)", said)] == first
    for number, text in enumerate(facts.text, start=1):
        found = STAMP.search(text.strip())
        assert found is not None, text
        assert (int(found[2]), int(found[3])) == (number, pack.pages)
    browser = signed_in(cast.clerk)
    shown = browser.get(reverse("meetings:pack", args=[pack.pk])).content.decode()
    assert [int(number) for number in re.findall(r"uploaded[^:]*: pages (\d+)", shown)] == first


@pytest.mark.parametrize(
    ("rotate", "matrix"), [(0, b"1 0 0 1 0.00 0.00"), (90, b"0 1 -1 0 842.00 0.00"), (180, b"-1 0 0 -1 842.00 595.00")]
)
def test_the_stamp_stands_at_the_foot_of_turned_and_wide_pages(cast: Cast, rotate: int, matrix: bytes) -> None:
    meeting = make_meeting(cast)
    make_upload(cast, make_item(cast, meeting), content=make_pdf("Wide", rotate=rotate, size=(842, 595)))
    with opened(make_pack(cast, meeting)) as made:
        assert b"q " + matrix + b" cm" in drawn(made.pages[-1])
        assert int(made.pages[-1].obj.get("/Rotate", 0)) == rotate


@pytest.mark.parametrize("audience", ["public", "members", "young"])
def test_no_pack_holds_a_byte_of_what_is_private(cast: Cast, audience: str) -> None:
    meeting = make_meeting(cast, private_session=True, readers=[cast.councillor], regime=Regime.PART_VA)
    make_report(cast, make_item(cast, meeting, "Open zzopen"), asks="agree zzopen")
    private = make_item(cast, meeting, "Two letters zztitle", PRIVATE)
    make_paper(cast, private, "What it says zzpaper", "The letters zzpapertitle")
    pack = make_pack(cast, meeting, audience)
    said = "\n".join(pdf.facts_of(files.read(pack.file)).text)
    everything = said + plain(pack).decode("latin-1") + str(pack.contents)
    assert "zzopen" in said
    assert [word for word in ("zzpaper", "zzpapertitle") if word in everything] == []
    assert ("zztitle" in said, "Paragraph 2 of Part 1" in said) == (audience == "public", audience == "public")


def test_a_private_item_without_its_paragraph_stops_the_public_pack(cast: Cast) -> None:
    meeting = make_meeting(cast, private_session=True, regime=Regime.PART_VA)
    make_item(cast, meeting)
    private = make_item(cast, meeting, "Two letters", PRIVATE)
    AgendaItem.objects.filter(pk=private.pk).update(exempt_paragraph=None)
    job = operations.build_pack(meeting=meeting, audience="public", by=cast.viewer("clerk"), now=timezone.now())
    done = jobs.run(job.pk)
    assert done is not None
    assert (done.state, Pack.objects.count()) == (Job.State.FAILED, 0)
    assert done.fault.startswith("“Two letters” is private and names no paragraph.")


def test_nothing_is_built_for_the_public_of_a_meeting_without_the_public(cast: Cast) -> None:
    meeting = make_meeting(cast, regime=Regime.PRIVATE)
    make_item(cast, meeting)
    with pytest.raises(Denied):
        operations.build_pack(meeting=meeting, audience="public", by=cast.viewer("clerk"), now=timezone.now())
    assert make_pack(cast, meeting, "members").pages == 2


def test_young_people_get_their_own_version_or_else_the_report_in_short(cast: Cast) -> None:
    meeting = make_meeting(cast)
    own, short = make_item(cast, meeting, "Homes"), make_item(cast, meeting, "Teeth")
    make_report(cast, own, text="zzlong")
    make_upload(cast, own, "In plain words", for_young=True)
    make_upload(cast, own, "For the members")
    make_report(cast, short, text="zzlong", summary="zzshort")
    young, members = make_pack(cast, meeting, "young"), make_pack(cast, meeting, "members")
    titles = [[paper["title"] for paper in entry["papers"]] for entry in young.contents]
    assert titles == [["In plain words"], ["Report"]]
    assert [[paper["title"] for paper in entry["papers"]] for entry in members.contents] == [["Report", "For the members"], ["Report"]]
    said = "\n".join(pdf.facts_of(files.read(young.file)).text)
    assert ("zzshort" in said, "zzlong" in said) == (True, False)


def test_the_same_pack_asked_twice_is_one_job_and_two_builds_are_two_versions(cast: Cast) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    asked = [operations.build_pack(meeting=meeting, audience="members", by=cast.viewer("clerk"), now=timezone.now()) for _ in range(2)]
    assert asked[0] == asked[1]
    jobs.run(asked[0].pk)
    assert [pack.version for pack in (Pack.objects.get(), make_pack(cast, meeting))] == [1, 2]
    with pytest.raises(Sealed):
        Pack.objects.update(pages=1)


@pytest.mark.parametrize("deed", ["get", "post"])
def test_members_read_a_pack_once_the_agenda_is_out_and_others_never(cast: Cast, deed: str) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    members, public = make_pack(cast, meeting), make_pack(cast, meeting, "public")
    address = reverse("meetings:pack_file", args=[members.pk])
    ask: Callable[[Any, str], int] = lambda user, path: signed_in(user).get(path).status_code  # noqa: E731
    assert (ask(cast.councillor, address), ask(cast.clerk, address)) == (404, 200)
    make_out(cast, meeting)
    assert (ask(cast.councillor, address), ask(cast.chair, address)) == (200, 200)
    assert ask(cast.councillor, reverse("meetings:pack_file", args=[public.pk])) == 404
    for other in (cast.other_member, cast.officer, cast.young_member, cast.administrator, cast.stranger, cast.former):
        assert ask(other, address) == 404
    build, withdraw = reverse("meetings:build_pack", args=[meeting.pk, "members"]), reverse("meetings:withdraw_pack", args=[members.pk])
    for path in (build, withdraw):
        assert getattr(signed_in(cast.chair), deed)(path, {"reason": "x"}).status_code == 404


def test_a_pack_that_is_taken_back_is_gone_everywhere_at_once(cast: Cast, store: Any, django_capture_on_commit_callbacks: Any) -> None:
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    pack = make_pack(cast, meeting)
    make_out(cast, meeting)
    page_of, file_of = reverse("meetings:pack", args=[pack.pk]), reverse("meetings:pack_file", args=[pack.pk])
    member, path = signed_in(cast.councillor), files.path_of(pack.file.sha256)
    assert (member.get(file_of).status_code, path.exists()) == (200, True)
    with django_capture_on_commit_callbacks(execute=True):
        taken = signed_in(cast.clerk).post(reverse("meetings:withdraw_pack", args=[pack.pk]), {"reason": "It had the wrong letter."})
    assert taken.status_code == 302
    assert (member.get(file_of).status_code, signed_in(cast.clerk).get(file_of).status_code, path.exists()) == (404, 404, False)
    gone = member.get(page_of)
    assert gone.status_code == 410
    assert "It had the wrong letter." in gone.content.decode()
    assert signed_in(cast.other_member).get(page_of).status_code == 404


def test_the_command_says_what_is_wrong_and_writes_nothing(cast: Cast, tmp_path: Any) -> None:
    out = tmp_path / "pack.pdf"
    meeting = make_meeting(cast)
    with pytest.raises(CommandError, match=f"There is no meeting 0. Meetings to come: {meeting.pk}: Corporate Parenting Board"):
        call_command("build_pack", "0", audience="members", out=out)
    quiet = make_meeting(cast, days=50, regime=Regime.PRIVATE)
    with pytest.raises(CommandError, match="it is private and has no pack for the public"):
        call_command("build_pack", str(quiet.pk), audience="public", out=out)
    assert not out.exists()
